"""The window of a program that was started again: it comes forward and shows what was wanted."""

import shutil
import threading
from pathlib import Path

import pytest

from app.services.book import paths
from app.ui.instance import Wanted
from app.ui.stage import Stage
from tests.conftest import TODAY


@pytest.fixture
def two(empty_file, tmp_path):
    return [Path(shutil.copy(empty_file, tmp_path / name)) for name in ("a.rapport", "b.rapport")]


@pytest.fixture
def stage(qtbot, qapp, two, tmp_path):
    stage = Stage(qapp, paths.profile(tmp_path / "profile"), TODAY)
    qtbot.addWidget(stage.window)
    stage.open(two[0])
    yield stage
    stage.window.close()
    for thread in threading.enumerate():
        if thread.name == "warm up":
            thread.join()
    stage.program.deleteLater()


def test_it_opens_the_book_but_never_over_what_is_being_typed(stage, two):
    program, window = stage.program, stage.window
    window.showMinimized()
    program.come_forward(Wanted())
    assert not window.isMinimized()
    program.come_forward(Wanted(two[0]))
    stage.settle()
    assert program.book().path == two[0], "the book that is open is not opened again"

    program.logging.log()
    program.logging.window().pane.note.setPlainText("half a thought")
    program.come_forward(Wanted(two[1]))
    stage.settle()
    assert program.book().path == two[0]
    assert window.notice.text() == "Close what is open here to go to “b”."
    assert program.logging.window().pane.note.toPlainText() == "half a thought"

    program.logging.window().begin_anew()
    program.logging.window().reject()
    window.notice._button.click()
    stage.settle()
    assert program.book().path == two[1]
