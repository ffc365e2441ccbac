"""The one dialog in which a record is added or edited: few fields seen, the rest under More."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from app.language import _
from app.services.errors import AppError, Conflict, Invalid
from app.ui import meanwhile
from app.ui.customer.inputs import Field, Input, made, said
from app.ui.meanwhile import Place
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.form import Form

COLUMN = 7  # fields that stand below each other before the next column begins
WIDTH = 320
NARROW = 260  # of each column where there are several


@dataclass(frozen=True)
class Store:
    """``save(session, draft, today)`` stores a draft; ``load(session, id)`` reads it afresh."""

    save: Callable[..., Any]
    load: Callable[..., Any] | None = None


class Editor(QDialog):
    """Shown with ``open()``. What the service refuses is said at its field, and nothing is lost.

    Where somebody else changed the record meanwhile, the fields say so and offer theirs. `saved`
    brings what the service returned.
    """

    saved = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        fields: Sequence[Field],
        draft: Any,
        store: Store,
        today: date,
        parent: Any = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._tasks, self._draft, self._store, self._today = tasks, draft, store, today
        self._fields = {field.key: field for field in fields}
        self.inputs: dict[str, Input] = {}
        self._build(fields)
        for key, one in self.inputs.items():
            one.show(getattr(draft, key))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        next(iter(self.inputs.values())).widget.setFocus()

    def tell(self, key: str, sentence: str) -> None:
        """Say something quietly below a field that is seen at once."""
        self._main.tell(key, sentence)

    def _build(self, fields: Sequence[Field]) -> None:
        few = [field for field in fields if not field.more]
        rest = [field for field in fields if field.more]
        self._main = self._form(few, WIDTH)
        self._columns = [
            self._form(rest[start : start + COLUMN], NARROW)
            for start in range(0, len(rest), COLUMN)
        ]
        forms = QHBoxLayout()
        forms.setSpacing(Space.XL)
        for form in (self._main, *self._columns):
            forms.addWidget(form, 0, Qt.AlignmentFlag.AlignTop)
        for form in self._columns:
            form.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        page.setSpacing(Space.XL)
        page.addLayout(forms)
        page.addStretch(1)
        self.trouble = ErrorLine()
        page.addWidget(self.trouble)
        page.addLayout(self._foot())
        page.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _foot(self) -> QHBoxLayout:
        self._more = QPushButton(_("More fields"))
        self._more.setProperty("look", "link")
        self._more.setAutoDefault(False)
        self._more.setVisible(bool(self._columns))
        self._more.clicked.connect(self._show_more)
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Save | buttons.Cancel)
        self._buttons.button(buttons.Save).setText(_("Save"))
        self._buttons.button(buttons.Cancel).setText(_("Cancel"))
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        # Enter makes a new line in a note, so that saving needs a key that works everywhere
        QShortcut(QKeySequence("Ctrl+Return"), self, self._save)
        foot = QHBoxLayout()
        foot.addWidget(self._more)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        return foot

    def _form(self, fields: Sequence[Field], width: int) -> Form:
        form = Form()
        form.setFixedWidth(width)
        for field in fields:
            one = made(field, self._today, self._currency)
            self.inputs[field.key] = one
            form.add(field.key, field.label, one.widget, field.hint)
        return form

    def _currency(self) -> str:
        """Return the currency chosen in this form, or the one the draft came with."""
        chosen = self.inputs.get("currency")
        typed = chosen.read().strip().upper() if chosen else ""
        return typed or getattr(self._draft, "currency", "")

    @Slot()
    def _show_more(self) -> None:
        for form in self._columns:
            form.show()
        self._more.hide()
        next(iter(self._columns[0].fields.values())).setFocus()

    @Slot()
    def _save(self) -> None:
        if not self._buttons.isEnabled():
            return
        for form in (self._main, *self._columns):
            form.clear_errors()
        self.trouble.say("")
        try:
            draft = self._written()
        except Invalid as error:
            self._refuse(error)
            return
        self._buttons.setEnabled(False)
        self._tasks.write(
            self._store.save, draft, self._today, done=self._stored, failed=self._not_stored
        )

    def _written(self) -> Any:
        """Return the draft with what the fields say; raises Invalid."""
        return replace(self._draft, **{key: i.read() for key, i in self.inputs.items()})

    @Slot(object)
    def _stored(self, result: object) -> None:
        self.saved.emit(result)
        self.accept()

    @Slot(object)
    def _not_stored(self, error: Exception) -> None:
        self._buttons.setEnabled(True)
        if isinstance(error, Invalid):
            self._refuse(error)
        elif isinstance(error, Conflict) and self._store.load and self._draft.id is not None:
            compare = partial(self._compare, error)
            self._tasks.read(self._store.load, self._draft.id, done=compare)
        elif isinstance(error, AppError):  # a full disk, or another who was first
            self.trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    def _compare(self, error: Conflict, theirs: Any) -> None:
        """Show field by field what was changed meanwhile; the next Save builds on it."""
        if theirs.version == self._draft.version:  # it was refused for another reason
            self._tasks.failed.emit(error)
            return
        places = {key: self._place(key) for key in self.inputs}
        seen = meanwhile.catch_up(self._draft, self._written(), theirs, places)
        self._draft = theirs
        if any(not line.isHidden() for form in self._columns for line in form.meanwhile.values()):
            self._show_more()
        self._main.announce(meanwhile.sentence(seen=seen))

    def _place(self, key: str) -> Place:
        form = next(one for one in (self._main, *self._columns) if key in one.fields)
        field = self._fields[key]
        return Place(
            self.inputs[key].show,
            lambda value: said(field, value, self._currency()),
            partial(form.tell, key),
        )

    def _refuse(self, error: Invalid) -> None:
        hidden = next((form for form in self._columns if error.field in form.fields), None)
        if hidden is not None and not hidden.isVisible():
            self._show_more()
        (hidden or self._main).refuse(error)
