"""What the small panels under the table share: fields side by side, and what is said below."""

from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.errors import Invalid
from app.ui import meanwhile
from app.ui.in_place import InPlace
from app.ui.meanwhile import Place
from app.ui.table_model import HasId
from app.ui.tokens import Space
from app.ui.widgets import field_values
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.meanwhile_line import MeanwhileLine

Row = TypeVar("Row", bound=HasId)


class Panel(InPlace, Generic[Row]):
    """Is open for one line of the table, and edits a draft of it."""

    def __init__(self, save: str, parent: QWidget | None = None) -> None:
        super().__init__(save, parent)
        self._errors: dict[str, ErrorLine] = {}
        self._meanwhile: dict[str, MeanwhileLine] = {}
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
        at = self.body.indexOf(self._fields)
        self.body.insertLayout(at, line)
        self.body.insertWidget(at + 1, self.meanwhile_line(key))

    def meanwhile_line(self, key: str) -> MeanwhileLine:
        """Return the line that tells what somebody else made of a field while it was edited."""
        line = self._meanwhile[key] = MeanwhileLine()
        return line

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
        column.addWidget(self.meanwhile_line(key))
        column.addStretch(1)
        fields = self._fields if row is None else row.layout()
        if isinstance(fields, QHBoxLayout):
            fields.addLayout(column, stretch)

    def add_stretch(self, stretch: int) -> None:
        """Leave room between the fields and what follows."""
        self._fields.addStretch(stretch)

    def add_buttons(self) -> None:
        """Add Save and Cancel at the end of the fields."""
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

    def begun(self, row: Row) -> Any:
        """Return a line as a draft that nobody has edited yet."""
        raise NotImplementedError

    def place(self, key: str) -> Place:
        """Return where a field of the draft stands."""
        field, line = self._by_key[key], self._meanwhile[key]
        show, said = partial(field_values.show, field), partial(field_values.said, field)
        return Place(show, said, line.say)

    def begin_with(self, row: Row) -> None:
        """Forget the line before; it opens for this one."""
        self._row = row
        self.begin()

    @override
    def catch_up(self, theirs: Row) -> None:
        if self._row is None:
            return
        try:
            mine = self.draft()
        except Invalid as error:
            self.refuse(error)
            return
        places = {key: self.place(key) for key in self._meanwhile}
        seen = meanwhile.catch_up(self.begun(self._row), mine, self.begun(theirs), places)
        self._row = theirs
        self._other.say(meanwhile.sentence(seen=seen))

    @override
    def refuse(self, error: Invalid) -> None:
        line = self._errors.get(error.field, self._other)
        line.say(str(error))
        if error.field in self._by_key:
            self._by_key[error.field].setFocus()

    @override
    def clear_errors(self) -> None:
        for line in (*self._errors.values(), *self._meanwhile.values(), self._other):
            line.say("")
