"""When it was, as people say it; what was understood stands below."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.language import _
from app.services.customers import spoken_time
from app.services.customers.spoken_time import Spoken
from app.services.errors import Invalid
from app.ui import formats
from app.ui.tokens import Space


class WhenField(QWidget):
    """Nothing typed is now. What only the worker understands (other languages) is left to it."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.field = QLineEdit(placeholderText=_("now"))
        self.field.setAccessibleName(_("When"))
        self.field.setToolTip(_("“yesterday 15:00”, “Friday”, “2 days ago”, “3 May”…"))
        self._told = QLabel()
        self._told.setProperty("look", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.field)
        column.addWidget(self._told)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.tell)
        self.tell()

    def text(self) -> str:
        """Return what was typed."""
        return self.field.text().strip()

    def told(self) -> str:
        """Return what stands below."""
        return self._told.text()

    def spoken(self) -> Spoken | None:
        """Return what was understood at once, None where it was not."""
        try:
            return self._read()
        except Invalid:
            return None

    def settled(self, field: str) -> Spoken:
        """Return what was understood; raises Invalid, of this field, where it was not."""
        try:
            found = self._read()
        except Invalid as error:
            raise Invalid(field, str(error)) from error
        if found is None:
            raise Invalid(field, _("This is not understood as a day or a time."))
        return found

    def said(self) -> dict[str, str]:
        """Return what was typed, on which day, and what it meant: tomorrow it means another."""
        now, found = self._now(), self.spoken()
        meant = found.day.isoformat() if found else ""
        if found and found.at is not None:
            meant += found.at.astimezone(now.tzinfo).strftime(" %H:%M")
        return {"typed": self.text(), "on": now.date().isoformat(), "meant": meant}

    def say(self, said: Mapping[str, str]) -> None:
        """Take it up again: as it was typed, on another day as it was meant."""
        same_day = said["on"] == self._now().date().isoformat()
        self.field.setText(said["typed"] if same_day else said["meant"] or said["typed"])

    def tell(self) -> None:
        """Say below what was understood."""
        try:
            found = self._read()
        except Invalid as error:
            words = str(error)
        else:
            words = in_words(found, self._now()) if found else _("Not understood yet")
        self._told.setText(words)
        self.field.setAccessibleDescription(words)

    def _read(self) -> Spoken | None:
        return spoken_time.at_once(
            self.text(), self._now(), ahead=False, month_first=formats.month_first()
        )


def in_words(spoken: Spoken, now: datetime) -> str:
    """Return a moment for people: "yesterday, 3 May, 15:00"."""
    near = formats.distance(spoken.day, now.date())
    parts = [near, formats.day_and_month(spoken.day, now.date())]
    if spoken.at is not None:
        parts.append(formats.clock(spoken.at.astimezone(now.tzinfo)))
    return ", ".join(parts)


def languages() -> list[str]:
    """Return the languages of the system, best first."""
    return QLocale.system().uiLanguages()
