"""Attention before and after the signature: whether we still call once they have signed.

A signature is a first contract, a further one, or a renewal by decision (docs/method.md, 17).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Customer, Interaction
from app.models.kinds import Direction, InteractionKind
from app.services.insights import signatures, statistics, talk_days
from app.services.insights.known import recorded
from app.services.insights.rows import FEW, FactRow, Facts, Figure, Insight, Unit, facts_of
from app.services.insights.signatures import BEFORE, Signature
from app.services.insights.statistics import Estimate
from app.services.insights.talk_days import TalkDays

SETTLES = 31  # the first month after it is moving in, not attention
LEAST = 45  # days after that, below which nothing is said
DROPPED = 0.7  # the upper end of the ratio below which we say that we stopped calling
MONTH = 30  # days
MONTHS = (*range(-3, 0), *range(1, 13))  # of the curve, since the signature


@dataclass(frozen=True, slots=True)
class AfterSignature:
    """One customer's latest signature that can be judged; rates are talks of ours a month.

    ``ratio`` is after ÷ before; ``dropped`` only where its whole interval is below 0.7.
    """

    id: str
    customer_id: int
    customer: str
    owner: str
    signed_on: date
    before: float
    after: float
    days_after: int
    ratio: Estimate
    dropped: bool


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Talks of ours a month, so many months before (−) or after a signature: mean over customers.

    ``low`` and ``high`` are a 90 % interval of the mean, None of a single customer.
    """

    month: int
    n: int
    rate: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Attention(Insight):
    """The firm's curve around signatures, and each customer's ratio, the steepest falls first.

    ``ratio`` is the mean rate after ÷ the mean rate before, None below five customers.
    """

    ratio: Estimate | None
    dropped: int
    curve: tuple[CurvePoint, ...]
    customers: tuple[AfterSignature, ...]


def attention(session: Session, as_of: date) -> Attention:
    """Return attention around signatures; a constant number of queries."""
    signed = signatures.load(session, as_of)
    if not signed:
        return _nothing(as_of)
    first = date.fromordinal(min(one.day for one in signed) - BEFORE)
    only = sorted({one.customer_id for one in signed})
    talks = talk_days.load(session, as_of, first, ours=True, only=only)
    customers = _latest(_judged(signed, talks))
    ratio = _mean_ratio(customers)
    dropped = sum(one.dropped for one in customers)
    return Attention(
        as_of,
        len(customers),
        _finding(ratio, len(customers), dropped),
        _method(),
        _figures(ratio, customers, dropped),
        ratio,
        dropped,
        tuple(_curve(signed, talks)),
        tuple(sorted(customers, key=lambda one: (one.ratio.high, one.customer.casefold()))),
    )


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the customers behind "ratio" or "dropped", or the talks behind "customer:7"."""
    found = attention(session, as_of).customers
    if figure_id.startswith("customer:"):
        one = next((row for row in found if row.id == figure_id), None)
        return _talks(session, as_of, one) if one else facts_of(_("Talks behind it"), [])
    chosen = [one for one in found if figure_id != "dropped" or one.dropped]
    rows = [
        FactRow(
            one.id, one.customer_id, one.customer, one.signed_on,
            _("{before} talks a month before the signature, {after} after it").format(
                before=f"{one.before:.1f}", after=f"{one.after:.1f}"
            ),
            one.owner,
        )
        for one in chosen
    ]  # fmt: skip
    return facts_of(_("Customers behind it"), rows)


def _method() -> str:
    return _(
        "Two-way talks that we began, tickets not counted: the 90 days before a signature against "
        "the time from the second month after it until 120 days before the next decision. That we "
        "stopped calling is said only where the whole 90 % interval lies below 0.7: a drop to 40 % "
        "shows in one of three single cases, which is why the firm's curve is the main thing."
    )


def _judged(signed: Sequence[Signature], talks: TalkDays) -> list[AfterSignature]:
    whose = np.array([one.customer_id for one in signed], dtype=np.int64)
    day = np.array([one.day for one in signed], dtype=np.int64)
    last = np.array([one.courting for one in signed], dtype=np.int64)
    before = talks.count(whose, day - BEFORE + 1, day).tolist()
    after = talks.count(whose, day + SETTLES, last).tolist()
    found: list[AfterSignature] = []
    for one, talked, still in zip(signed, before, after, strict=True):
        days = one.courting - (one.day + SETTLES) + 1
        if days < LEAST:
            continue
        ratio = statistics.rate_ratio(still, days, talked, BEFORE)
        found.append(
            AfterSignature(
                f"customer:{one.customer_id}", one.customer_id, one.customer, one.owner,
                date.fromordinal(one.day), talked * MONTH / BEFORE, still * MONTH / days, days,
                ratio, ratio.high < DROPPED,
            )
        )  # fmt: skip
    return found


def _latest(found: Iterable[AfterSignature]) -> list[AfterSignature]:
    latest: dict[int, AfterSignature] = {}
    for one in sorted(found, key=lambda one: one.signed_on):
        latest[one.customer_id] = one
    return list(latest.values())


def _mean_ratio(customers: Sequence[AfterSignature]) -> Estimate | None:
    if len(customers) < FEW:
        return None
    after, before = [one.after for one in customers], [one.before for one in customers]
    return statistics.ratio_of_means(after, before)


def _curve(signed: Sequence[Signature], talks: TalkDays) -> Iterable[CurvePoint]:
    whose = np.array([one.customer_id for one in signed], dtype=np.int64)
    day = np.array([one.day for one in signed], dtype=np.int64)
    until = np.array([one.until for one in signed], dtype=np.int64)
    for month in MONTHS:
        first = day + MONTH * month + 1 if month < 0 else day + MONTH * (month - 1) + 1
        last = first + MONTH - 1
        whole = last <= np.maximum(until, day)
        if not whole.any():
            continue
        counts = talks.count(whose[whole], first[whole], last[whole]).tolist()
        found = statistics.mean([float(count) for count in counts])
        rate = sum(counts) / len(counts)
        low, high = (max(found.low, 0.0), found.high) if found else (None, None)
        yield CurvePoint(month, len(counts), rate, low, high)


def _figures(
    ratio: Estimate | None, customers: Sequence[AfterSignature], dropped: int
) -> tuple[Figure, ...]:
    count = len(customers)
    few = _("fewer than five signatures can be judged") if ratio is None else ""
    words = few or _("after ÷ before")
    before = statistics.mean([one.before for one in customers])
    after = statistics.mean([one.after for one in customers])
    return (
        Figure(
            "ratio", _("Attention kept"), Unit.RATIO, count, *(ratio or (None,) * 3), words=words
        ),
        Figure("before", _("Before"), Unit.RATE, count, *(before or (None,) * 3),
               words=_("talks of ours a month")),
        Figure("after", _("After"), Unit.RATE, count, *(after or (None,) * 3),
               words=_("talks of ours a month")),
        Figure("dropped", _("We stopped calling"), Unit.COUNT, count, dropped,
               words=_("customers where it is beyond doubt")),
    )  # fmt: skip


def _finding(ratio: Estimate | None, count: int, dropped: int) -> str:
    if not count:
        return ""
    if ratio is None:
        return ngettext(
            "{n} signature can be judged so far: too few to speak of a habit.",
            "{n} signatures can be judged so far: too few to speak of a habit.",
            count,
        ).format(n=count)
    said = _("After the signature we call {ratio} times as often as before it ({low} to {high})")
    said = said.format(ratio=f"{ratio.value:.1f}", low=f"{ratio.low:.1f}", high=f"{ratio.high:.1f}")
    if not dropped:
        return f"{said}."
    more = ngettext(
        "at {n} customer we clearly stopped", "at {n} customers we clearly stopped", dropped
    ).format(n=dropped)
    return f"{said}; {more}."


def _nothing(as_of: date) -> Attention:
    return Attention(as_of, 0, "", _method(), (), None, 0, (), ())


def _talks(session: Session, as_of: date, one: AfterSignature) -> Facts:
    first = one.signed_on - timedelta(days=BEFORE - 1)
    query = (
        select(Interaction)
        .join(Customer, Customer.id == Interaction.customer_id)
        .where(
            *recorded(Interaction, as_of),
            Interaction.customer_id == one.customer_id,
            Interaction.occurred_on.between(first, as_of),
            Interaction.two_way,
            Interaction.kind != InteractionKind.NOTE,
            or_(Interaction.direction.is_(None), Interaction.direction != Direction.IN),
        )
    )
    rows = [
        FactRow(
            f"interaction:{talk.id}", one.customer_id, one.customer, talk.occurred_on,
            talk.note or _(talk.kind.value),
            _("before the signature") if talk.occurred_on <= one.signed_on else _("after it"),
        )
        for talk in session.scalars(query)
    ]  # fmt: skip
    return facts_of(_("Talks behind it"), rows)
