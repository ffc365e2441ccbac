"""A program set up for pictures and tests of the whole: the real window, its tasks at rest."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from app.services.book.paths import Profile
from app.ui.application import Application
from app.ui.pages import CUSTOMER
from app.ui.theme import Preference

T = TypeVar("T")

CALM = 0.25  # seconds without work after which the screen shows what it will show
PATIENCE = 120.0  # seconds
SIZES = {"large": (1280, 800), "small": (1024, 700)}


class Stage:
    """Shows pages and dialogs of one book and takes their pictures."""

    def __init__(self, qt: QApplication, profile: Profile, today: date) -> None:
        self.qt, self.today = qt, today
        self.program = Application(qt, profile, lambda: today)
        self.window = self.program.window

    def open(self, book: Path | None = None, *, sample: bool = False) -> None:
        """Show the window and go on until the book is open in it; raises TimeoutError."""
        self.program.begin(book, sample=sample)
        begun = time.monotonic()
        while not self.program.is_open():
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if time.monotonic() - begun > PATIENCE:
                raise TimeoutError("the book does not open")
            time.sleep(0.005)
        self.settle()

    def settle(self) -> None:
        """Go on until nothing has been under way for a moment; raises TimeoutError."""
        calm = begun = time.monotonic()
        while True:
            was_at_rest = self._is_at_rest()  # an answer may take long, and its layout comes after
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if not (was_at_rest and self._is_at_rest()):
                calm = time.monotonic()
            elif time.monotonic() - calm >= CALM:  # asked last: a busy machine may be away long
                return
            if time.monotonic() - begun > PATIENCE:
                raise TimeoutError("the window does not come to rest")
            time.sleep(0.005)

    def _is_at_rest(self) -> bool:
        return self.program.tasks.is_idle and self.program.freshener.is_at_rest

    def page(self, page_id: str, customer_id: int | None = None) -> QWidget:
        """Show a page and return it when it is complete."""
        shown = (
            self.window.open_customer(customer_id)
            if page_id == CUSTOMER and customer_id is not None
            else self.window.show_page(page_id)
        )
        self.settle()
        return shown

    def look(self, preference: Preference) -> None:
        """Look light or dark."""
        self.program.theme.prefer(preference)
        self.settle()

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window a size."""
        self.window.resize(*size)
        self.settle()

    def read(self, query: Callable[..., T], *args: object) -> T:
        """Return what a service answers, asked in the window's own way."""
        answers: list[T] = []
        self.program.tasks.read(query, *args, done=answers.append)
        self.settle()
        return answers[0]

    def close(self) -> None:
        """Close the window and the book."""
        self.window.close()
        begun = time.monotonic()
        while self.window.isVisible() and time.monotonic() - begun < PATIENCE:  # a backup first
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        self.qt.processEvents()


def save_picture(widget: QWidget, path: Path) -> Path:
    """Save what a widget shows, and return where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not widget.grab().save(str(path)):
        raise OSError(f"no picture was written to {path.name}")
    return path
