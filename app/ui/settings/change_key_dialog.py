"""Another key for the book, step by step: what it means, the new code kept, then the change."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from app.language import _
from app.services.errors import AppError, Invalid
from app.ui.first_run.code_proof import CodeProof, groups_to_ask
from app.ui.first_run.recovery_view import RecoveryView
from app.ui.settings.keeper import BookFacts, Keeper
from app.ui.settings.key_dialogs import KeyDialog
from app.ui.tasks import Tasks
from app.ui.widgets.form import Form

Role = QDialogButtonBox.ButtonRole


class ChangeKeyDialog(KeyDialog):
    """Nothing is changed before the new code was kept; until then Close leaves all as it was."""

    changed = Signal()

    def __init__(self, tasks: Tasks, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Change the key"),
            _(
                "For when somebody may know the recovery code, or had this computer. The book gets "
                "a new key and a new recovery code, and the old code no longer opens it.\n\n"
                "Backups made before stay as they are: whoever has one can still open it with the "
                "old code. Keep the old code as long as you keep them. Other computers that open "
                "this file ask for the new code once."
            ),
            parent,
        )
        self._tasks, self._keeper = tasks, keeper
        self._code, self._busy = "", False
        self._proof: CodeProof | None = None
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._form = Form()
        self._form.add("passphrase", _("&Passphrase of this computer"), self._passphrase)
        self._form.hide()
        self.body.addWidget(self._form)
        self._go_on = self.buttons.addButton(_("Make a new code"), Role.AcceptRole)
        self._go_on.setProperty("look", "main")
        self._go_on.setDefault(True)
        self._go_on.setEnabled(False)
        self.close_button.setAutoDefault(False)
        self.buttons.accepted.connect(self._next)
        keeper.facts(self._know, self._refused)

    @override
    def reject(self) -> None:
        if not self._busy:  # the file is being written: it takes a moment and cannot be halved
            super().reject()

    @Slot(object)
    def _know(self, facts: BookFacts) -> None:
        self._go_on.setEnabled(True)
        self._go_on.setFocus()
        if facts.has_passphrase:
            self._form.show()
            self._passphrase.setFocus()
        self.adjustSize()

    def _next(self) -> None:
        self.trouble.say("")
        self._form.clear_errors()
        if self._proof is not None:
            self._change()
        elif not self._form.isHidden() and not self._passphrase.text():
            self._form.refuse(Invalid("passphrase", _("Type the passphrase of this book.")))
        else:
            self._go_on.setEnabled(False)
            self._keeper.reveal_code(self._passphrase.text(), self._may, self._refused)

    @Slot(str)
    def _may(self, _old: str) -> None:
        """Whoever gave the passphrase, or has the keyring, may change the key."""
        self._keeper.new_code(self._show_code)

    @Slot(str)
    def _show_code(self, code: str) -> None:
        self._code = code
        self._form.hide()
        self.about.setText(
            _("This will be the new recovery code. Keep it first; the key is changed after that.")
        )
        view = RecoveryView(self._tasks, self._keeper.path(), code, self._keeper.documents())
        for button in view.findChildren(QPushButton):
            button.setAutoDefault(False)
        self._proof = CodeProof(code, groups_to_ask(code))
        view.saved.connect(self._proof.saved)
        self.body.addWidget(view)
        self.body.addWidget(self._proof)
        self._view = view
        self._go_on.setText(_("I have kept it: change the key"))
        self._go_on.setEnabled(True)
        view.setFocus()

    def _change(self) -> None:
        if self._proof is None or not self._proof.is_given():
            return
        self._busy = True
        self._go_on.setEnabled(False)
        self.close_button.setEnabled(False)
        self.about.setText(_("The book is being encrypted with its new key…"))
        self._keeper.change_key(self._code, self._passphrase.text(), self._done, self._refused)

    @Slot()
    def _done(self) -> None:
        self._ready()
        for part in (self._view, self._proof, self._go_on):
            if part is not None:
                part.hide()
        self.about.setText(
            _("The key is changed. From now on the new code opens this book and its new backups.")
        )
        self.close_button.setDefault(True)
        self.changed.emit()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._ready()
        self._go_on.setEnabled(True)
        if isinstance(error, Invalid):
            self._form.show()
            self._form.refuse(error)
        elif isinstance(error, AppError):
            self.trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    def _ready(self) -> None:
        self._busy = False
        self.close_button.setEnabled(True)
