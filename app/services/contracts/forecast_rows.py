"""What twelve months of renewals come to: plain values, nothing of the database."""

from dataclasses import dataclass
from datetime import date

from app.services.contracts.losses import Expected


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """What is to be decided in a month, by the last day to say no; ``ids`` are the renewals'."""

    first: date
    total: Expected
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VendorLine:
    """What is to be decided of one vendor's products; no ``vendor_id`` where none was noted."""

    vendor_id: int | None
    vendor: str
    total: Expected
    ids: tuple[str, ...]

    @property
    def id(self) -> int | None:
        """What tells this line from every other."""
        return self.vendor_id


@dataclass(frozen=True, slots=True)
class CurrencyForecast:
    """Twelve months in one currency.

    ``rolling`` are the contracts that may be left at any month, by their next 90 days: they have
    no month to stand in. ``unvalued`` counts renewals whose value nobody noted.
    """

    currency: str
    total: Expected
    months: tuple[ForecastMonth, ...]
    vendors: tuple[VendorLine, ...]
    rolling: Expected
    unvalued: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """All that the page shows; currencies in the order of what is at risk."""

    day: date
    currencies: tuple[CurrencyForecast, ...]
    decided: int
    lost: int
    mostly_prior: bool
