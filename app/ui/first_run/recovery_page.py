"""The recovery code of a new book: shown now, and kept by the user before anything else."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui import theme
from app.ui.first_run import recovery_sheet
from app.ui.first_run.recovery_view import RecoveryView
from app.ui.first_run.step import Step
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.form import Form

FORGIVEN = str.maketrans("OIL", "011")  # as when a whole code is typed


class RecoveryPage(Step):
    """Goes on when the code lies in a file, or two of its groups were typed back."""

    kept = Signal()

    def __init__(
        self,
        tasks: Tasks,
        book: Path,
        code: str,
        folder: Path,
        asked: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Keep the recovery code"),
            _(
                "If this computer is lost, the file of the book and this code bring everything "
                "back. Without the code nobody can, so keep a copy of it away from this computer."
            ),
            parent,
        )
        self.set_back(offered=False)
        self._groups = recovery_sheet.groups(code)
        self._asked = tuple(asked)
        self._in_a_file = False
        view = RecoveryView(tasks, book, code, folder)
        view.saved.connect(self._saved)
        self.body.addWidget(view)
        self.body.addWidget(self._proof())
        go_on = QPushButton(_("I have kept it"))
        go_on.clicked.connect(self._go_on)
        for field in self._fields.values():
            field.returnPressed.connect(go_on.click)
        self.add_buttons(go_on)
        self.setFocusProxy(view)

    def _proof(self) -> QWidget:
        self._ask = QWidget()
        self._fields = {n: QLineEdit(maxLength=8) for n in self._asked}
        self._forms: dict[int, Form] = {}
        column = QVBoxLayout(self._ask)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(
            QLabel(_("Copied or printed? Then type two groups from your copy."), wordWrap=True)
        )
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        for n, field in self._fields.items():
            field.setFont(theme.fixed_font())
            form = self._forms[n] = Form()
            form.add("group", _("Group {n}").format(n=n), field)
            row.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        column.addLayout(row)
        return self._ask

    def _saved(self) -> None:
        self._in_a_file = True
        self._ask.hide()
        for form in self._forms.values():
            form.clear_errors()

    def _go_on(self) -> None:
        typed = [self._in_a_file or self._is_right(n) for n in self._asked]
        if all(typed):
            self.kept.emit()

    def _is_right(self, n: int) -> bool:
        typed = self._fields[n].text().strip().upper().translate(FORGIVEN)
        form = self._forms[n]
        form.clear_errors()
        if not typed:
            form.refuse(Invalid("group", _("Type group {n}, or save the code.").format(n=n)))
        elif typed != self._groups[n - 1]:
            form.refuse(Invalid("group", _("Group {n} is another. Look again.").format(n=n)))
        else:
            return True
        return False
