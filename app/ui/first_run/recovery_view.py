"""A recovery code to read, and the three ways to keep it: copy, save, print."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.services.errors import AppError
from app.ui import file_dialogs, icons, theme
from app.ui.first_run import recovery_sheet
from app.ui.tasks import Tasks
from app.ui.tokens import Size, Space
from app.ui.widgets.error_line import ErrorLine

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PER_LINE = 7


class RecoveryView(QWidget):
    """Says what was done with the code; `saved` tells that it lies in a file."""

    saved = Signal(object)  # pathlib.Path

    def __init__(
        self, tasks: Tasks, book: Path, code: str, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._book, self._code, self._folder = tasks, book, code, folder
        self._said = QLabel(wordWrap=True)
        self._said.setProperty("look", "caption")
        self._said.hide()
        self._trouble = ErrorLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._card())
        column.addLayout(self._buttons())
        column.addWidget(self._said)
        column.addWidget(self._trouble)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("look", "card")
        card.setAccessibleName(_("Recovery code"))
        card.setAccessibleDescription(self._code)
        card.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(card)
        grid.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        grid.setVerticalSpacing(Space.M)
        for n, group in enumerate(recovery_sheet.groups(self._code)):
            box = QVBoxLayout()
            box.setSpacing(0)
            number = QLabel(str(n + 1), alignment=Qt.AlignmentFlag.AlignHCenter)
            number.setProperty("look", "caption")
            letters = QLabel(group, alignment=Qt.AlignmentFlag.AlignHCenter)
            letters.setFont(theme.fixed_font(Size.TITLE))
            letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(number)
            box.addWidget(letters)
            grid.addLayout(box, n // PER_LINE, n % PER_LINE)
        return card

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for icon, title, do in (
            ("export", _("&Save as a file…"), self._choose),
            ("copy", _("&Copy"), self._copy),
            ("note", _("&Print…"), self._print),
        ):
            button = QPushButton(icons.icon(icon), title)
            button.setAutoDefault(True)
            button.clicked.connect(do)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._say(_("Copied. Paste it into a password manager, then copy something else."))

    def _choose(self) -> None:
        name = recovery_sheet.suggested(self._book, self._folder)
        kinds = _("Text (*.txt)")
        file_dialogs.choose_new(self, _("Save the recovery code"), name, kinds, self._save)

    def _save(self, path: Path) -> None:
        self._tasks.background(
            recovery_sheet.save,
            path,
            self._book,
            self._code,
            done=self._is_saved,
            failed=self._refused,
        )

    @Slot(object)
    def _is_saved(self, path: Path) -> None:
        words = _("Saved as “{file}”.").format(file=path)
        if path.parent == self._book.parent:
            words += " " + _(
                "It lies beside the book, so whoever takes one takes both: move it elsewhere."
            )
        self._say(words)
        self.saved.emit(path)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog  # a library only printing needs

        dialog = QPrintDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Print the recovery code"))
        dialog.accepted.connect(self._send)
        QDialog.open(dialog)  # PySide knows only the other open() of a print dialog

    def _send(self, printer: "QPrinter") -> None:
        recovery_sheet.page(self._book, self._code).print_(printer)
        if printer.printerState() is printer.PrinterState.Error:
            self._said.hide()
            self._trouble.say(_("The printer does not answer. Nothing was printed."))
        else:
            self._say(_("Sent to the printer."))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._said.hide()
            self._trouble.say(str(error))
        else:
            self._tasks.failed.emit(error)

    def _say(self, words: str) -> None:
        self._trouble.say("")
        self._said.setText(words)
        self._said.show()
