"""What the small panels under the table share: fields side by side, Enter saves, Esc leaves."""

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import _
from app.services.errors import Invalid
from app.ui.table_model import HasId
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine

Row = TypeVar("Row", bound=HasId)


class Panel(QFrame, Generic[Row]):
    """A card that opens where one works, instead of a dialog over it."""

    saved = Signal(object)  # the draft as edited
    left = Signal()  # the keyboard goes back to the table

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._errors: dict[str, ErrorLine] = {}
        self._by_key: dict[str, QWidget] = {}
        self._row: Row | None = None
        self.heading = QLabel()
        self.heading.setProperty("look", "strong")
        self._other = ErrorLine()
        self._fields = QHBoxLayout()
        self._fields.setSpacing(Space.M)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self.body.setSpacing(Space.S)
        self.body.addWidget(self.heading)
        self.body.addLayout(self._fields)
        self.body.addWidget(self._other)
        self.hide()

    def add_row(self) -> QWidget:
        """Add a row below the others, for fields that are not always asked for."""
        row = QWidget()
        fields = QHBoxLayout(row)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(Space.M)
        self.body.insertWidget(self.body.count() - 1, row)
        return row

    def add_choices(self, key: str, label: str, choices: QWidget) -> None:
        """Add a line of choices above the fields."""
        name = QLabel(label)
        name.setBuddy(choices)
        line = QHBoxLayout()
        line.setSpacing(Space.M)
        line.addWidget(name)
        line.addWidget(choices, 1)
        self._by_key[key] = choices
        self.body.insertLayout(self.body.indexOf(self._fields), line)

    def add_field(
        self, key: str, label: str, field: QWidget, stretch: int = 1, row: QWidget | None = None
    ) -> None:
        """Add a field under its name; ``key`` is the name that services use in `Invalid`."""
        name = QLabel(label)
        name.setBuddy(field)
        field.setAccessibleName(label.replace("&", ""))
        self._errors[key] = ErrorLine(field)
        self._by_key[key] = field
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(name)
        column.addWidget(field)
        column.addWidget(self._errors[key])
        column.addStretch(1)
        fields = self._fields if row is None else row.layout()
        if isinstance(fields, QHBoxLayout):
            fields.addLayout(column, stretch)

    def add_stretch(self, stretch: int) -> None:
        """Leave room between the fields and what follows."""
        self._fields.addStretch(stretch)

    def add_buttons(self, save: str) -> None:
        """Add Save and Cancel at the end of the fields."""
        self._save = QPushButton(save)
        self._save.setProperty("look", "main")
        self._save.clicked.connect(self.save)
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.setToolTip(_("Cancel (Esc)"))
        self._cancel.clicked.connect(self.leave)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        column.addWidget(QLabel(" "))
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._save)
        row.addWidget(self._cancel)
        column.addLayout(row)
        column.addStretch(1)
        self._fields.addLayout(column)

    def row_id(self) -> object:
        """Return the id of the line it is open for."""
        return self._row.id if self._row is not None else None

    def draft(self) -> object:
        """Return what was edited; raises Invalid."""
        raise NotImplementedError

    @Slot()
    def save(self) -> None:
        """Hand the draft over, unless a field cannot be read."""
        self.clear_errors()
        try:
            draft = self.draft()
        except Invalid as error:
            self.refuse(error)
        else:
            self.saved.emit(draft)

    @Slot()
    def leave(self) -> None:
        """Close without saving."""
        self.hide()
        self.left.emit()

    def refuse(self, error: Invalid) -> None:
        """Say at its field what was refused, and go there."""
        line = self._errors.get(error.field, self._other)
        line.say(str(error))
        if error.field in self._by_key:
            self._by_key[error.field].setFocus()

    def clear_errors(self) -> None:
        """Take back every sentence."""
        for line in (*self._errors.values(), self._other):
            line.say("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.leave()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                (self.leave if self._cancel.hasFocus() else self.save)()
            case _:
                super().keyPressEvent(event)
