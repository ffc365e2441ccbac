"""The columns of the forecast by vendor."""

from collections.abc import Callable

from app.language import _
from app.services.contracts.forecast_rows import CurrencyForecast, VendorLine
from app.ui import formats
from app.ui.renewals import forecast_words
from app.ui.table_model import Column


def vendor_columns(shown: Callable[[], CurrencyForecast | None]) -> list[Column[VendorLine]]:
    """Return what the table shows of a vendor; ``shown`` says in which currency."""

    def money(minor: int) -> str:
        found = shown()
        return formats.money(minor, found.currency, whole=True) if found is not None else ""

    return [
        Column("vendor", _("Vendor"), forecast_words.vendor, strong=True, optional=False,
               width=200),
        Column("count", _("Renewals"), lambda row: formats.number(len(row.ids)),
               sort=lambda row: len(row.ids), align="end", width=90),
        Column("value", _("Yearly value"), lambda row: money(row.total.value),
               sort=lambda row: row.total.value, align="end", width=110),
        Column("kept", _("Expected to go on"), lambda row: money(row.total.kept),
               sort=lambda row: row.total.kept, align="end", width=140,
               explained=_("Without any growth: no more than what it is worth today")),
        Column("at_risk", _("At risk"), lambda row: money(row.total.at_risk),
               sort=lambda row: row.total.at_risk, align="end", width=100),
        Column("range", _("Range"), lambda row: _("{low} … {high}").format(
               low=money(row.total.low), high=money(row.total.high)),
               sort=lambda row: row.total.high, width=160,
               explained=_("The loss lies within it four times out of five")),
    ]  # fmt: skip
