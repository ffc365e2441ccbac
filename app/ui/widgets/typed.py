"""What people type into a field: an amount as they write it, a day as they say it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

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


def amount_as_typed(minor: int | None, currency: str) -> str:
    """Return an amount in minor units as one types it, without its currency; "" for None."""
    if minor is None:
        return ""
    digits = formats.minor_digits(currency)
    return formats.number(minor / 10**digits, digits if minor % 10**digits else 0)


def amount(key: str, text: str, currency: str) -> int | None:
    """Return an amount in minor units, None where nothing stands; raises Invalid for the field."""
    bare = AROUND.sub("", text.strip())
    if not text.strip():
        return None
    found = next((v for v, good in (QLocale().toDouble(bare), _plain(bare)) if good), None)
    if found is None or not 0 <= found < MOST:
        raise Invalid(key, _("“{text}” is no amount.").format(text=text.strip()[:40]))
    return round(found * 10 ** formats.minor_digits(currency))


def day_parser(today: Callable[[], date], *, ahead: bool) -> Parse:
    """Return what turns words into a day, looked for in the future or in the past."""

    def parse(text: str) -> date | None:
        if (written := formats.read_day(text)) is not None:
            return written
        noon = datetime.combine(today(), time(12), UTC)
        try:
            spoken = spoken_time.at_once(text, noon, ahead=ahead, month_first=formats.month_first())
        except Invalid:
            return None
        return spoken.day if spoken is not None else None

    return parse


def _plain(text: str) -> tuple[float, bool]:
    return QLocale.c().toDouble(text.replace(" ", ""))
