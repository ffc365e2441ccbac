"""A card beside a list in which one of its records is edited; Enter saves, Esc leaves."""

from copy import copy
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.services.errors import Invalid
from app.ui import meanwhile
from app.ui.in_place import InPlace
from app.ui.meanwhile import Place
from app.ui.tokens import Space
from app.ui.widgets import field_values
from app.ui.widgets.date_field import DateField
from app.ui.widgets.form import Form

WIDTH = 320


class Editor(InPlace):
    """Shows a draft in a form; the keys of its fields are the draft's own names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Save"), parent)
        self.setFixedWidth(WIDTH)
        self._draft: Any = None
        self._heading = QLabel()
        self._heading.setProperty("look", "title")
        self.form = Form()
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self._heading)
        column.addWidget(self.form)
        column.addLayout(buttons)
        column.addStretch(1)

    def edit(self, draft: Any, heading: str) -> None:
        """Open for a draft."""
        self.begin()
        self._draft = draft
        self._heading.setText(heading)
        for name, field in self.form.fields.items():
            field_values.show(field, getattr(draft, name))
        self.show()
        first = next(iter(self.form.fields.values()))
        first.setFocus()

    @override
    def draft(self) -> Any:
        for name, field in self.form.fields.items():
            if isinstance(field, DateField) and not field.is_understood():
                raise Invalid(name, _("This is not understood as a day."))
        return self._written()

    @override
    def catch_up(self, theirs: Any) -> None:
        places = {
            name: Place(
                partial(field_values.show, field),
                partial(field_values.said, field),
                partial(self.form.tell, name),
            )
            for name, field in self.form.fields.items()
        }
        seen = meanwhile.catch_up(self._draft, self._written(), theirs, places)
        self._draft = theirs
        self.form.announce(meanwhile.sentence(seen=seen))

    @override
    def refuse(self, error: Invalid) -> None:
        self.form.refuse(error)

    @override
    def clear_errors(self) -> None:
        self.form.clear_errors()

    def _written(self) -> Any:
        """Return the draft with what the fields say."""
        draft = copy(self._draft)
        for name, field in self.form.fields.items():
            setattr(draft, name, field_values.read(field))
        return draft
