"""Wires the window: pages, books, quick log, undo, imports; knows everybody, does little."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

import app
from app.language import _
from app.services.book.paths import Profile
from app.ui import to_know
from app.ui.backups import Backups
from app.ui.books import Books, Opened
from app.ui.ending import Ending
from app.ui.file_commands import FileCommands
from app.ui.finding import Finding
from app.ui.first_run.controller import NOTHING_TYPED
from app.ui.freshener import Freshener
from app.ui.garbage import Sweeper
from app.ui.housekeeping import Housekeeping
from app.ui.idle import IdleWatch
from app.ui.locker import Locker
from app.ui.logging.desk import Logging
from app.ui.main_window import MainWindow
from app.ui.registry import page_specs
from app.ui.reports.desk import Reports
from app.ui.survey.desk import Surveys
from app.ui.tasks import Tasks
from app.ui.theme import Theme
from app.ui.unfinished import Unfinished
from app.ui.warm_up import WarmUp
from app.ui.window_state import WindowState

if TYPE_CHECKING:
    from app.services.book.database import Database
    from app.services.book.opening import Book
    from app.services.today.rows import Glance
    from app.ui.customers.page import CustomersPage
    from app.ui.feedback.page import FeedbackPage
    from app.ui.first_run.page import FirstRunPage
    from app.ui.instance import Wanted
    from app.ui.renewals.views import RenewalViews

SOON = (
    "sqlalchemy.orm",
    "app.models.tables",
    "app.services.book.opening",
    "app.services.today.worklist",
    "app.services.customers.standings",
    "app.services.customers.search",
    "app.services.customers.finding",
    "app.services.customers.interactions",
    "app.services.customers.timeline",
    "app.ui.customers.page",
    "app.ui.logging.window",
    "app.ui.customer.page",
    "app.ui.charts.canvas",
)

AFTER_PAINTING = 30  # milliseconds: threads that import would hold up the first picture


class Application(QObject):
    """One running program: made by `start`, by the tour and by the self-test alike."""

    painted = Signal()  # Today's lines are on the screen

    def __init__(self, qt: QApplication, profile: Profile, today: Callable[[], date]) -> None:
        super().__init__(qt)
        self.profile, self.today = profile, today
        self.glance: Glance | None = None
        self._sweeper = Sweeper(self)
        self.state = WindowState(profile.settings / "window.ini")
        self.theme = Theme(qt, self.state.theme())
        self.tasks = Tasks(self)
        self.books = Books(self.tasks, profile, today, self)
        self.window = MainWindow(
            self.tasks, page_specs(self), self.state, self.theme, profile.logs,
            Finding(self.tasks, self).search,
        )  # fmt: skip
        self.freshener = Freshener(self.tasks, today, self)
        self.housekeeping = Housekeeping(self.tasks, today, self)
        self.freshener.day_began.connect(self.housekeeping.tidy)
        self._opened: Opened | None = None
        self.backups = Backups(self.tasks, profile, self._book_if_open, _here, self)
        self.ending = Ending(self.window, self.backups)
        self.locker = Locker(self, IdleWatch(self))
        self._warm_up = WarmUp(SOON)
        self._first_run: FirstRunPage | None = None
        self._files = FileCommands(self)
        self.reports = Reports(self)
        self.unfinished = Unfinished(self.tasks, self.books.place, self)
        self.logging = Logging(self)
        self.surveys = Surveys(self)
        self._connect()

    def begin(self, book: Path | None = None, *, sample: bool = False) -> None:
        """Show the window at once, and the book in it as soon as it is open."""
        last = book or self.books.last()
        if sample:
            self.window.show_frame()
            self.books.open_sample(self._nothing_more, self._no_book)
            self._show_today(None)
        elif last is not None:
            self.window.show_frame()
            self.books.read_glance(last, self._show_today)
            failed = partial(self.could_not_open, last)
            opening = partial(self.books.open_book, last, NOTHING_TYPED, self._nothing_more, failed)
            QTimer.singleShot(AFTER_PAINTING, self, opening)
        else:
            self.first_run()
        self.window.show()
        QTimer.singleShot(AFTER_PAINTING, self, self._warm_up.start)

    def database(self) -> "Database":
        """Return the doors of the book that is open."""
        return self.book().database

    def book(self) -> "Book":
        """Return the book that is open."""
        if self._opened is None:
            raise RuntimeError("no book is open")
        return self._opened.book

    def _book_if_open(self) -> "Book | None":
        return self._opened.book if self._opened else None

    def is_open(self) -> bool:
        """Whether there is a book behind the pages."""
        return self._opened is not None

    def first_run(self) -> "FirstRunPage":
        """Show what can be done while no book is open, and return its page."""
        from app.ui.first_run.page import FirstRunPage

        if self._first_run is None:
            self._first_run = FirstRunPage(self.tasks, self.books)
            self._first_run.left.connect(self.window.show_frame)
            self._first_run.restore_wanted.connect(self._files.restore)
        self.window.show_instead(self._first_run)
        return self._first_run

    def show_renewal(self, contract_id: int) -> None:
        """Show the renewals with one contract's chosen."""
        cast("RenewalViews", self.window.show_page("renewals")).show_contract(contract_id)

    def show_review(self, contract_id: int) -> None:
        """Show the owner's review with one contract's renewal opened."""
        cast("RenewalViews", self.window.show_page("renewals")).show_review(contract_id)

    def show_feedback(self, feedback_id: int) -> None:
        """Show the board with one card opened."""
        cast("FeedbackPage", self.window.show_page("feedback")).show_card(feedback_id)

    def new_customer(self) -> None:
        """Show the list of customers and the form for a new one."""
        cast("CustomersPage", self.window.show_page("customers")).add()

    def find_duplicates(self) -> None:
        """Open the dialog of customers that may be one."""
        from app.ui.customers.duplicates_dialog import DuplicatesDialog

        DuplicatesDialog(self.tasks, self.today, self.window).open()

    def export_list(self) -> None:
        """Save the list of customers as it is seen."""
        cast("CustomersPage", self.window.show_page("customers")).export_list()

    def import_files(self, files: Sequence[Path] = ()) -> None:
        """Open the import window, with files already chosen where some were dropped."""
        self._files.import_files(files)

    def open_sample(self) -> None:
        """Open the sample company in place of the book that is open."""
        self.first_run().open_sample(over_a_book=self.is_open())

    @Slot(object)
    def come_forward(self, wanted: "Wanted") -> None:
        """Show the window to somebody who started the program again, and what that was to show."""
        self.window.come_forward()
        if self.locker.is_locked:
            return  # another book would take the place of what hides this one
        if wanted.book is not None:
            self._files.open_asked(wanted.book)
        elif wanted.sample:
            self._files.when_free(_("the sample company"), self.open_sample)

    @Slot()
    def close(self) -> None:
        """Finish every write, then let go of the book."""
        self._warm_up.stop()
        self.freshener.stop()
        self.backups.stop()
        self.locker.stop()
        self.unfinished.stop()
        self.tasks.close()
        self._sweeper.stop()

    def _connect(self) -> None:
        self.tasks.closed.connect(self._sweeper.spare_nothing)
        self.books.opened.connect(self._book_opened)
        self.books.import_wanted.connect(self.import_files)
        self.window.files_dropped.connect(self._dropped)
        self.window.closing.connect(self.close)
        self.backups.late.connect(self._backup_is_late)
        self.unfinished.found.connect(self._left_unfinished)
        for action, do in {
            "log": self.logging.log,
            "lock": self.locker.lock,
            "log_feedback": self.logging.log_feedback,
            "survey": self.surveys.ask,
            "rate": self.logging.rate_ourselves,
            "new_customer": self.new_customer,
            "duplicates": self.find_duplicates,
            "open_sample": self.open_sample,
            "export_list": self.export_list,
        }.items():
            self.window.commands.on(action, do)
        self.window.commands.set_book_open(False)

    @Slot(object)
    def _book_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.window.setWindowTitle(f"{opened.book.path.stem} – {app.NAME}")
        self.window.show_frame()
        self.window.show_page("today")
        self.books.sign(opened)
        self.freshener.freshen()
        to_know.tell(opened.book, self.tasks, self.window.notify)
        self.unfinished.look()
        self.backups.begin()
        self.locker.begin()

    @Slot(object)
    def _show_today(self, glance: "Glance | None") -> None:
        self.glance = glance
        self.window.show_page("today")

    def let_go(self) -> None:
        """Close the book, and its key with it; the window stays as it is."""
        self._opened = None
        self.backups.stop()
        self.tasks.let_go()

    def go_on(self, opened: Opened) -> None:
        """Go on with the book that was let go of."""
        self._opened = opened
        self.books.sign(opened)
        self.freshener.freshen()
        self.backups.begin()

    @Slot(object)
    def key_changed(self, opened: Opened) -> None:
        """Go on with the book opened anew; its first backup with this key is made at once."""
        self._opened = opened
        self.books.sign(opened)
        self.backups.make()

    @Slot(object)
    def _left_unfinished(self, names: Collection[str]) -> None:
        """Say so, below what else was said of the book."""
        go_on = self.logging.log if "log" in names else self.surveys.ask
        words = [self.window.notice.text(), *to_know.unfinished(names)]
        self.window.notify("\n".join(filter(None, words)), _("Go on"), go_on)

    @Slot(str)
    def _backup_is_late(self, sentence: str) -> None:
        self.window.notify(sentence, _("Try again"), self.backups.make)

    @Slot(object, object)
    def could_not_open(self, path: Path, error: Exception) -> None:
        """Show why a book could not be opened, in place of the pages."""
        self._opened = None
        self.first_run().could_not_open(path, error)

    def _no_book(self, error: Exception) -> None:
        self.first_run()
        self.tasks.failed.emit(error)

    @Slot(list)
    def _dropped(self, files: list[Path]) -> None:
        """A dropped book is opened; tables are imported."""
        if self.locker.is_locked:
            return
        if self.is_open() and not any(file.suffix == ".rapport" for file in files):
            self.import_files(files)
        else:
            self.first_run().take_files(files)

    def _nothing_more(self) -> None:
        """Opening tells through `opened` all there is to tell."""


def _here() -> datetime:
    """Return what the clock on the wall says, as the names of backups do."""
    return datetime.now().astimezone().replace(tzinfo=None)
