"""A field for a day that takes what people say ("friday", "in 3 weeks") and says it back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.language import _
from app.ui import formats
from app.ui.tokens import Space

Parse = Callable[[str], date | None]


class DateField(QWidget):
    """``parse`` turns words into a day, or None; what was understood stands below."""

    changed = Signal(object)  # the day, or None

    def __init__(
        self, parse: Parse, day: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self._day: date | None = None
        self.field = QLineEdit(placeholderText=_("today, friday, in 3 weeks, 14/3…"))
        self._understood = QLabel()
        self._understood.setProperty("look", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.field)
        column.addWidget(self._understood)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._typed)
        self.set_day(day)

    def day(self) -> date | None:
        """Return the day, or None where there is none or it was not understood."""
        return self._day

    def is_understood(self) -> bool:
        """Return whether the field is empty or names a day."""
        return self._day is not None or not self.field.text().strip()

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        self.field.setText(formats.day(day) if day else "")
        self._settle(day)

    def setAccessibleName(self, name: str) -> None:
        """Give the name to the field that has the focus."""
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)

    def _typed(self, text: str) -> None:
        self._settle(self._parse(text.strip()) if text.strip() else None)

    def _settle(self, day: date | None) -> None:
        text = self.field.text().strip()
        words = formats.long_day(day) if day else _("Not understood as a day.") if text else ""
        self._understood.setText(words)
        self.field.setAccessibleDescription(words)
        if day != self._day:
            self._day = day
            self.changed.emit(day)
