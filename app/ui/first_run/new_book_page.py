"""A new book: whose it is, in which currency, and where it lies."""

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.language import _, ngettext
from app.services.errors import AppError, Invalid
from app.ui import file_dialogs
from app.ui.first_run.controller import Wishes
from app.ui.first_run.path_field import PathField
from app.ui.first_run.step import Step
from app.ui.settings.currency_field import CurrencyField
from app.ui.widgets.form import Form

LONGEST = 60
NAMED = 3


class NewBookPage(Step):
    """Emits what is wished for; refuses at the field."""

    wished = Signal(object)  # Wishes

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            _("A new book"),
            _(
                "A book is one file that holds everything about your customers. It is encrypted "
                "and stays where you put it: there is no account and no server."
            ),
            parent,
        )
        self._folder = folder
        self._company = QLineEdit(placeholderText=_("for example Fjord & Föhn IT"))
        self._company.textChanged.connect(self._suggest)
        self._currency = CurrencyField()
        self._where = PathField(_("Where the new book lies"), file_dialogs.book_files())
        self._files = QLabel(wordWrap=True)
        self._files.setProperty("look", "caption")
        self._form = Form()
        self._form.add("company", _("&Your company"), self._company)
        self._form.add(
            "currency",
            _("C&urrency"),
            self._currency,
            _("For totals and new contracts; any contract may have its own."),
        )
        self._form.add("path", _("&Where it lies"), self._where)
        self._where.changed.connect(self._form.clear_errors)
        self.body.addWidget(self._form)
        self.body.addWidget(self._files)
        make = QPushButton(_("Make the book"))
        make.clicked.connect(self._make)
        self.add_buttons(make)
        for field in (self._company, self._where.field):
            field.returnPressed.connect(make.click)
        self.setFocusProxy(self._company)
        self.set_files(())
        self._suggest()

    def set_files(self, files: Sequence[Path]) -> None:
        """Say which files are imported when the book is there."""
        names = [file.name for file in files[:NAMED]]
        more = len(files) - len(names)
        if more > 0:
            names.append(ngettext("{n} more", "{n} more", more).format(n=more))
        self._files.setText(
            _("Then you choose what to import from: {files}").format(files=", ".join(names))
        )
        self._files.setVisible(bool(files))

    def refuse(self, error: AppError) -> None:
        """Say at its field what was refused; what is about the file, at the file."""
        self._form.refuse(error if isinstance(error, Invalid) else Invalid("path", str(error)))

    def _suggest(self) -> None:
        name = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', " ", self._company.text()).strip(" .")
        name = re.sub(r"\s+", " ", name)[:LONGEST].strip()
        self._where.suggest(self._folder / f"{name or _('My company')}.rapport")

    def _make(self) -> None:
        self._form.clear_errors()
        company, path = self._company.text().strip(), self._where.path()
        if not company:
            self._form.refuse(Invalid("company", _("Please give your company's name.")))
        elif path is None:
            self._form.refuse(Invalid("path", _("Please say where the book is to lie.")))
        else:
            where = path if path.is_absolute() else self._folder / path
            self.wished.emit(Wishes(where, company, self._currency.code(), local_zone()))


def local_zone() -> str:
    """Return the IANA name of this computer's time zone, UTC where it has none."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if "/" in name else "UTC"
