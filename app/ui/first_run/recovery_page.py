"""The recovery code of a new book: shown now, and kept by the user before anything else."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.language import _
from app.ui.first_run.code_proof import CodeProof
from app.ui.first_run.recovery_view import RecoveryView
from app.ui.first_run.step import Step
from app.ui.tasks import Tasks


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
        view = RecoveryView(tasks, book, code, folder)
        self.proof = CodeProof(code, asked)
        view.saved.connect(self.proof.saved)
        self.body.addWidget(view)
        self.body.addWidget(self.proof)
        go_on = QPushButton(_("I have kept it"))
        go_on.clicked.connect(self._go_on)
        self.proof.entered.connect(go_on.click)
        self.add_buttons(go_on)
        self.setFocusProxy(view)

    def _go_on(self) -> None:
        if self.proof.is_given():
            self.kept.emit()
