"""What stands in the fields of an entry, taken out to be kept and put in again."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.ui.logging.choice_row import ChoiceRow
from app.ui.logging.feeling_row import FeelingRow
from app.ui.logging.note_field import NoteField
from app.ui.logging.when_field import WhenField


def said(fields: Mapping[str, QWidget]) -> dict[str, Any]:
    """Return what stands in each field, as JSON can hold it."""
    return {name: _said(field) for name, field in fields.items()}


def typed(fields: Mapping[str, QWidget]) -> dict[str, Any]:
    """Return what stands in each field as it was typed, which no clock changes."""
    return {
        name: field.text() if isinstance(field, WhenField) else _said(field)
        for name, field in fields.items()
    }


def say(fields: Mapping[str, QWidget], values: Mapping[str, Any]) -> None:
    """Put it in again; what another version kept and this one does not know is passed over."""
    for name, field in fields.items():
        if name in values:
            with suppress(ValueError, TypeError, KeyError):
                _say(field, values[name])


def _said(field: QWidget) -> Any:
    match field:
        case ChoiceRow():
            return field.value()
        case FeelingRow():
            return field.feeling()
        case WhenField():
            return field.said()
        case NoteField() | QLineEdit():
            return field.text()
        case QComboBox():
            return field.currentText() if field.isEditable() else field.currentData()
        case _:
            raise TypeError(f"nothing is kept of {type(field).__name__}")


def _say(field: QWidget, value: Any) -> None:
    match field:
        case ChoiceRow():
            field.pick(value)
        case FeelingRow():
            field.pick(value)
        case NoteField():
            field.setPlainText(value)
        case WhenField():
            field.say(value)
        case QLineEdit():
            field.setText(value)
        case QComboBox() if field.isEditable():
            field.setCurrentText(value)
        case QComboBox():
            field.setCurrentIndex(max(field.findData(value), 0))
        case _:
            raise TypeError(f"nothing is kept of {type(field).__name__}")
