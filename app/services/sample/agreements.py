"""Contracts with the terms they have already been through."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from app.services.sample.cast import EXTRAS, Product
from app.services.sample.life import WINDOW, Life


@dataclass(frozen=True)
class Decided:
    """How a past term ended."""

    outcome: str
    factor: float = 1.0
    reason: str = ""
    competitor: str = ""
    note: str = ""


KEPT = Decided("renewed")
ROLLED = Decided("rolled_over")
GROWN = Decided("grown", 1.15, "more seats")
REDUCED = Decided("reduced", 0.75, "fewer seats")


def months_after(day: date, months: int) -> date:
    """Add calendar months, ending on the month's last day where the day is missing."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def notice_days(life: Life, product: Product) -> int:
    """Answer the notice period: small customers have shorter ones."""
    seats = life.profile.seats
    return min(product.notice_days, 90 if seats >= 60 else 60 if seats >= 30 else 30)


def ends_so_far(life: Life, end: date, months: int, notice: int, since: int) -> list[date]:
    """List the term ends whose last day to say no has passed, as far back as the sample goes."""
    oldest = max(life.today - timedelta(WINDOW), months_after(life.day(since), months - 1))
    ends = [months_after(end, -months * k) for k in (3, 2, 1, 0)]
    return [day for day in ends if day >= oldest and day - timedelta(notice) <= life.today]


def agreed(
    life: Life,
    product: Product,
    ends_in: int,
    decided: tuple[Decided, ...],
    *,
    months: int = 12,
    renews: str = "automatic",
    since: int = WINDOW + 365,
    note: str = "",
) -> str:
    """Write a contract; ``decided`` tells how its terms so far went, the newest last."""
    end = life.today + timedelta(ends_in)
    notice = 0 if renews == "expires" else notice_days(life, product)
    ends = ends_so_far(life, end, months, notice, since)
    story = list(zip(ends[::-1], decided[::-1], strict=False))[::-1]
    starts = months_after(story[0][0] if story else end, -months) + timedelta(1)
    value = round(product.per_seat * life.profile.seats * life.rng.uniform(0.9, 1.15) / 10) * 10
    values = [value]
    for _end, step in story:
        values.append(round(values[-1] * step.factor / 10) * 10)
    upstream = product.vendor == EXTRAS[1].vendor
    ref = life.add(
        "contracts",
        **_terms(life, product),
        value=values[-1] or values[-2],
        starts=starts,
        term_months=months,
        ends=end,
        renews=renews,
        notice_days=notice,
        upstream_ends=end + timedelta(30) if upstream else None,
        upstream_notice_days=45 if upstream else None,
        note=note,
    )
    for (due, step), before, after in zip(story, values, values[1:], strict=False):
        _decide(life, ref, due - timedelta(notice), due, step, (before, after))
    return ref


def _terms(life: Life, product: Product) -> dict[str, str | int]:
    return {
        "title": product.title,
        "vendor": product.vendor,
        "product": product.product,
        "currency": "CHF" if life.profile.country == "CH" else "EUR",
        "quantity": life.profile.seats,
        "owner": life.owner,
    }


def _decide(
    life: Life, contract: str, latest: date, due: date, step: Decided, value: tuple[int, int]
) -> None:
    early = 0 if step is ROLLED else life.rng.randint(1, 25)
    life.add(
        "renewals",
        contract=contract,
        due_on=due,
        decided_on=latest - timedelta(early),
        outcome=step.outcome,
        value_before=value[0],
        value_after=value[1],
        reason=step.reason,
        competitor=step.competitor,
        note=step.note,
    )


def rolling(life: Life, product: Product, since: int) -> str:
    """Write a contract that goes on month by month until somebody says no."""
    return life.add(
        "contracts",
        **_terms(life, product),
        value=12 * round(product.per_seat * life.profile.seats / 12),
        starts=life.today - timedelta(since),
        term_months=1,
        renews="automatic",
        notice_days=30,
    )


def open_ended(life: Life, product: Product, since: int) -> str:
    """Write a contract without an end."""
    return life.add(
        "contracts",
        **_terms(life, product),
        value=round(product.per_seat * life.profile.seats),
        starts=life.today - timedelta(since),
        term_months=0,
        renews="open",
        notice_days=90,
        note="Look at the price again every spring",
    )
