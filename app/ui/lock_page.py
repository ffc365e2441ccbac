"""What stands in a locked window: nothing of the book, and the way back to it."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.language import _
from app.services.errors import AppError, Invalid
from app.ui.first_run.code_field import CodeField
from app.ui.first_run.controller import NOTHING_TYPED, Typed
from app.ui.first_run.step import Step
from app.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class Unlocking:
    """What opens a book here: ``always`` the passphrase, or that and the keyring."""

    encrypted: bool = True
    passphrase: bool = False
    always: bool = False


def protects(how: Unlocking) -> str:
    """Say honestly whom a lock keeps out."""
    if how.always:
        return _("Nobody gets on without the passphrase, nor by starting Rapport anew.")
    if how.passphrase:
        return _(
            "Nobody gets on without the passphrase. But whoever closes Rapport here and starts it "
            "again gets in by the keyring, unless the passphrase is asked for whenever the book "
            "opens: choose that where you set it."
        )
    if how.encrypted:
        return _(
            "This keeps out a glance, not a person: the keyring of this computer has the key, so "
            "whoever sits here while you are logged in can unlock it. To keep people out, set a "
            "passphrase in Settings, or lock the computer itself."
        )
    return _(
        "This keeps out a glance, not a person: the book is not encrypted, and whoever sits here "
        "can unlock it."
    )


class LockPage(Step):
    """Asks for the passphrase where one was set; else a press on Unlock asks the keyring."""

    typed = Signal(object)  # Typed
    closing_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Rapport is locked"), _("What you were doing, and typing, is still there."), parent
        )
        self.set_back(offered=False)
        self._asks = ""  # "passphrase", "code", or "" where the keyring is asked
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._code = CodeField()
        self._forms = {"passphrase": Form(), "code": Form()}
        self._forms["passphrase"].add("passphrase", _("&Passphrase"), self._passphrase)
        self._forms["code"].add("recovery_code", _("&Recovery code"), self._code)
        self._honest = QLabel(wordWrap=True)
        self._honest.setProperty("look", "caption")
        for part in (*self._forms.values(), self._honest):
            self.body.addWidget(part)
        self._unlock = QPushButton(_("Unlock"))
        self._unlock.clicked.connect(self._submit)
        self._other = QPushButton(_("Use the recovery code"))
        self._other.clicked.connect(lambda: self._ask("code"))
        close = QPushButton(_("Close Rapport"))
        close.clicked.connect(self.closing_wanted)
        self.add_buttons(self._unlock, self._other, close)
        self._passphrase.returnPressed.connect(self._unlock.click)
        self._code.entered.connect(self._unlock.click)
        self._other.setVisible(False)
        self._ask("")

    @Slot(object)
    def know(self, how: Unlocking) -> None:
        """Take in what opens the book here."""
        self._honest.setText(protects(how))
        self._other.setVisible(how.encrypted)
        self._ask("passphrase" if how.passphrase else "")

    def refuse(self, error: AppError) -> None:
        """Say what was refused, and ask for the code where the keyring has no key any more."""
        from app.services.book.unlocking import Locked  # loaded by whoever raised it

        self.ready()
        if isinstance(error, Locked) and not self._asks:
            self._ask("code")
        if isinstance(error, Invalid) and self._asks:
            self._forms[self._asks].refuse(error)
            self._passphrase.selectAll()
        else:
            self.say(str(error))

    def _ask(self, what: str) -> None:
        self._asks = what
        for name, form in self._forms.items():
            form.clear_errors()
            form.setVisible(name == what)
        if what == "code":
            self._other.setVisible(False)
        fields = {"passphrase": self._passphrase, "code": self._code}
        field = fields.get(what, self._unlock)
        self.setFocusProxy(field)
        if self.isVisible():
            field.setFocus()

    def _submit(self) -> None:
        typed = NOTHING_TYPED
        if self._asks == "passphrase":
            typed = Typed(passphrase=self._passphrase.text())
        elif self._asks == "code":
            typed = Typed(recovery_code=self._code.code().strip())
        if self._asks and typed == NOTHING_TYPED:
            self.refuse(Invalid(*self._missing()))
            return
        self.wait(_("Unlocking…"))
        self.typed.emit(typed)

    def _missing(self) -> tuple[str, str]:
        if self._asks == "passphrase":
            return "passphrase", _("Type the passphrase of this book.")
        return "recovery_code", _("Type the recovery code of this book.")
