"""Locks the window: blank, its dialogs hidden with what was typed, the book and its key let go of.

The connections are closed and every reference to the key is dropped; Python cannot wipe the memory
it lay in, so what reads the memory of this program may still find it for a while.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.language import _
from app.services.book import preferences
from app.services.book.paths import Profile
from app.services.errors import AppError
from app.ui.curtain import BOOKLESS, Curtain
from app.ui.first_run.controller import Typed
from app.ui.idle import IdleWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.application import Application
    from app.ui.books import Opened
    from app.ui.lock_page import LockPage, Unlocking


class Locker(QObject):
    """One for each window; it locks only while a book is open."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, program: "Application", idle: IdleWatch) -> None:
        super().__init__(program)
        self._program, self._idle = program, idle
        self._page: LockPage | None = None
        self._book = Path()
        self._curtain = Curtain(program.window)
        self._idle.idle.connect(self.lock)
        program.backups.ended.connect(self._let_go)

    @property
    def is_locked(self) -> bool:
        """Whether the window is blank."""
        return self._page is not None

    def begin(self) -> None:
        """Watch for idleness as was chosen on this computer."""
        self._idle.watch(self.minutes())

    def stop(self) -> None:
        """Watch no more."""
        self._idle.stop()

    def minutes(self) -> int:
        """Return after how many minutes without a touch the window locks, 0 for never."""
        return preferences.load(self._program.profile.preferences).lock_after

    def choose(self, minutes: int) -> None:
        """Lock after so many minutes from now on."""
        path = self._program.profile.preferences
        preferences.change(path, lambda known: replace(known, lock_after=minutes))
        self._idle.watch(minutes)

    def what_opens(self, done: "Callable[[Unlocking], object]") -> None:
        """Tell what is asked for when the open book is unlocked."""
        program = self._program
        if program.is_open():
            work = partial(_what_opens, program.profile, program.book().path)
            program.tasks.background(work, done=done)

    @Slot()
    def lock(self) -> None:
        """Blank the window and let go of the book; work under way and a backup end first.

        The backup is made now, as a locked window is closed without the key for one.
        """
        from app.ui.lock_page import LockPage

        program = self._program
        if self.is_locked or not program.is_open() or program.tasks.is_opening:
            return
        self._book = program.book().path
        self._page = page = LockPage()
        page.setProperty(BOOKLESS, True)  # with the lists of what is typed into it
        page.typed.connect(self.unlock)
        page.closing_wanted.connect(program.window.close)
        self._curtain.draw()
        program.window.blank(page)
        work = partial(_what_opens, program.profile, self._book)
        program.tasks.background(work, done=page.know)
        if program.backups.make() is None:
            self._let_go()
        self.locked.emit()

    @Slot(object)
    def unlock(self, typed: Typed) -> None:
        """Open the book again with what was typed, and show the window as it was."""
        self._let_go()  # the backup goes on by itself
        self._program.books.open_again(self._book, typed, self._opened, self._refused)

    @Slot()
    def _let_go(self) -> None:
        if self.is_locked and self._program.is_open():
            self._program.let_go()

    def _opened(self, opened: "Opened") -> None:
        page, self._page = self._page, None
        self._program.go_on(opened)
        if page is not None:
            self._program.window.unblank(page)
        self._curtain.rise()
        self.unlocked.emit()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if self._page is None:
            return
        if isinstance(error, AppError):
            self._page.refuse(error)
        else:
            self._page.ready()
            self._page.say(_("This did not work."))
            self._program.tasks.failed.emit(error)


def _what_opens(profile: Profile, book: Path) -> "Unlocking":
    from app.services.book.files import book_id
    from app.services.book.passphrase import Slots
    from app.ui.lock_page import Unlocking

    name, slots = book_id(book), Slots(profile.keys)
    if name is None:
        return Unlocking(encrypted=False)
    return Unlocking(passphrase=slots.has(name), always=slots.is_always_asked(name))
