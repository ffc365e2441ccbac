"""What stands in the common kinds of fields: shown, read back, and said in words."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.ui import formats
from app.ui.widgets.date_field import DateField


def show(field: QWidget, value: Any) -> None:
    """Show a value; a box of choices that has no such choice shows its first."""
    if isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(value), 0))
    elif isinstance(field, DateField):
        field.set_day(value)


def said(field: QWidget, value: Any) -> str:
    """Return a value in the words of its field."""
    if isinstance(field, QComboBox):
        return field.itemText(max(field.findData(value), 0))
    if isinstance(field, DateField):
        return formats.day(value) or "–"
    return value or "–"


def read(field: QWidget) -> Any:
    """Return the value that stands there."""
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, DateField):
        return field.day()
    raise TypeError(field)
