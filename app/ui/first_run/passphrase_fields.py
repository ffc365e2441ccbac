"""Two fields for a new passphrase, and what is said of its strength."""

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.language import _
from app.services.errors import Invalid
from app.ui.first_run import strength
from app.ui.tokens import Space
from app.ui.widgets.form import Form


class PassphraseFields(QWidget):
    """Gives the passphrase only if it was typed twice alike."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hidden = QLineEdit.EchoMode.Password
        self._first, self._again = QLineEdit(echoMode=hidden), QLineEdit(echoMode=hidden)
        self._strength = QLabel(wordWrap=True)
        self._strength.setProperty("look", "caption")
        show = QCheckBox(_("Show what I type"))
        show.toggled.connect(self._show)
        self.form = Form()
        self.form.add("passphrase", _("&Passphrase"), self._first)
        self._again_form = Form()
        self._again_form.add("again", _("&Once more"), self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.form)
        column.addWidget(self._strength)
        column.addSpacing(Space.M)
        column.addWidget(self._again_form)
        column.addSpacing(Space.S)
        column.addWidget(show)
        column.addStretch(1)
        self._first.textChanged.connect(self._judge)
        self._first.returnPressed.connect(self._again.setFocus)
        self.entered = self._again.returnPressed
        self.setFocusProxy(self._first)
        self._judge("")

    def passphrase(self) -> str | None:
        """Return it, or say at the field why not."""
        self.form.clear_errors()
        self._again_form.clear_errors()
        if len(self._first.text().strip()) < strength.LEAST_LENGTH:
            self.form.refuse(Invalid("passphrase", strength.too_short()))
        elif self._first.text() != self._again.text():
            self._again_form.refuse(
                Invalid("again", _("The two are not alike. Type it once more."))
            )
        else:
            return self._first.text()
        return None

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._first.setEchoMode(mode)
        self._again.setEchoMode(mode)

    def _judge(self, text: str) -> None:
        self._strength.setText(strength.sentence(text))
