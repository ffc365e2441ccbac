"""The book as a file: where it lies, who can open it, its backups, whether it is sound."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from app.language import _, ngettext
from app.services.errors import AppError
from app.ui import file_dialogs, formats, icons
from app.ui.keys_guide import KeysGuide
from app.ui.later import later
from app.ui.settings.change_key_dialog import ChangeKeyDialog
from app.ui.settings.keeper import BookFacts, Keeper
from app.ui.settings.key_dialogs import CodeDialog, PassphraseDialog
from app.ui.settings.section import Section
from app.ui.tasks import Tasks
from app.ui.tokens import Space
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.error_line import ErrorLine
from app.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.services.book import contents
    from app.services.book.backup import Backup
    from app.services.book.contents import Contents
else:
    contents = later("app.services.book.contents")

PROBLEMS = 5


class BookSection(Section):
    """Says what was done right where it was asked for."""

    def __init__(
        self,
        tasks: Tasks,
        keeper: Keeper,
        today: "Callable[[], date]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Book and keys"), parent)
        self._tasks, self._keeper, self._today = tasks, keeper, today
        self._said = QLabel(wordWrap=True)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.hide()
        self._trouble = ErrorLine()
        self._build()
        self.setEnabled(False)  # until there is a book

    def reload(self) -> None:
        """Look at the file."""
        self._keeper.facts(self._show, self._refused)
        self._tasks.read(contents.count, done=self._count, replaces=self._contents)

    @Slot(object)
    def _count(self, found: "Contents") -> None:
        customers = ngettext("{n} customer", "{n} customers", found.customers)
        facts = ngettext("{n} fact about them", "{n} facts about them", found.facts)
        parts = (
            customers.format(n=formats.number(found.customers)),
            facts.format(n=formats.number(found.facts)),
        )
        self._contents.setText("  ·  ".join(parts))

    @Slot(object)
    def _show(self, facts: BookFacts) -> None:
        self.setEnabled(True)
        self._where.setText(str(facts.path))
        self._size.setText(QLocale().formattedDataSize(facts.size, 1))
        self._key.setText(_key_words(facts))
        self._code.setVisible(facts.encrypted)
        self._set.setVisible(facts.encrypted)
        self._change.setVisible(facts.encrypted)
        change, fresh = _("Change the passphrase…"), _("Set a passphrase…")
        self._set.setText(change if facts.has_passphrase else fresh)
        self._remove.setVisible(facts.has_passphrase)

    def _build(self) -> None:
        self.body.addLayout(self._facts())
        self.body.addWidget(self._buttons())
        for part in (self._said, self._trouble):
            self.body.addWidget(part)

    def _facts(self) -> QGridLayout:
        self._where = ElidedLabel()
        self._size, self._contents = QLabel(), QLabel()
        self._key = QLabel(wordWrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        lines = (
            (_("File"), self._where),
            (_("Size"), self._size),
            (_("Contents"), self._contents),
            (_("Key"), self._key),
        )
        for row, (title, value) in enumerate(lines):
            name = QLabel(title)
            name.setProperty("look", "muted")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        return grid

    def _buttons(self) -> QWidget:
        buttons = QWidget()
        flow = FlowLayout(buttons)
        self._set, self._remove, self._code = QPushButton(), QPushButton(), QPushButton()
        self._change = QPushButton()
        folder, check, back_up, guide = (QPushButton() for _n in range(4))
        for button, icon, title, do in (
            (back_up, "copy", _("Back up now…"), self._ask_backup),
            (check, "check", _("Check the book"), self._check),
            (folder, "folder", _("Show the folder"), self._show_folder),
            (self._code, "key", _("Recovery code…"), self._show_code),
            (self._set, "lock", _("Set a passphrase…"), self._set_passphrase),
            (self._remove, "", _("Remove the passphrase"), self._remove_passphrase),
            (self._change, "redo", _("Change the key…"), self._change_key),
            (guide, "help", _("Keys, step by step"), self._show_guide),
        ):
            button.setText(title)
            if icon:
                button.setIcon(icons.icon(icon))
            button.clicked.connect(lambda _checked=False, do=do: do())
            flow.addWidget(button)
        return buttons

    def _say(self, sentence: str) -> None:
        self._trouble.say("")
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def _ask_backup(self) -> None:
        book = self._keeper.path()
        name = _("{book} backup {day}.rapport").format(
            book=book.stem, day=self._today().isoformat()
        )
        title, kinds = _("Back up to"), file_dialogs.book_files()
        suggested = self._keeper.documents() / name
        file_dialogs.choose_new(self, title, suggested, kinds, self.back_up, over=False)

    def back_up(self, target: Path) -> None:
        """Write a proved copy under this name."""
        self._say(_("Backing up…"))
        self._keeper.back_up(target, self._backed_up, self._refused)

    @Slot(object)
    def _backed_up(self, backup: "Backup") -> None:
        sentence = ngettext(
            "Backed up to “{file}”, and checked: {n} record is in it.",
            "Backed up to “{file}”, and checked: {n} records are in it.",
            backup.records,
        )
        self._say(sentence.format(file=backup.path, n=formats.number(backup.records)))

    def _check(self) -> None:
        self._say(_("Checking every page of the file…"))
        self._keeper.check(self._checked, self._refused)

    @Slot(object)
    def _checked(self, problems: list[str]) -> None:
        if not problems:
            self._say(_("The book is sound: every page and every reference was read."))
            return
        sentence = ngettext(
            "The book has {n} problem. Make a copy of the file, then restore the newest backup.",
            "The book has {n} problems. Make a copy of the file, then restore the newest backup.",
            len(problems),
        ).format(n=formats.number(len(problems)))
        self._say("")
        self._trouble.say("\n".join((sentence, *problems[:PROBLEMS])))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._keeper.path().parent)))

    def _show_code(self) -> None:
        self._open(CodeDialog(self._tasks, self._keeper, self))

    def _set_passphrase(self) -> None:
        dialog = PassphraseDialog(self._tasks, self._keeper, self)
        dialog.kept.connect(self._passphrase_kept)
        self._open(dialog)

    @Slot()
    def _passphrase_kept(self) -> None:
        self._say(_("The passphrase opens this book on this computer from now on."))
        self.reload()

    def _change_key(self) -> None:
        dialog = ChangeKeyDialog(self._tasks, self._keeper, self)
        dialog.changed.connect(self.reload)
        self._open(dialog)

    def _show_guide(self) -> None:
        ways = {
            "code": self._show_code,
            "passphrase": self._set_passphrase,
            "change": self._change_key,
        }
        encrypted = not self._change.isHidden()
        self._open(KeysGuide(ways if encrypted else None, self))

    def _remove_passphrase(self) -> None:
        self._keeper.remove_passphrase(self._removed, self._refused)

    @Slot(object)
    def _removed(self, _nothing: object) -> None:
        self._say(_("The passphrase is forgotten. The keyring of this computer has the key."))
        self.reload()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._say("")
            self._trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _key_words(facts: BookFacts) -> str:
    """Say who can open the book here."""
    if not facts.encrypted:
        return _("Not encrypted: whoever has the file can read it.")
    if not facts.keyring_trouble:
        words = _("Encrypted. The keyring of this computer has the key.")
        return words + (" " + _("The passphrase opens it too.") if facts.has_passphrase else "")
    if facts.has_passphrase:
        return _("Encrypted. The passphrase opens it on this computer.")
    return _(
        "Encrypted. {trouble} Set a passphrase, or the recovery code is asked for each time."
    ).format(trouble=facts.keyring_trouble)
