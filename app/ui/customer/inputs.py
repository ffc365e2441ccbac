"""One input for each kind of value that a form asks for: shows it, reads it back, or refuses it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui import formats
from app.ui.widgets import typed
from app.ui.widgets.date_field import DateField
from app.ui.widgets.typed import day_parser

Kind = Literal["text", "lines", "past", "future", "choice", "number", "money"]
LINES_HEIGHT = 76


@dataclass(frozen=True)
class Field:
    """One field of a form. ``key`` names it in the draft and in what services refuse.

    ``choices`` are (value, words) for "choice"; ``suggestions`` complete a text; ``more`` puts it
    where only those look who want to say more.
    """

    key: str
    label: str
    kind: Kind = "text"
    choices: Sequence[tuple[Any, str]] = ()
    suggestions: Sequence[str] = ()
    hint: str = ""
    more: bool = False


class Input:
    """A widget and how its value comes in and goes out."""

    def __init__(self, widget: QWidget, show: Callable[[Any], None], read: Callable[[], Any]):
        self.widget = widget
        self.show = show
        self.read = read


def made(field: Field, today: date, currency: Callable[[], str]) -> Input:
    """Return the input for a field; ``currency`` is that of amounts, as chosen at the moment."""
    match field.kind:
        case "lines":
            return _lines()
        case "past" | "future":
            return _day(field, today)
        case "choice":
            return _choice(field)
        case "number":
            return _number(field)
        case "money":
            return _money(field, currency)
    return _text(field)


def said(field: Field, value: Any, currency: str) -> str:
    """Return a field's value in words, a dash where there is none."""
    if field.kind == "choice":
        return next((words for one, words in field.choices if one == value), "–")
    if value in (None, ""):
        return "–"
    if isinstance(value, date):
        return formats.day(value)
    if field.kind == "money":
        return formats.money(value, currency)
    return str(value)


def _text(field: Field) -> Input:
    line = QLineEdit()
    if field.suggestions:
        completer = QCompleter(list(field.suggestions), line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line.setCompleter(completer)
    return Input(line, lambda value: line.setText(value or ""), line.text)


def _lines() -> Input:
    box = QPlainTextEdit()
    box.setFixedHeight(LINES_HEIGHT)
    return Input(box, lambda value: box.setPlainText(value or ""), box.toPlainText)


def _day(field: Field, today: date) -> Input:
    box = DateField(day_parser(lambda: today, ahead=field.kind == "future"))

    def read() -> date | None:
        if not box.is_understood():
            raise Invalid(field.key, _("Please write a day, such as “friday” or “14/3”."))
        return box.day()

    return Input(box, box.set_day, read)


def _choice(field: Field) -> Input:
    box = QComboBox()
    for value, words in field.choices:
        box.addItem(words, value)

    def show(value: Any) -> None:
        values = [one for one, _words in field.choices]
        box.setCurrentIndex(values.index(value) if value in values else 0)

    return Input(box, show, lambda: field.choices[box.currentIndex()][0])


def _number(field: Field) -> Input:
    line = QLineEdit()

    def read() -> int | None:
        text = line.text().strip()
        if not text:
            return None
        number, understood = QLocale().toInt(text)
        if not understood:
            raise Invalid(field.key, _("Please give a whole number."))
        return number

    return Input(line, lambda value: line.setText("" if value is None else str(value)), read)


def _money(field: Field, currency: Callable[[], str]) -> Input:
    line = QLineEdit()

    def show(value: int | None) -> None:
        line.setText(typed.amount_as_typed(value, currency()))

    def read() -> int | None:
        return typed.amount(field.key, line.text(), currency())

    return Input(line, show, read)
