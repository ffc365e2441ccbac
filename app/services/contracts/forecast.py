"""The next twelve months of renewals: what is at risk when, and with which vendor.

Money is never added across currencies: each has its own forecast.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Vendor
from app.services.contracts import learning, losses, renewals, terms
from app.services.contracts.forecast_rows import (
    CurrencyForecast,
    Forecast,
    ForecastMonth,
    VendorLine,
)
from app.services.contracts.losses import Expected, Stake
from app.services.contracts.renewal_rows import RenewalRow

MONTHS = 12


def forecast(session: Session, today: date) -> Forecast:
    """Return what the coming twelve months may lose, each contract by its next renewal.

    A constant number of queries.
    """
    rows = renewals.due(session, today)
    vendors = {row.id: row.name for row in session.execute(select(Vendor.id, Vendor.name))}
    reduction = renewals.usual_reduction(session, today)
    decided, lost = renewals.experience(session, today)
    found = [
        of_currency(currency, [row for row in rows if row.currency == currency], vendors,
                    reduction, today)
        for currency in sorted({row.currency for row in rows})
    ]  # fmt: skip
    there = [one for one in found if one.total.count or one.rolling.count or one.unvalued]
    return Forecast(
        today,
        tuple(sorted(there, key=lambda one: -one.total.at_risk)),
        decided,
        lost,
        learning.kept(session, today).mostly_prior,
    )


def of_currency(
    currency: str,
    rows: Sequence[RenewalRow],
    vendors: dict[int, str],
    reduction: float,
    today: date,
) -> CurrencyForecast:
    """Return the forecast of renewals of one currency. Pure."""
    firsts = [terms.add_months(today.replace(day=1), ahead) for ahead in range(MONTHS + 1)]
    dated = [row for row in rows if not row.monthly and row.notice_by < firsts[-1]]
    months = [
        _month(first, [row for row in dated if _month_of(row, today) == first], reduction)
        for first in firsts[:-1]
    ]
    return CurrencyForecast(
        currency,
        _expected(dated, reduction),
        tuple(months),
        tuple(_by_vendor(dated, vendors, reduction)),
        _expected([row for row in rows if row.monthly], reduction),
        sum(row.value is None for row in rows if row.monthly or row.notice_by < firsts[-1]),
    )


def _month_of(row: RenewalRow, today: date) -> date:
    """Return the month of the last day to say no; what is past it stands in the present one."""
    return max(row.notice_by, today).replace(day=1)


def _month(first: date, rows: Sequence[RenewalRow], reduction: float) -> ForecastMonth:
    return ForecastMonth(first, _expected(rows, reduction), tuple(row.id for row in rows))


def _by_vendor(
    rows: Sequence[RenewalRow], vendors: dict[int, str], reduction: float
) -> Iterable[VendorLine]:
    lines: list[VendorLine] = []
    for vendor_id in {row.vendor_id for row in rows}:
        own = [row for row in rows if row.vendor_id == vendor_id]
        name = vendors.get(vendor_id, "") if vendor_id is not None else ""
        lines.append(
            VendorLine(vendor_id, name, _expected(own, reduction), tuple(row.id for row in own))
        )
    return sorted(lines, key=lambda line: (-line.total.at_risk, line.vendor))


def _expected(rows: Sequence[RenewalRow], reduction: float) -> Expected:
    return losses.expected([_stake(row) for row in rows if row.value is not None], reduction)


def _stake(row: RenewalRow) -> Stake:
    return Stake(
        row.value or 0, row.risk or 0.0, row.p_reduced or 0.0, row.low or 0.0, row.high or 0.0
    )
