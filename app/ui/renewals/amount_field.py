"""A field for an amount, as people write it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import formats
from app.ui.widgets import typed


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
        self.setText(typed.amount_as_typed(minor, self._currency))

    def said(self, minor: int | None) -> str:
        """Return an amount of this currency in words."""
        return formats.money(minor, self._currency)

    def minor(self) -> int | None:
        """Return the amount in minor units, None where nothing stands; raises Invalid."""
        return typed.amount("value_after", self.text(), self._currency)
