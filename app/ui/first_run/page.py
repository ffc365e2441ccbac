"""What stands in the window while no book is open: ways to begin, and the steps of each."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.ui import file_dialogs
from app.ui.first_run.controller import Controller
from app.ui.first_run.drop_hint import DropHint
from app.ui.first_run.entering import Entering
from app.ui.first_run.making import Making
from app.ui.first_run.start_page import StartPage
from app.ui.first_run.step import Step
from app.ui.tasks import Tasks

BOOK = ".rapport"
TABLES = frozenset((".csv", ".tsv", ".txt", ".xlsx"))


class FirstRunPage(QWidget):
    """`left` is emitted by the way back when a book was open before; the window shows it again."""

    left = Signal()
    restore_wanted = Signal()  # the backups are to be shown

    def __init__(self, tasks: Tasks, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._goes_back = False
        self.setAcceptDrops(True)
        self._start = StartPage()
        self._pages = QStackedLayout()
        self._pages.addWidget(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._pages, 1)
        self._making = Making(tasks, controller, self)
        self._entering = Entering(tasks, controller, self)
        self._hint = DropHint(self)
        self._connect()
        self.start()

    def start(self) -> None:
        """Show the ways to begin."""
        self._goes_back = False
        self._start.set_recent(self._controller.recent())
        self._show(self._start)

    def new_book(self, files: Sequence[Path] = (), *, over_a_book: bool = False) -> None:
        """Begin a new book; ``over_a_book``: one is open, and the way back leads there."""
        self._goes_back = over_a_book
        self._making.begin(files)

    def open(self, book: Path, *, over_a_book: bool = False) -> None:
        """Open a book, asking for what is needed."""
        self._goes_back = over_a_book
        self._entering.open(book)

    def open_sample(self, *, over_a_book: bool = False) -> None:
        """Open the sample company."""
        self._goes_back = over_a_book
        self._entering.open_sample()

    def restore(self, backup: Path, to: Path, *, over_a_book: bool = False) -> None:
        """Bring a backup back as a book and open that."""
        self._goes_back = over_a_book
        self._entering.restore(backup, to)

    def could_not_open(self, book: Path, error: Exception) -> None:
        """Show why the book of last time could not be opened, and ask for what is missing."""
        self._goes_back = False
        self._entering.explain(book, error)

    def take_files(self, files: Sequence[Path]) -> None:
        """Open a dropped book, or make a new one from dropped tables."""
        books = [file for file in files if file.suffix.lower() == BOOK]
        tables = [file for file in files if file.suffix.lower() in TABLES]
        if books:
            self._entering.open(books[0])
        elif tables:
            self._making.begin(tables)
        elif files:
            self._say(
                _("“{name}” is neither a book nor a CSV file nor an Excel workbook.").format(
                    name=files[0].name
                )
            )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()
            self._hint.cover(self)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hint.hide()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._hint.hide()
        event.acceptProposedAction()
        self.take_files(_files(event))

    def _connect(self) -> None:
        self._start.new_wanted.connect(self._making.begin)
        self._start.open_wanted.connect(self.choose_and_open)
        self._start.sample_wanted.connect(self._entering.open_sample)
        self._start.import_wanted.connect(self._choose_tables)
        self._start.book_wanted.connect(self._entering.open)
        self._entering.other_wanted.connect(self.choose_and_open)
        self._entering.restore_wanted.connect(self.restore_wanted)
        for flow in (self._making, self._entering):
            flow.step_wanted.connect(self._show)
            flow.given_up.connect(self._give_up)
            flow.finished.connect(self.start)

    @Slot()
    def choose_and_open(self) -> None:
        """Ask which book to open."""
        folder, kinds = self._controller.documents(), file_dialogs.book_files()
        file_dialogs.choose(self, _("Open a book"), folder, kinds, self._entering.open)

    def _choose_tables(self) -> None:
        folder, kinds = self._controller.documents(), file_dialogs.tables()
        title = _("Import from")
        file_dialogs.choose_many(self, title, folder, kinds, self._making.begin)

    @Slot(object)
    def _show(self, page: Step | StartPage) -> None:
        before = self._pages.currentWidget()
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._start.say("")
        if isinstance(before, Step) and before is not page:
            self._pages.removeWidget(before)
            before.deleteLater()
        self.setFocusProxy(page)
        if self.isVisible():
            page.setFocus()

    @Slot()
    def _give_up(self) -> None:
        goes_back = self._goes_back
        self.start()
        if goes_back:
            self.left.emit()

    def _say(self, sentence: str) -> None:
        page = self._pages.currentWidget()
        if isinstance(page, StartPage | Step):
            page.say(sentence)


def _files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
