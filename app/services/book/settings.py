"""The settings of the book, shared by everybody who uses it: company, zone, currency."""

from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Setting
from app.services.book import recording
from app.services.errors import Invalid

TABLE = Setting.__tablename__
KEPT = "kept settings"  # where a session finds them in its info


@dataclass(frozen=True, slots=True)
class BookSettings:
    """What the book knows about the firm.

    ``zone`` is the IANA name of the firm's time zone, in which every local date is computed;
    ``currency`` is the ISO code for new contracts and for totals. ``mood_months`` is how long notes
    on how people felt are kept, 0 for ever.
    """

    company: str = ""
    currency: str = "EUR"
    zone: str = "UTC"
    sample: bool = False
    mood_months: int = 0

    @property
    def tz(self) -> ZoneInfo:
        """The firm's time zone."""
        return ZoneInfo(self.zone)


KNOWN = frozenset(field.name for field in fields(BookSettings))


@dataclass(slots=True)
class Kept:
    """The settings as an open book read them last; None where they have to be read again.

    Every write asks for them. While a book is open nobody else changes its settings: a second
    window is refused, and no command does.
    """

    settings: BookSettings | None = None


def load(session: Session) -> BookSettings:
    """Return the book's settings; what was never set has its default."""
    kept: Kept = session.info.get(KEPT) or Kept()
    if kept.settings is None:
        kept.settings = _read(session)
    return kept.settings


def _read(session: Session) -> BookSettings:
    stored = session.connection().execute(_everything()).all()
    return BookSettings(**{key: value for key, value in stored if key in KNOWN})


@cache
def _everything() -> Select[str, Any]:
    return select(Setting.key, Setting.value)


def save(session: Session, settings: BookSettings) -> None:
    """Store the book's settings; raises Invalid where one of them cannot be."""
    _check(settings)
    session.info.pop(KEPT, None)  # from here on this session sees its own
    for key, value in asdict(settings).items():
        row = session.get(Setting, key)
        if row is None:
            session.add(Setting(key=key, value=value))
        elif row.value != value:
            row.value = value
    recording.describe(session, _("Changed the settings"))


def cleaned(settings: BookSettings) -> BookSettings:
    """Return the settings with blanks trimmed and the currency in capitals."""
    return replace(
        settings, company=settings.company.strip(), currency=settings.currency.strip().upper()
    )


def _check(settings: BookSettings) -> None:
    if len(settings.currency) != 3 or not settings.currency.isalpha():
        raise Invalid("currency", _("A currency has three letters, such as EUR."))
    if settings.mood_months < 0:
        raise Invalid("mood_months", _("A time to keep is at least a month."))
    if settings.zone not in available_timezones():
        raise Invalid("zone", _("There is no time zone of that name."))
