"""A seeded random user at the real window: every page, dialog, button and shortcut, for a while.

Run as a process of its own: ``soaking.py SECONDS SEED CUSTOMERS``. Prints one JSON document: what
went wrong (exceptions, warnings, crash reports), memory after warming up and at the end, and the
windows that were left behind.
"""

import gc
import json
import logging
import random
import sys
import tempfile
import time
import traceback
from datetime import date
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from app.services.book import paths
from app.services.customers import customers
from app.services.sample import book as sample
from app.ui.crash_dialog import CrashDialog
from app.ui.logging.window import QuickLog
from app.ui.pages import CUSTOMER
from app.ui.stage import Stage
from app.ui.start import application

FACTS = 12
TODAY = date(2026, 5, 4)
HARMLESS = (
    "This plugin does not support", "Could not connect", "QStandardPaths",
    "QPainter::begin",  # paper that cannot be written to; the user is told
)  # fmt: skip
OUTSIDE = frozenset({"quit", "logs", "open_sample", "open_book", "new_book", "lock"})
WORDS = ("Nord", "call about backup", "! send it by friday", "?", "12", "-3", "2026-02-30", "(;")
KEYS = (
    Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up,
    Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Delete,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_N, Qt.Key.Key_K, Qt.Key.Key_W, Qt.Key.Key_T,
)  # fmt: skip
KEPT = (QuickLog,)  # made once, as it has to be there at once
WARM_UP = 0.5  # of the time, in which caches fill and pages are made
ROUND = 60  # actions between two looks at memory and windows


class Trouble(logging.Handler):
    """Gathers everything that should not have been said."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")

    def qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(HARMLESS):
            self.said.append(f"qt: {text}")

    def uncaught(self, kind: type, error: BaseException, trace: object) -> None:
        self.said.append("".join(traceback.format_exception(kind, error, trace)))


class User:
    """Does one random thing after the other; all choices come from one seed."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage, self.window = stage, stage.window
        self.random = random.Random(seed)
        self.ids = [row.id for row in stage.read(customers.overview)]
        self.impatience = QTimer(stage.qt, interval=150)
        self.impatience.timeout.connect(self._use_menu)
        self.impatience.start()
        self.done: dict[str, int] = {}

    def act(self) -> None:
        """Do something, and let the program answer for a moment."""
        doings = (
            (6, self.page), (6, self.customer), (20, self.press), (14, self.write),
            (12, self.key), (8, self.command), (6, self.menu), (8, self.choose), (3, self.undo),
            (2, self.resize), (1, self.look), (6, self.close_something),
        )  # fmt: skip
        do = self.random.choices([one for _n, one in doings], [n for n, _one in doings])[0]
        self.done[do.__name__] = self.done.get(do.__name__, 0) + 1
        do()
        for _n in range(3):
            self.stage.qt.processEvents()
            time.sleep(0.002)
        for dialog in self.stage.qt.topLevelWidgets():
            if isinstance(dialog, QFileDialog):  # the disk is not what is tried here
                dialog.reject()

    def walk(self) -> None:
        """See every page, and some customers, so that what is made once has been made."""
        for name in self.window.pages.specs:
            if name != CUSTOMER:
                self.stage.page(name)
        for number in self.ids[:20]:
            self.stage.page(CUSTOMER, number)

    def page(self) -> None:
        pages = [name for name in self.window.pages.specs if name != CUSTOMER]
        self.window.show_page(self.random.choice(pages))

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
        commands = self.window.commands
        able = [
            spec.id
            for spec, action in commands.everything()
            if spec.id not in OUTSIDE and action.isEnabled() and action.isVisible()
        ]
        if self.stage.qt.activeModalWidget() is None:
            commands[self.random.choice(able)].trigger()

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
        sizes = ((1280, 800), (1024, 700), (1600, 1000), (900, 600))
        self.window.resize(*self.random.choice(sizes))

    def look(self) -> None:
        self.stage.program.theme.prefer(self.random.choice(("light", "dark")))

    def close_something(self) -> None:
        for dialog in self._dialogs():
            dialog.reject()

    def rest(self) -> None:
        """Close what is open and wait until all work is done."""
        self._use_menu()
        while popup := self.stage.qt.activePopupWidget():
            popup.close()
        for dialog in self._dialogs():
            dialog.reject()
        self.stage.settle()
        self.stage.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _use_menu(self) -> None:
        """Do something of the menu that is open; a button with a menu waits for that."""
        popup = self.stage.qt.activePopupWidget()
        if not isinstance(popup, QMenu):
            return
        actions = [one for one in popup.actions() if one.isEnabled() and not one.isSeparator()]
        popup.close()
        if actions:
            self.random.choice(actions).trigger()

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


def memory() -> float:
    """Return the memory in use, in MiB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def left_behind(stage: Stage) -> list[str]:
    """Return the dialogs and windows beside those that are meant to be there, hidden ones too.

    A completer keeps its popup.
    """
    return sorted(
        type(one).__name__
        for one in stage.qt.allWidgets()
        if isinstance(one, QDialog) and not isinstance(one, KEPT)
        or one is not stage.window
        and one.parent() is None
        and one.windowType() is not Qt.WindowType.Popup
    )


def soak(seconds: float, seed: int, count: int) -> dict[str, object]:
    """Let the user at it and say how it went."""
    trouble = Trouble()
    logging.getLogger().addHandler(trouble)
    sys.excepthook = trouble.uncaught
    qt: QApplication = application()
    qInstallMessageHandler(trouble.qt)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = paths.profile(Path(folder))
        path = sample.write_large(Path(folder) / "Large.rapport", profile, TODAY, count, FACTS)
        stage = Stage(qt, profile, TODAY)
        stage.program.tasks.failed.connect(lambda error: _note(trouble, error))
        stage.open(path)
        user = User(stage, seed)
        user.walk()
        begun, warm, used, actions = time.monotonic(), 0.0, [], 0
        while (spent := time.monotonic() - begun) < seconds and not trouble.said:
            user.act()
            actions += 1
            if actions % ROUND == 0:
                user.rest()
                used.append(round(memory(), 1))
                warm = warm if warm or spent < seconds * WARM_UP else used[-1]
        user.impatience.stop()
        user.rest()
        crashes = len(stage.window.findChildren(CrashDialog))
        end, windows, widgets = memory(), left_behind(stage), len(qt.allWidgets())
        stage.close()
    qInstallMessageHandler(None)
    return {
        "actions": actions,
        "kinds": user.done,
        "seconds": round(seconds),
        "trouble": trouble.said,
        "crashes": crashes,
        "warm_mib": round(warm, 1),
        "end_mib": round(end, 1),
        "memory": used,
        "windows": windows,
        "widgets": widgets,
    }


def _note(trouble: Trouble, error: BaseException) -> None:
    from app.services.errors import AppError

    if not isinstance(error, AppError):
        trouble.uncaught(type(error), error, error.__traceback__)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(soak(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
