"""Promise keeping: what became of our promises in a year (docs/method.md, 16)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import Colleague, Customer, Promise
from app.models.kinds import PromiseDirection, PromiseState
from app.services.insights import statistics
from app.services.insights.known import recorded, taken
from app.services.insights.rows import FEW, FactRow, Facts, Figure, Insight, Unit, facts_of
from app.services.trajectory.promises import promise_evidence
from app.services.trajectory.records import Pledge

YEAR = timedelta(days=365)
FIRM = "firm"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of some promises: of a colleague, or to a customer.

    ``kept`` in time, ``late`` (kept after the day, or still open past it), ``broken``, and
    ``pending`` ones that are not due yet. ``late_days`` is the median of those kept late.
    """

    id: str
    name: str
    figure: Figure
    kept: int
    late: int
    broken: int
    pending: int
    late_days: float | None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseKeeping(Insight):
    """The firm's ledger, and those of each colleague and customer, the most promises first."""

    firm: Ledger
    colleagues: tuple[Ledger, ...]
    customers: tuple[Ledger, ...]


@dataclass(frozen=True, slots=True)
class _Settled:
    """One promise with what became of it by the day; ``days_late`` where it was kept late."""

    row: Any
    state: PromiseState
    days_late: int | None
    announced: bool | None


def promise_keeping(session: Session, as_of: date) -> PromiseKeeping:
    """Return how promises due in the year up to ``as_of`` were kept; one query."""
    found = _judged(session, as_of)
    firm = _ledger(FIRM, _("The firm"), found)
    return PromiseKeeping(
        as_of,
        firm.figure.n,
        _finding(firm),
        _(
            "Kept in time, of all promises of ours that came due in the last 12 months. One kept "
            "after its day counts as late, one open 60 days after it as broken. Ranges are 90 % "
            "intervals (Wilson)."
        ),
        (firm.figure, *_more_figures(found)),
        firm,
        _grouped(found, "colleague"),
        _grouped(found, "customer"),
    )


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the promises behind a figure: "firm", "late", "told", "colleague:3", "customer:7"."""
    found = [one for one in _judged(session, as_of) if _belongs(one, figure_id)]
    words = _state_words()
    rows = [
        FactRow(
            f"promise:{one.row.id}",
            one.row.customer_id,
            one.row.customer,
            one.row.due_on or one.row.made_on,
            one.row.text,
            _note(one, words),
        )
        for one in found
    ]
    return facts_of(_("Promises behind it"), rows)


def _query(as_of: date) -> Select[*tuple[Any, ...]]:
    done, broken = taken(Promise.done_on, as_of), taken(Promise.broken_on, as_of)
    ended = func.coalesce(done, broken, Promise.due_on, Promise.made_on)
    return (
        select(
            Promise.id, Promise.customer_id, Customer.name.label("customer"),
            Promise.colleague_id, Colleague.name.label("colleague"), Promise.text,
            Promise.made_on, Promise.due_on, done.label("done_on"), broken.label("broken_on"),
            Promise.moved_from, Promise.moved_on,
            taken(Promise.told_on, as_of).label("told_on"),
        )
        .join(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Colleague, Colleague.id == Promise.colleague_id)
        .where(
            *recorded(Promise, as_of),
            Promise.direction == PromiseDirection.OURS,
            Promise.made_on <= as_of,
            or_(ended > as_of - YEAR, Promise.due_on > as_of - YEAR),
        )
        .order_by(Promise.id)
    )  # fmt: skip


def _judged(session: Session, as_of: date) -> list[_Settled]:
    return [_settled(row, as_of) for row in session.execute(_query(as_of))]


def _settled(row: Any, as_of: date) -> _Settled:
    """Judge a promise by the same rules as the trajectory does."""
    day = as_of.toordinal()
    pledge = Pledge(
        ("promise", row.id), row.made_on.toordinal(), _ordinal(row.due_on), _ordinal(row.done_on),
        _ordinal(row.broken_on), _ordinal(row.moved_from), _ordinal(row.moved_on),
    )  # fmt: skip
    said = {one.kind for one in promise_evidence(pledge) if one.day <= day}
    if "broken" in said:
        state = PromiseState.BROKEN
    elif "late" in said:
        state = PromiseState.KEPT_LATE if row.done_on else PromiseState.LATE
    else:
        state = PromiseState.KEPT if row.done_on else PromiseState.OPEN
    first = row.moved_from or row.due_on  # the day that was agreed at first
    in_time = _moved_in_time(row, as_of)
    expected = row.due_on if in_time else first
    late = state is PromiseState.KEPT_LATE and expected is not None
    days_late = max((row.done_on - expected).days, 1) if late else None
    announced = None
    if in_time or state in _MISSED:
        announced = in_time or _owned_up(row, first)
    return _Settled(row, state, days_late, announced)


def _moved_in_time(row: Any, as_of: date) -> bool:
    """Tell whether another day was agreed before the first had passed; an undated move was."""
    if row.moved_from is None:
        return False
    return row.moved_on is None or row.moved_on <= min(row.moved_from, as_of)


_MISSED = (PromiseState.KEPT_LATE, PromiseState.LATE, PromiseState.BROKEN)


def _owned_up(row: Any, due: date | None) -> bool:
    """Tell whether the customer heard that the day would not be kept before it had passed."""
    return due is not None and any(
        day is not None and day <= due for day in (row.told_on, row.broken_on)
    )


def _ledger(
    ledger_id: str, name: str, found: Sequence[_Settled], customer_id: int | None = None
) -> Ledger:
    states = [one.state for one in found]
    kept = states.count(PromiseState.KEPT)
    late = states.count(PromiseState.LATE) + states.count(PromiseState.KEPT_LATE)
    broken = states.count(PromiseState.BROKEN)
    count = kept + late + broken
    words = _("{kept} kept, {late} late, {broken} broken").format(
        kept=kept, late=late, broken=broken
    )
    late_days = statistics.median([one.days_late for one in found if one.days_late is not None])
    figure = Figure(ledger_id, _("Kept in time"), Unit.SHARE, count, words=words)
    if count >= FEW:
        estimate = statistics.share(kept, count)
        figure = Figure(ledger_id, _("Kept in time"), Unit.SHARE, count, *estimate, words=words)
    pending = states.count(PromiseState.OPEN)
    return Ledger(ledger_id, name, figure, kept, late, broken, pending, late_days, customer_id)


def _more_figures(found: Sequence[_Settled]) -> tuple[Figure, ...]:
    late = [one.days_late for one in found if one.days_late is not None]
    missed = [one.announced for one in found if one.announced is not None]
    told = Figure("told", _("Announced before the day"), Unit.SHARE, len(missed))
    if len(missed) >= FEW:
        told = Figure(
            "told", told.title, Unit.SHARE, len(missed),
            *statistics.share(sum(missed), len(missed)),
            words=_("of those not kept on the day first agreed"),
        )  # fmt: skip
    return (
        Figure(
            "late", _("Days late"), Unit.DAYS, len(late), statistics.median(late),
            words=_("half of those kept late took longer"),
        ),
        told,
    )  # fmt: skip


def _grouped(found: Iterable[_Settled], whose: str) -> tuple[Ledger, ...]:
    groups: defaultdict[int | None, list[_Settled]] = defaultdict(list)
    for one in found:
        groups[getattr(one.row, f"{whose}_id")].append(one)
    ledgers = [
        _ledger(
            f"{whose}:{number or 0}",
            getattr(some[0].row, whose) or _("nobody named"),
            some,
            number if whose == "customer" else None,
        )
        for number, some in groups.items()
    ]
    return tuple(sorted(ledgers, key=lambda one: (-one.figure.n, one.name.casefold())))


def _finding(firm: Ledger) -> str:
    if not firm.figure.n:
        return ""
    told = ngettext(
        "Of {n} promise that came due in a year, {kept} was kept in time",
        "Of {n} promises that came due in a year, {kept} were kept in time",
        firm.figure.n,
    ).format(n=firm.figure.n, kept=firm.kept)
    return _("{told}, {late} late, {broken} broken.").format(
        told=told, late=firm.late, broken=firm.broken
    )


def _belongs(one: _Settled, figure_id: str) -> bool:
    kind, _colon, number = figure_id.partition(":")
    match kind:
        case "late":
            return one.days_late is not None
        case "told":
            return one.announced is not None
        case "colleague":
            return (one.row.colleague_id or 0) == int(number)
        case "customer":
            return one.row.customer_id == int(number)
        case _:
            return one.state is not PromiseState.OPEN


def _note(one: _Settled, words: dict[PromiseState, str]) -> str:
    state = words[one.state]
    if one.days_late is not None:
        late = ngettext("{n} day late", "{n} days late", one.days_late)
        state = late.format(n=one.days_late)
    by = one.row.colleague
    return _("{state}, by {colleague}").format(state=state, colleague=by) if by else state


def _state_words() -> dict[PromiseState, str]:
    return {
        PromiseState.OPEN: _("not due yet"),
        PromiseState.LATE: _("late, still open"),
        PromiseState.KEPT: _("kept"),
        PromiseState.KEPT_LATE: _("kept late"),
        PromiseState.BROKEN: _("broken"),
    }


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
