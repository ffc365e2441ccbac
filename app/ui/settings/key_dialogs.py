"""The recovery code once more, and the passphrase of this computer."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.services.errors import AppError, Invalid
from app.ui.first_run.passphrase_fields import PassphraseFields
from app.ui.first_run.recovery_view import RecoveryView
from app.ui.settings.keeper import Keeper
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.form import Form

WIDTH = 560
Role = QDialogButtonBox.ButtonRole


class KeyDialog(QDialog):
    """A title, what it is about, fields in ``body``, buttons. Shown with ``open()``."""

    def __init__(self, title: str, about: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        heading = QLabel(title)
        heading.setProperty("look", "title")
        self.about = QLabel(about, wordWrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        self.trouble = ErrorLine()
        self.buttons = QDialogButtonBox()
        self.close_button = self.buttons.addButton(_("Close"), Role.RejectRole)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading)
        column.addWidget(self.about)
        column.addLayout(self.body, 1)
        column.addWidget(self.trouble)
        column.addWidget(self.buttons)


class CodeDialog(KeyDialog):
    """Shows the code only after the keyring, or the passphrase, has given the key again."""

    def __init__(self, tasks: Tasks, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Recovery code"),
            _("With this code and the file, the book opens on any computer. Keep them apart."),
            parent,
        )
        self._tasks, self._keeper = tasks, keeper
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._form = Form()
        self._form.add("passphrase", _("&Passphrase"), self._passphrase)
        self._form.hide()
        self.body.addWidget(self._form)
        self._show = self.buttons.addButton(_("Show the code"), Role.AcceptRole)
        self._show.setProperty("look", "main")
        self._show.hide()
        self.buttons.accepted.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        self.trouble.say("")
        self._form.clear_errors()
        self._show.setEnabled(False)
        self._keeper.reveal_code(self._passphrase.text(), self._reveal, self._refused)

    @Slot(str)
    def _reveal(self, code: str) -> None:
        self._form.hide()
        self._show.hide()
        keeper = self._keeper
        view = RecoveryView(self._tasks, keeper.path(), code, keeper.documents())
        for button in view.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter closes
        self.body.addWidget(view)
        self.close_button.setDefault(True)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        from app.services.book.unlocking import Locked  # loaded by whoever raised it

        self._show.setEnabled(True)
        if isinstance(error, Locked) and error.has_passphrase:
            self.about.setText(_("Type the passphrase of this book to see its recovery code."))
            self._form.show()
            self._show.show()
            self._show.setDefault(True)
            self._passphrase.setFocus()
        elif isinstance(error, Locked):
            self.trouble.say(
                _(
                    "This computer does not keep the key: the book was opened with its recovery "
                    "code. Set a passphrase first, then the code can be shown here."
                )
            )
        elif isinstance(error, Invalid):
            self._form.refuse(error)
        elif isinstance(error, AppError):
            self.trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)


class PassphraseDialog(KeyDialog):
    """Sets the passphrase of this computer, or another in its place."""

    kept = Signal()

    def __init__(self, tasks: Tasks, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Passphrase of this computer"),
            _(
                "It opens the book here where the keyring does not, and when the window is locked. "
                "Other computers and backups still need the recovery code, which stays the same."
            ),
            parent,
        )
        self._tasks, self._keeper = tasks, keeper
        self._fields = PassphraseFields()
        self.body.addWidget(self._fields)
        self._always = QCheckBox(
            _("Ask for it &whenever the book opens: the keyring forgets the key")
        )
        self.body.addWidget(self._always)
        self._keep = self.buttons.addButton(_("Keep it"), Role.AcceptRole)
        self._keep.setProperty("look", "main")
        self._keep.setDefault(True)
        self.buttons.accepted.connect(self._store)
        self._fields.setFocus()

    def _store(self) -> None:
        passphrase = self._fields.passphrase()
        if passphrase is not None:
            self._keep.setEnabled(False)
            always = self._always.isChecked()
            self._keeper.set_passphrase(passphrase, self._stored, self._refused, always=always)

    @Slot(object)
    def _stored(self, _nothing: object) -> None:
        self.kept.emit()
        self.accept()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._keep.setEnabled(True)
        if isinstance(error, Invalid):
            self._fields.form.refuse(error)
        elif isinstance(error, AppError):
            self.trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)
