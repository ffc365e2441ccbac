"""The File menu, with its work done on real threads."""

import pytest
from PySide6.QtWidgets import QMainWindow

from app.services.book import backup
from app.services.errors import Unavailable
from app.ui.actions import Actions, table
from app.ui.file_commands import FileCommands
from app.ui.tasks import Tasks


class Program(QMainWindow):
    """A window with its commands, and what they ask of the program behind it."""

    def __init__(self, tasks, book):
        super().__init__()
        self.window, self.tasks, self.database = self, tasks, lambda: book
        self.commands = Actions(self, table())
        self.commands.set_book_open(True)
        self.said, self.troubles = [], []
        self.say = self.said.append
        tasks.failed.connect(lambda error: self.troubles.append(str(error)))


@pytest.fixture
def program(qtbot, database):
    tasks = Tasks()
    program = Program(tasks, database)
    qtbot.addWidget(program)
    program.files = FileCommands(program)
    yield program
    tasks.close()


def copies(program):
    return list(program.database().path.parent.glob("* backup *.rapport"))


def test_a_backup_asked_for_twice_is_made_once(program, qtbot):
    for _press in range(2):
        program.commands["back_up"].trigger()
    qtbot.waitUntil(lambda: program.tasks.is_idle)
    assert len(copies(program)) == len(program.said) == 1
    assert program.troubles == []
    assert backup.check(copies(program)[0], None) == []


def test_a_backup_that_failed_can_be_asked_for_again(program, qtbot, monkeypatch):
    def refuse(*_args):
        raise Unavailable("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "back_up", refuse)
        program.commands["back_up"].trigger()
        qtbot.waitUntil(lambda: program.tasks.is_idle)
    assert (program.troubles, program.said) == (["the disk is full"], [])
    program.commands["back_up"].trigger()
    qtbot.waitUntil(lambda: program.tasks.is_idle)
    assert len(copies(program)) == 1
