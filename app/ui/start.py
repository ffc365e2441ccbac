"""From the command line to a window, or to its tour, gallery and self-test."""

import argparse
import os
import sys
from contextlib import ExitStack, suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

import app
from app.language import _
from app.services.book import paths

if TYPE_CHECKING:
    from app.ui.instance import Instance

PAINTED = "RAPPORT_PAINTED"  # set by the start-up benchmark: say when painted, and quit


def start(arguments: list[str]) -> int:
    """Do what the options of the window say; return the exit status."""
    options = _parsed(arguments)
    with ExitStack() as stack:
        folder = None
        if options.temp_profile or options.tour or options.gallery or options.self_test:
            import tempfile

            name = tempfile.TemporaryDirectory(prefix="rapport-", ignore_cleanup_errors=True)
            folder = Path(stack.enter_context(name))
        profile = paths.profile(folder)
        qt = application()
        if options.self_test:
            from app.ui.self_test import self_test

            return self_test(qt, profile)
        if options.tour:
            from app.ui.tour import tour

            return tour(qt, profile, options.tour, options.as_of or _today())
        if options.gallery:
            from app.ui.gallery.everything import gallery

            return gallery(qt, profile, options.gallery)
        return _window(qt, profile, options)


def _window(qt: QApplication, profile: paths.Profile, options: argparse.Namespace) -> int:
    from app.services.book.logs import Logs
    from app.ui.instance import Instance, Wanted

    instance = Instance(profile)
    wanted = Wanted(options.book, options.sample)
    if not instance.is_first() and instance.hand_over(wanted):
        return 0
    with ExitStack() as stack:
        with suppress(OSError):  # no room for a log, or no right: that keeps nobody from working
            stack.callback(Logs(profile.logs).close)
        return _run(qt, profile, options, instance)


def _run(
    qt: QApplication, profile: paths.Profile, options: argparse.Namespace, instance: "Instance"
) -> int:
    from app.ui.application import AFTER_PAINTING, Application

    program = Application(qt, profile, _today)
    program.window.troubles.catch_all()
    if os.environ.get(PAINTED):
        program.painted.connect(_say_painted)
    # begun inside the loop, so that whatever goes wrong is shown and not only logged
    QTimer.singleShot(0, program, partial(program.begin, options.book, sample=options.sample))
    instance.asked.connect(program.come_forward)
    QTimer.singleShot(AFTER_PAINTING, instance, instance.listen)
    code = qt.exec()
    instance.close()
    return code


def application() -> QApplication:
    """Return Qt's application with our name, language and sharpness."""
    from app.ui import formats, heap

    heap.give_back()
    heap.read_no_sources()
    QCoreApplication.setApplicationName(app.NAME)
    QCoreApplication.setApplicationVersion(app.__version__)
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    qt = QApplication([app.NAME])
    qt.setDesktopFileName("rapport")
    formats.adopt()
    return qt


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="rapport", description=_("Open the window."))
    parser.add_argument("--book", type=Path, help=_("the book to open"))
    parser.add_argument("--sample", action="store_true", help=_("open the sample company"))
    parser.add_argument(
        "--temp-profile", action="store_true", help=_("touch nothing of yours: settings, keys")
    )
    parser.add_argument("--as-of", type=date.fromisoformat, help=_("the day of the tour"))
    parser.add_argument("--tour", type=Path, metavar="FOLDER", help=_("save pictures of all pages"))
    parser.add_argument(
        "--gallery", type=Path, metavar="FOLDER", help=_("save pictures of every page and dialog")
    )
    parser.add_argument("--self-test", action="store_true", help=_("try everything, and quit"))
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)  # it answers so
    return parser.parse_args(arguments)


def _today() -> date:
    """Return today where this computer is; a travelling laptop has the day of the place."""
    return datetime.now().astimezone().date()


def _say_painted() -> None:
    print("painted", file=sys.stderr, flush=True)  # noqa: T201 – the benchmark listens
    os._exit(0)
