"""A seeded random user of the real window: every page, dialog, button and shortcut."""

import random
import shutil
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from app.services.customers import customers
from app.ui.first_run.controller import NOTHING_TYPED
from app.ui.insights.sections import sections
from app.ui.pages import CUSTOMER
from app.ui.stage import PATIENCE, Stage
from app.ui.survey.window import SurveyWindow
from tests.program.shelf import Shelf

if TYPE_CHECKING:
    from app.ui.insights.page import InsightsPage

OUTSIDE = frozenset({"quit", "logs", "lock"})
WORDS = ("Nord", "call about backup", "! send it by friday", "?", "12", "-3", "2026-02-30", "(;")
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up,
    Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Delete,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_W, Qt.Key.Key_T,
)  # fmt: skip
SIZES = ((900, 600), (1024, 700), (1600, 1000), (1280, 800))
ANSWERS = 5  # at most, of which each opens something
PATIENT = 2.0  # seconds, after which a dialog that lets nobody on is left
LEFT = 0.95  # of the customers, with which the book is still a large one


class User:
    """Does one random thing after the other; all choices come from one seed.

    ``kept`` is a copy of the large book that is open, as it was; ``shelf`` is what files there are
    to choose from, none for somebody who gives up whenever one is asked for.
    """

    def __init__(self, stage: Stage, kept: Path, seed: int, shelf: Shelf | None = None) -> None:
        self.stage, self.window, self.kept = stage, stage.window, kept
        self.random = random.Random(seed)
        self.shelf = shelf
        self.book = stage.program.book().path
        self.ids = [row.id for row in stage.read(customers.overview)]
        self.copies = 0  # opened since
        self.impatience = QTimer(stage.qt, interval=150)
        self.impatience.timeout.connect(self._wait_no_longer)
        self.impatience.start()
        self.done: dict[str, int] = {}
        self.last: deque[str] = deque(maxlen=12)
        self._begun = 0.0  # when what is done now was begun

    def act(self) -> None:
        """Do something, and let the program answer for a moment."""
        doings = (
            (6, self.page), (6, self.customer), (20, self.press), (14, self.write),
            (12, self.key), (8, self.command), (6, self.menu), (8, self.choose), (3, self.undo),
            (2, self.resize), (1, self.look), (1, self.lock), (6, self.close_something),
            (1 if self.shelf else 0, self.drop),
        )  # fmt: skip
        do = self.random.choices([one for _n, one in doings], [n for n, _one in doings])[0]
        self.done[do.__name__] = self.done.get(do.__name__, 0) + 1
        self.last.append(do.__name__)
        self._begun = time.monotonic()
        do()
        self._begun = 0.0
        for _n in range(3):
            self.stage.qt.processEvents()
            time.sleep(0.002)
        self._answer_files()

    def walk(self) -> None:
        """See and do everything once, so that what is made once has been made.

        Some of it is seen only in the sample company, which has something to say everywhere.
        """
        self._look_around()
        for command in self._commands():
            choice, more = 0, True
            while more:
                self.window.commands[command].trigger()
                more = self._say_yes(choice)
                choice += 1
                self.come_home()
        for file in self.shelf.tables if self.shelf else ():
            self.window.files_dropped.emit([file])
            self._say_yes()
        self.stage.program.open_sample()
        self.stage.settle()
        self._look_around()
        self.come_home()

    def _say_yes(self, choice: int = 0) -> bool:
        """Do what a dialog is for, in the way of this choice, and tell if there is another.

        Where more has to be told for it, it only says so.
        """
        self.stage.settle()
        choices = self._seen(QRadioButton)
        if choices:
            choices[choice].click()
        for button in self._seen(QPushButton)[::-1]:
            if self._dialogs() and (button.isDefault() or button.property("look") == "main"):
                button.click()
                self.stage.settle()
                break
        self.rest()
        return choice + 1 < len(choices)

    def _look_around(self) -> None:
        """See every page in every size, every section of Insights, and some customers."""
        for size in SIZES:
            self.window.resize(*size)
            for name in self._pages():
                self.stage.page(name)
        insights = cast("InsightsPage", self.stage.page("insights"))
        for section in sections():
            insights.show_section(section.id)
            self.stage.settle()
        for row in self.stage.read(customers.overview)[:20]:
            self.stage.page(CUSTOMER, row.id)

    def page(self) -> None:
        self.window.show_page(self.random.choice(self._pages()))

    def customer(self) -> None:
        self.window.open_customer(self.random.choice(self.ids))

    def press(self) -> None:
        buttons = self._seen(QAbstractButton)
        if buttons:
            QTest.mouseClick(self.random.choice(buttons), Qt.MouseButton.LeftButton)

    def write(self) -> None:
        fields = [*self._seen(QLineEdit), *self._seen(QPlainTextEdit)]
        if fields:
            field = self.random.choice(fields)
            field.setFocus()
            QTest.keyClicks(field, self.random.choice(WORDS))

    def key(self) -> None:
        target = self.stage.qt.focusWidget() or self._front()
        QTest.keyClick(target, self.random.choice(KEYS))

    def command(self) -> None:
        if self.stage.qt.activeModalWidget() is None:
            self.window.commands[self.random.choice(self._commands())].trigger()

    def menu(self) -> None:
        """Ask a list what else can be done, and do one of it."""
        lists = self._seen(QAbstractItemView)
        if not lists:
            return
        one = self.random.choice(lists)
        row = self.random.randrange(min(one.model().rowCount(), 12) or 1)
        where = one.visualRect(one.model().index(row, 0)).center()
        QTest.mouseClick(one.viewport(), Qt.MouseButton.LeftButton, pos=where)
        one.customContextMenuRequested.emit(where)
        self._use_menu()

    def choose(self) -> None:
        boxes = [box for box in self._seen(QComboBox) if box.count()]
        if boxes:
            box = self.random.choice(boxes)
            place = self.random.randrange(box.count())
            box.setCurrentIndex(place)
            box.activated.emit(place)

    def undo(self) -> None:
        action = self.window.commands[self.random.choice(("undo", "redo"))]
        if action.isEnabled() and self.stage.qt.activeModalWidget() is None:
            action.trigger()

    def resize(self) -> None:
        self.window.resize(*self.random.choice(SIZES))

    def look(self) -> None:
        self.stage.program.theme.prefer(self.random.choice(("light", "dark")))

    def lock(self) -> None:
        """Lock the window and come back at once; the page between has a button that ends all."""
        self.window.commands["lock"].trigger()
        self._unlock()

    def drop(self) -> None:
        """Drop a table on the window."""
        if self.shelf and self.stage.qt.activeModalWidget() is None:
            self.window.files_dropped.emit([self.random.choice(self.shelf.tables)])

    def close_something(self) -> None:
        for dialog in self._dialogs():
            dialog.reject()
            if isinstance(dialog, SurveyWindow) and dialog.leaving.isVisible():
                dialog.leaving.keep.click()

    def rest(self) -> None:
        """Close what is open, and what an answer opens then, until all work is done."""
        self._use_menu()
        for _more in range(ANSWERS):
            while popup := self.stage.qt.activePopupWidget():
                popup.close()
            self.close_something()
            self.stage.settle()
            if not self._dialogs():
                break
        self.stage.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _unlock(self) -> None:
        locker = self.stage.program.locker
        if locker.is_locked:
            locker.unlock(NOTHING_TYPED)
            self._wait(lambda: not locker.is_locked)

    def _wait(self, until: Callable[[], bool]) -> None:
        begun = time.monotonic()
        while not until():
            self.stage.qt.processEvents()
            if time.monotonic() - begun > PATIENCE:
                raise TimeoutError("the window does not go on")

    def come_home(self) -> None:
        """Open the large book anew where it was left, or where its customers were taken back."""
        program = self.stage.program
        if self._is_home() and len(self.stage.read(customers.overview)) >= LEFT * len(self.ids):
            return
        self.copies += 1
        self.book = self.kept.with_name(f"Large {self.copies}.rapport")
        shutil.copy(self.kept, self.book)
        program.first_run().open(self.book, over_a_book=program.is_open())
        self._wait(self._is_home)
        self.stage.settle()

    def _is_home(self) -> bool:
        """Tell whether the large book is open, and nothing stands in place of its pages."""
        program = self.stage.program
        seen = self.window.commands["log"].isEnabled()
        return seen and program.is_open() and program.book().path == self.book

    def _wait_no_longer(self) -> None:
        """Answer what holds up its caller: a button's menu, a dialog of Qt's print dialog."""
        self._use_menu()
        self._answer_files()
        modal = self.stage.qt.activeModalWidget()
        held_up = self._begun and time.monotonic() - self._begun > PATIENT
        if held_up and isinstance(modal, QDialog):
            modal.reject()

    def _answer_files(self) -> None:
        for dialog in self.stage.qt.topLevelWidgets():
            if isinstance(dialog, QFileDialog) and dialog.isVisible():
                self.shelf.answer(dialog) if self.shelf else dialog.reject()

    def _use_menu(self) -> None:
        """Do something of the menu that is open; a button with a menu waits for that."""
        popup = self.stage.qt.activePopupWidget()
        if not isinstance(popup, QMenu):
            return
        actions = [one for one in popup.actions() if one.isEnabled() and not one.isSeparator()]
        popup.close()
        if actions:
            self.random.choice(actions).trigger()

    def _pages(self) -> list[str]:
        return [name for name in self.window.pages.specs if name != CUSTOMER]

    def _commands(self) -> list[str]:
        """Return what the menus and the keyboard can do just now, but for what ends the play."""
        able = [spec.id for spec, _action in self.window.commands.available()]
        return [command for command in able if command not in OUTSIDE]

    def _dialogs(self) -> list[QDialog]:
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]

    def _front(self) -> QWidget:
        return self.stage.qt.activeModalWidget() or self.window

    def _seen(self, kind: type) -> list:
        """Return what can be used just now, in the order in which it was made."""
        return [one for one in self._front().findChildren(kind) if _usable(one)]


def _usable(widget: QWidget) -> bool:
    at = widget.rect().center()
    shown = widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()
    return shown and widget.window().childAt(widget.mapTo(widget.window(), at)) is not None
