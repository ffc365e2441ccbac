"""Fields of the small panels: an amount as people write it, a day as they say it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui import formats
from app.ui.later import later
from app.ui.widgets.date_field import Parse

if TYPE_CHECKING:
    from app.services.customers import spoken_time
else:
    spoken_time = later("app.services.customers.spoken_time")

AROUND = re.compile(r"^[^\d.,+-]+|[^\d.,]+$")  # a currency's sign or letters, and spaces
MOST = 10**13  # of the currency's own unit


def typed_amount(key: str, text: str, currency: str) -> int | None:
    """Return an amount in minor units, None where nothing stands; raises Invalid for the field."""
    bare = AROUND.sub("", text.strip())
    if not text.strip():
        return None
    found = next((v for v, good in (QLocale().toDouble(bare), _plain(bare)) if good), None)
    if found is None or not 0 <= found < MOST:
        raise Invalid(key, _("“{text}” is no amount.").format(text=text.strip()[:40]))
    return round(found * 10 ** formats.minor_digits(currency))


class AmountField(QLineEdit):
    """Takes an amount of one currency as the locale writes it, with or without its sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = "EUR"

    def show_amount(self, minor: int | None, currency: str) -> None:
        """Show an amount in minor units; nothing for None."""
        self._currency = currency
        self.setPlaceholderText(currency)
        self.show_minor(minor)

    def show_minor(self, minor: int | None) -> None:
        """Show another amount of the same currency."""
        digits = formats.minor_digits(self._currency)
        whole = minor is not None and minor % 10**digits == 0
        text = "" if minor is None else formats.number(minor / 10**digits, 0 if whole else digits)
        self.setText(text)

    def said(self, minor: int | None) -> str:
        """Return an amount of this currency in words."""
        return formats.money(minor, self._currency)

    def minor(self) -> int | None:
        """Return the amount in minor units, None where nothing stands; raises Invalid."""
        return typed_amount("value_after", self.text(), self._currency)


def day_parser(today: Callable[[], date], *, ahead: bool) -> Parse:
    """Return what turns words into a day, looked for in the future or in the past."""

    def parse(text: str) -> date | None:
        if (written := formats.read_day(text)) is not None:
            return written
        month_first = QLocale().dateFormat(QLocale.FormatType.ShortFormat).lower().startswith("m")
        noon = datetime.combine(today(), time(12), UTC)
        try:
            spoken = spoken_time.at_once(text, noon, ahead=ahead, month_first=month_first)
        except Invalid:
            return None
        return spoken.day if spoken is not None else None

    return parse


def _plain(text: str) -> tuple[float, bool]:
    return QLocale.c().toDouble(text.replace(" ", ""))
