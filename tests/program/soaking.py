"""A seeded random user at the real window: every page, dialog, button and shortcut, for a while.

Run as a process of its own: ``soaking.py SECONDS SEED CUSTOMERS [files]``; with ``files`` the user
chooses files, saves some and drops some on the window. Prints one JSON document: what went wrong
(exceptions, warnings, crash reports), memory and widgets after warming up and at the end, and the
windows that were left behind.
"""

import gc
import json
import logging
import shutil
import statistics
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.services.book import paths
from app.services.sample import book as sample
from app.ui.crash_dialog import CrashDialog
from app.ui.logging.window import QuickLog
from app.ui.stage import Stage
from app.ui.start import application
from app.ui.survey.window import SurveyWindow
from tests.program.random_user import User
from tests.program.shelf import Shelf

FACTS = 12
TODAY = date(2026, 5, 4)
HARMLESS = (
    "This plugin does not support", "Could not connect", "QStandardPaths",
    "QPainter::begin",  # paper that cannot be written to; the user is told
)  # fmt: skip
KEPT = (QuickLog, SurveyWindow)  # made once, and keep what was begun in them
WARM_UP = 0.25  # of the time, in which caches fill and pages are made
ROUND = 60  # actions between two looks at memory and windows
DEEP, MANY = 4, 20  # how far a widget's place is told, and how many kinds of those that grew
FEW = 7  # looks of which the middle one counts


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


def memory() -> float:
    """Return the memory in use, in MiB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20


def left_behind(stage: Stage) -> set[str]:
    """Return the dialogs and windows beside those that are meant to be there, hidden ones too.

    A completer keeps its popup.
    """
    return {
        type(one).__name__
        for one in stage.qt.allWidgets()
        if (isinstance(one, QDialog) and not isinstance(one, KEPT))
        or (
            one is not stage.window
            and one.parent() is None
            and one.windowType() is not Qt.WindowType.Popup
        )
    }


def place(widget: QWidget) -> str:
    """Return what a widget is and in what it stands: "QLabel < Form < Editor"."""
    names: list[str] = []
    within: QWidget | None = widget
    while within is not None and len(names) < DEEP:
        names.append(type(within).__name__)
        within = within.parentWidget()
    return " < ".join(names)


@dataclass
class Looks:
    """What is seen at the window each time the user rests."""

    memory: list[float] = field(default_factory=list)  # MiB
    widgets: list[int] = field(default_factory=list)
    windows: set[str] = field(default_factory=set)  # ever left behind
    kinds: list[Counter[str]] = field(default_factory=list)  # of the widgets
    warm_from: int | None = None  # the first look after warming up

    def look(self, stage: Stage) -> None:
        self.memory.append(round(memory(), 1))
        self.widgets.append(len(stage.qt.allWidgets()))
        self.windows |= left_behind(stage)
        self.kinds.append(Counter(map(place, stage.qt.allWidgets())))

    def grown(self) -> dict[str, int]:
        """Return which widgets there are more of than after warming up."""
        return dict((self.kinds[-1] - self.kinds[self.warm_from or 0]).most_common(MANY))

    def warm_and_last(self, seen: Sequence[float]) -> list[float]:
        """Return the looks after warming up and, as many, the last: one alone says little."""
        later = seen[self.warm_from or 0 :]
        few = max(1, min(FEW, len(later) // 2))
        return [statistics.median(later[:few]), statistics.median(later[-few:])]


def soak(seconds: float, seed: int, count: int, *, files: bool = False) -> dict[str, object]:
    """Let the user at it and say how it went."""
    trouble, looks, actions = Trouble(), Looks(), 0
    logging.getLogger().addHandler(trouble)
    sys.excepthook = trouble.uncaught
    qt: QApplication = application()
    qInstallMessageHandler(trouble.qt)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stage, user = _begin(qt, Path(folder), seed, count, files=files)
        stage.program.tasks.failed.connect(lambda error: _note(trouble, error))
        begun = time.monotonic()
        while (spent := time.monotonic() - begun) < seconds and not trouble.said:
            user.act()
            actions += 1
            if actions % ROUND == 0:
                user.rest()
                looks.look(stage)
                if looks.warm_from is None and spent > seconds * WARM_UP:
                    looks.warm_from = len(looks.memory) - 1
                user.come_home()
        user.impatience.stop()
        user.rest()
        looks.look(stage)
        crashes = len(stage.window.findChildren(CrashDialog))
        stage.close()
    qInstallMessageHandler(None)
    warm, end = looks.warm_and_last(looks.memory)
    warm_widgets, end_widgets = looks.warm_and_last(looks.widgets)
    return {
        "actions": actions,
        "kinds": user.done,
        "opened_again": user.copies,
        "files": user.shelf.answered if user.shelf else 0,
        "seconds": round(seconds),
        "trouble": trouble.said,
        "last": list(user.last),
        "crashes": crashes,
        "warm_mib": warm,
        "end_mib": end,
        "memory": looks.memory,
        "windows": sorted(looks.windows),
        "warm_widgets": warm_widgets,
        "end_widgets": end_widgets,
        "widgets": looks.widgets,
        "grown": looks.grown(),
    }


def _begin(
    qt: QApplication, folder: Path, seed: int, count: int, *, files: bool
) -> tuple[Stage, User]:
    """Open a large book, and see every page once."""
    profile = paths.profile(folder)
    path = sample.write_large(folder / "Large.rapport", profile, TODAY, count, FACTS)
    kept = shutil.copy(path, folder / "Kept.rapport")
    other = sample.write(folder / "Other.rapport", profile, TODAY) if files else None
    shelf = Shelf(folder / "Shelf", other, seed) if other else None
    stage = Stage(qt, profile, TODAY)
    stage.open(path)
    user = User(stage, kept, seed, shelf)
    user.walk()
    return stage, user


def _note(trouble: Trouble, error: BaseException) -> None:
    from app.services.errors import AppError

    if not isinstance(error, AppError):
        trouble.uncaught(type(error), error, error.__traceback__)


if __name__ == "__main__":
    seconds, seed, count = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    went = soak(seconds, seed, count, files="files" in sys.argv[4:])
    sys.stdout.write(json.dumps(went))
