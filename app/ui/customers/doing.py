"""What is done to customers from their list: added, edited, given away, moved, deleted."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.language import _
from app.ui.customer import forms
from app.ui.customer.editor import Editor, Store
from app.ui.customers import merge_kinds
from app.ui.customers.looks_like import LooksLike
from app.ui.customers.merge_dialog import MergeDialog
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.customers import customers, details
    from app.services.customers.customers import CustomerDraft
else:
    customers = later("app.services.customers.customers")
    details = later("app.services.customers.details")


class CustomerActions(QObject):
    """Every action is one write, told by the window in a toast with its undo."""

    added = Signal(object)  # the id of a new customer

    def __init__(self, tasks: Tasks, today: Callable[[], date], page: QWidget) -> None:
        super().__init__(page)
        self._tasks, self._today, self._page = tasks, today, page

    @Slot()
    def add(self) -> None:
        """Ask for a new customer."""
        self._ask(customers.CustomerDraft())

    def edit(self, customer_id: int) -> None:
        """Open a customer's form."""
        self._tasks.read(customers.load, customer_id, done=self._ask)

    def assign(self, ids: Sequence[int], owner_id: int | None) -> None:
        """Give customers to a colleague, or to nobody."""
        self._tasks.write(customers.assign, list(ids), owner_id)

    def move(self, ids: Sequence[int], stage: str) -> None:
        """Move customers to a stage as of today."""
        self._tasks.write(details.move, list(ids), stage, self._today())

    def delete(self, ids: Sequence[int]) -> None:
        """Take customers out of sight."""
        if ids:
            self._tasks.write(customers.delete, list(ids))

    def merge(self, ids: Sequence[int]) -> None:
        """Compare two customers, to make one of them; the first of the list is to stay."""
        kept, other = ids
        pair = (kept, other)
        MergeDialog(self._tasks, merge_kinds.customers(), pair, self._today, self._page).open()

    def restore(self, ids: Sequence[int]) -> None:
        """Bring deleted customers back."""
        self._tasks.write(details.restore, list(ids))

    @Slot(object)
    def _ask(self, draft: "CustomerDraft") -> None:
        done = partial(self._open, draft)
        self._tasks.read(details.choices, self._today(), done=done)

    def _open(self, draft: "CustomerDraft", choices: tuple[Any, Any]) -> None:
        colleagues, segments = choices
        title = _("Edit {name}").format(name=draft.name) if draft.id else _("New customer")
        fields = forms.customer(_with_current(colleagues, draft.owner_id), segments)
        store = Store(customers.save, customers.load)
        dialog = Editor(self._tasks, title, fields, draft, store, self._today(), self._page)
        if draft.id is None:
            dialog.saved.connect(self.added)
            LooksLike(self._tasks, dialog)
        dialog.open()


def _with_current(colleagues: Sequence[tuple[int, str]], owner_id: int | None) -> Any:
    """Keep an owner who has left in the list, so that saving does not take the customer away."""
    if owner_id is None or any(known == owner_id for known, _name in colleagues):
        return colleagues
    return [*colleagues, (owner_id, _("(has left)"))]
