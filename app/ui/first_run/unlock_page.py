"""A book whose key this computer does not have: its passphrase or its recovery code opens it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.language import _
from app.services.errors import AppError, Invalid
from app.ui import icons
from app.ui.first_run.code_field import CodeField
from app.ui.first_run.controller import NOTHING_TYPED, Typed
from app.ui.first_run.step import Step
from app.ui.widgets.form import Form


class UnlockPage(Step):
    """Asks for the passphrase where one was set here, else for the recovery code."""

    typed = Signal(object)  # Typed

    def __init__(
        self,
        book: Path,
        sentence: str,
        *,
        has_passphrase: bool,
        keyring_trouble: str = "",
        parent: QWidget | None = None,
    ) -> None:
        title = _("Unlock “{name}”").format(name=book.stem)
        super().__init__(title, sentence, parent)
        self._passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self._code = CodeField()
        self._count = QLabel()
        self._count.setProperty("look", "caption")
        self._form, self._code_form = Form(), Form()
        self._form.add("passphrase", _("&Passphrase"), self._passphrase)
        self._code_form.add("recovery_code", _("&Recovery code"), self._code)
        for part in (self._form, self._code_form, self._count):
            self.body.addWidget(part)
        if keyring_trouble:
            why = QLabel(keyring_trouble, wordWrap=True)
            why.setProperty("look", "caption")
            self.body.addWidget(why)
        self.body.addWidget(self._guide(), 0, Qt.AlignmentFlag.AlignLeading)
        self._other = QPushButton()
        self._other.setVisible(has_passphrase)
        self._other.clicked.connect(self._use_other)
        again = QPushButton(_("Ask the keyring again"))
        again.setVisible(bool(keyring_trouble))
        again.clicked.connect(lambda: self.typed.emit(NOTHING_TYPED))
        self._open = QPushButton(_("Open"))
        self._open.clicked.connect(self._submit)
        self.add_buttons(self._open, self._other, again)
        self._passphrase.returnPressed.connect(self._open.click)
        self._code.entered.connect(self._open.click)
        self._code.textChanged.connect(self._code_changed)
        self._use_passphrase(has_passphrase)

    def refuse(self, error: AppError) -> None:
        """Say at its field what was refused; what was typed stays."""
        if not isinstance(error, Invalid):
            self.say(str(error))
        elif error.field == "recovery_code":
            self._use_passphrase(wanted=False)
            self._code_form.refuse(error)
        else:
            self._form.refuse(error)
            self._passphrase.selectAll()

    def _guide(self) -> QPushButton:
        guide = QPushButton(icons.icon("help", "accent"), _("Why it asks, and what to do"))
        guide.setProperty("look", "link")
        guide.setAutoDefault(False)
        guide.clicked.connect(self._show_guide)
        return guide

    def _show_guide(self) -> None:
        from app.ui.keys_guide import KeysGuide

        KeysGuide(parent=self).open()

    def _use_other(self) -> None:
        self._use_passphrase(not self._by_passphrase)
        self.setFocus()

    def _use_passphrase(self, wanted: bool) -> None:
        self._by_passphrase = wanted
        self._form.setVisible(wanted)
        self._code_form.setHidden(wanted)
        self._count.setHidden(wanted)
        self._other.setText(
            _("Use the recovery code") if wanted else _("Use the passphrase"),
        )
        self.setFocusProxy(self._passphrase if wanted else self._code)
        self._code_changed()

    def _code_changed(self) -> None:
        self._code_form.clear_errors()
        self._count.setText(self._code.progress())

    def _submit(self) -> None:
        self._form.clear_errors()
        self._code_form.clear_errors()
        if self._by_passphrase and self._passphrase.text():
            self.typed.emit(Typed(passphrase=self._passphrase.text()))
        elif self._by_passphrase:
            self.refuse(Invalid("passphrase", _("Type the passphrase of this book.")))
        elif self._code.code().strip():
            self.typed.emit(Typed(recovery_code=self._code.code()))
        else:
            self.refuse(Invalid("recovery_code", _("Type the recovery code of this book.")))
