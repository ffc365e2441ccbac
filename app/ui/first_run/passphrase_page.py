"""Where the keyring of this computer does not work: a passphrase stands in for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.language import _
from app.services.errors import AppError, Invalid
from app.ui.first_run.passphrase_fields import PassphraseFields
from app.ui.first_run.step import Step


class PassphrasePage(Step):
    """Required: without it nobody could open the book on this computer the next time."""

    given = Signal(str)

    def __init__(self, trouble: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Choose a passphrase"),
            _(
                "Usually this computer's keyring keeps the key of a book, so that nothing need be "
                "typed. It does not here, so Rapport asks for a passphrase each time it opens."
            ),
            parent,
        )
        self.set_back(offered=False)
        why = QLabel(trouble, wordWrap=True)
        why.setProperty("look", "caption")
        self._fields = PassphraseFields()
        self.body.addWidget(self._fields)
        self.body.addWidget(why)
        go_on = QPushButton(_("Go on"))
        go_on.clicked.connect(self._give)
        self._fields.entered.connect(go_on.click)
        self.add_buttons(go_on)
        self.setFocusProxy(self._fields)

    def refuse(self, error: AppError) -> None:
        """Say what was refused, at the field if it is about the passphrase."""
        if isinstance(error, Invalid):
            self._fields.form.refuse(error)
        else:
            self.say(str(error))

    def _give(self) -> None:
        passphrase = self._fields.passphrase()
        if passphrase is not None:
            self.given.emit(passphrase)
