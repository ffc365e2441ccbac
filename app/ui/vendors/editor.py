"""A card beside a list in which one of its records is edited; Enter saves, Esc leaves."""

from copy import copy
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.services.errors import Invalid
from app.ui import formats, meanwhile
from app.ui.meanwhile import Place
from app.ui.tokens import Space
from app.ui.widgets.date_field import DateField
from app.ui.widgets.form import Form

WIDTH = 320


class Editor(QFrame):
    """Shows a draft in a form; the keys of its fields are the draft's own names."""

    saved = Signal(object)  # the draft as edited
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setFixedWidth(WIDTH)
        self._draft: Any = None
        self._heading = QLabel()
        self._heading.setProperty("look", "title")
        self.form = Form()
        save, cancel = QPushButton(_("Save")), QPushButton(_("Cancel"))
        save.setProperty("look", "main")
        save.clicked.connect(self.save)
        cancel.setToolTip(_("Cancel (Esc)"))
        cancel.clicked.connect(self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._heading)
        column.addWidget(self.form)
        column.addLayout(buttons)
        column.addStretch(1)
        self.hide()

    def edit(self, draft: Any, heading: str) -> None:
        """Open for a draft."""
        self._draft = draft
        self._heading.setText(heading)
        self.form.clear_errors()
        for name, field in self.form.fields.items():
            _fill(field, getattr(draft, name))
        self.show()
        first = next(iter(self.form.fields.values()))
        first.setFocus()

    @Slot()
    def save(self) -> None:
        """Hand the draft over with what the fields say."""
        for name, field in self.form.fields.items():
            if isinstance(field, DateField) and not field.is_understood():
                self.form.refuse(Invalid(name, _("This is not understood as a day.")))
                return
        self.saved.emit(self._written())

    def catch_up(self, theirs: Any) -> None:
        """Show field by field what was changed meanwhile; the next Save builds on it."""
        places = {
            name: Place(partial(_fill, field), partial(_said, field), partial(self.form.tell, name))
            for name, field in self.form.fields.items()
        }
        seen = meanwhile.catch_up(self._draft, self._written(), theirs, places)
        self._draft = theirs
        self.form.announce(meanwhile.sentence(seen=seen))

    def _written(self) -> Any:
        """Return the draft with what the fields say."""
        draft = copy(self._draft)
        for name, field in self.form.fields.items():
            setattr(draft, name, _value(field))
        return draft

    @Slot()
    def leave(self) -> None:
        """Close without saving."""
        self.hide()
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.save()
            case _:
                super().keyPressEvent(event)


def _fill(field: QWidget, value: Any) -> None:
    if isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(value), 0))
    elif isinstance(field, DateField):
        field.set_day(value)


def _said(field: QWidget, value: Any) -> str:
    if isinstance(field, QComboBox):
        return field.itemText(max(field.findData(value), 0))
    if isinstance(field, DateField):
        return formats.day(value) or "–"
    return value or "–"


def _value(field: QWidget) -> Any:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, DateField):
        return field.day()
    raise TypeError(field)
