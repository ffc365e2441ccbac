"""Which other person of the customer is the same one; then both are compared."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.language import _
from app.ui.customers import merge_kinds
from app.ui.customers.merge_dialog import MergeDialog
from app.ui.later import later
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.form import Form

if TYPE_CHECKING:
    from app.services.customers import comparing
else:
    comparing = later("app.services.customers.comparing")

WIDTH = 360


class MergePerson(QDialog):
    """Shown with ``open()``; Enter goes on to the comparison."""

    def __init__(
        self, tasks: Tasks, contact_id: int, today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Merge with…"))
        self._tasks, self._contact, self._today, self._from = tasks, contact_id, today, parent
        self._build()
        tasks.read(comparing.others_there, contact_id, done=self._show, failed=self._gone)

    def _build(self) -> None:
        self.others = QComboBox()
        self._nobody = QLabel(_("Nobody else is known at this customer."), wordWrap=True)
        self._nobody.setProperty("look", "muted")
        self._nobody.hide()
        self._form = Form()
        self._form.setFixedWidth(WIDTH)
        self._form.add("other", _("&Is the same person as"), self.others)
        buttons = QDialogButtonBox.StandardButton
        box = QDialogButtonBox(buttons.Ok | buttons.Cancel)
        self.compare = box.button(buttons.Ok)
        self.compare.setText(_("Compare…"))
        self.compare.setEnabled(False)
        box.button(buttons.Cancel).setText(_("Cancel"))
        box.accepted.connect(self._compare)
        box.rejected.connect(self.reject)
        self._name = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._name.setProperty("look", "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.L)
        for part in (self._name, self._form, self._nobody, box):
            column.addWidget(part)
        self.others.setFocus()

    @Slot(object)
    def _show(self, found: tuple[str, list[tuple[int, str]]]) -> None:
        name, others = found
        self._name.setText(name)
        for contact_id, called in others:
            self.others.addItem(called, contact_id)
        self.compare.setEnabled(bool(others))
        self._form.setVisible(bool(others))
        self._nobody.setVisible(not others)

    @Slot(object)
    def _gone(self, error: Exception) -> None:
        self._tasks.failed.emit(error)
        self.reject()

    @Slot()
    def _compare(self) -> None:
        other: Any = self.others.currentData()
        if other is not None:
            pair = (self._contact, int(other))
            MergeDialog(self._tasks, merge_kinds.people(), pair, self._today, self._from).open()
            self.accept()
