"""A locked window shows nothing of the book, lets go of it, and comes back as it was."""

import gc
import shutil
import weakref
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget

from app.models import Colleague
from app.services.book import automatic, files, opening, paths, unfinished
from app.services.book.passphrase import Slots
from app.services.contracts import colleagues
from app.services.contracts.colleagues import ColleagueDraft
from app.services.customers import customers
from app.services.customers.customers import CustomerDraft
from app.ui import application
from app.ui.about import About
from app.ui.application import Application
from app.ui.instance import Wanted
from app.ui.job import Job
from app.ui.lock_page import LockPage
from tests.ring import in_memory
from tests.ui.conftest import InlineTasks

TODAY = date(2026, 5, 4)
WORDS = "wind und wetter"
SECRET = "Nordwind Zebra"


@pytest.fixture
def ring():
    with in_memory() as ring:
        yield ring


class Program:
    """The whole window with its work done at once."""

    def __init__(self, qapp, program):
        self.qapp, self.program, self.window = qapp, program, program.window

    def settle(self):
        self.qapp.processEvents()
        self.qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def page(self, page_id):
        shown = self.window.show_page(page_id)
        self.settle()
        return shown


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An encrypted book with one customer, made once, and what a keyring then knows."""
    folder = tmp_path_factory.mktemp("locker")
    with in_memory() as ring:
        made = opening.create(
            folder / "Geheim.rapport",
            paths.profile(folder / "profile"),
            fill=lambda session: customers.save(session, CustomerDraft(SECRET), TODAY),
        )
    return made.path, ring.entries


@pytest.fixture
def stage(qapp, theme, profile, ring, made, monkeypatch):
    monkeypatch.setattr(application, "Tasks", InlineTasks)
    monkeypatch.setattr(application, "SOON", ())
    path, entries = made
    ring.entries = dict(entries)
    book = shutil.copy(path, profile.documents)
    program = Application(qapp, profile, lambda: TODAY)
    program.theme.prefer("light")
    program.begin(Path(book))
    while not program.is_open():
        qapp.processEvents()
    yield Program(qapp, program)
    program.ending._over = True  # its backup is another test's
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def page(stage):
    return stage.window.findChild(LockPage)


def lock(stage):
    stage.window.commands["lock"].trigger()
    stage.settle()


def seen(stage):
    """Every text that any window shows, says in a tip, or has in its title or its menus."""
    found = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            found.append(top.windowTitle())
        for child in [top, *top.findChildren(QWidget)]:
            if child.isVisible():
                text = getattr(child, "text", None)
                found += [text() if callable(text) else "", child.toolTip()]
    found += [action.text() for _spec, action in stage.window.commands.everything()]
    return " ".join(found)


def test_it_is_blank_and_comes_back_as_it_was(stage):
    stage.page("customers")
    stage.program.tasks.write(colleagues.save, ColleagueDraft("Ana Geheim"))
    stage.settle()
    assert "Ana Geheim" in seen(stage), "the toast and the menu name what can be undone"
    before = stage.window.grab().toImage()

    lock(stage)

    assert stage.window.windowTitle() == "Rapport"
    for secret in ("Geheim", "Zebra", "Undo “"):
        assert secret not in seen(stage)
    assert stage.window.grab().toImage() != before
    page(stage)._unlock.click()
    stage.settle()
    assert page(stage) is None
    assert stage.window.windowTitle() == "Geheim – Rapport"
    assert stage.window.pages.place == ("customers", None)
    assert "Undo “Ana Geheim" in seen(stage) or "Undo “" in seen(stage)


def test_the_connections_the_lock_of_the_file_and_the_key_are_let_go_of(stage, profile):
    path = stage.program.book().path
    database = weakref.ref(stage.program.database())
    engine = weakref.ref(stage.program.database().engine)
    lock(stage)
    assert not stage.program.is_open()
    assert not files.beside(path, "lock").exists()
    assert not path.with_name(path.name + "-wal").exists()
    gc.collect()
    assert database() is None
    assert engine() is None
    with opening.open_book(path, profile):
        page(stage)._unlock.click()
        stage.settle()
        assert "already open in another window" in seen(stage)
    page(stage)._unlock.click()
    stage.settle()
    assert stage.program.is_open()


def test_dialogs_are_hidden_and_what_was_typed_in_them_is_kept(stage):
    dialog = QDialog(stage.window)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.open()
    field.setText("half a sentence about Zebra")
    lock(stage)
    assert not dialog.isVisible()
    page(stage)._unlock.click()
    stage.settle()
    assert dialog.isVisible()
    assert dialog.isModal()
    assert field.text() == "half a sentence about Zebra"
    dialog.reject()
    dialog.deleteLater()


def test_what_was_typed_is_kept_in_the_book_before_it_is_let_go_of(stage, profile):
    program = stage.program
    program.logging.log(1)
    program.logging.window().pane.note.setPlainText("half a th")
    lock(stage)
    assert not program.is_open()
    book = opening.open_book(program.books.last(), profile)
    with book.database.read() as session:
        kept = unfinished.found(session, program.books.place())
    book.close()
    assert kept["log"]["panes"]["interaction"]["note"] == "half a th"


def test_a_dialog_that_was_asked_for_before_opens_after(stage):
    lock(stage)
    dialog = QDialog(stage.window)
    dialog.setWindowTitle("Edit Zebra")
    dialog.open()
    stage.settle()
    assert "Zebra" not in seen(stage)
    page(stage)._unlock.click()
    stage.settle()
    assert dialog.isVisible()
    assert dialog.isModal()
    dialog.reject()
    dialog.deleteLater()


def test_a_popup_that_comes_late_is_closed_and_what_holds_nothing_of_the_book_opens(stage):
    lock(stage)
    popup = QWidget(stage.window, Qt.WindowType.Popup)
    popup.show()
    stage.window.commands["about"].trigger()
    stage.settle()
    assert not popup.isVisible()
    about = stage.window.findChild(About)
    assert about.isVisible()
    about.reject()
    page(stage)._unlock.click()
    stage.settle()
    assert not popup.isVisible()
    popup.deleteLater()


def test_find_anything_is_hidden_too(stage):
    stage.window.find_anything("Zebra")
    stage.settle()
    lock(stage)
    assert not stage.window.finder.isVisible()
    page(stage)._unlock.click()
    stage.settle()
    assert stage.window.finder.isVisible()
    stage.window.finder.close_quietly()


def test_nothing_but_unlocking_works_meanwhile(stage):
    lock(stage)
    allowed = {spec.id for spec, _action in stage.window.commands.available()}
    assert allowed == {*("quit", "light", "dark", "system", "full_screen", "shortcuts", "about")}
    stage.window.files_dropped.emit([stage.program.profile.documents / "Geheim.rapport"])
    stage.settle()
    assert page(stage).isVisible()
    stage.window.say("Exported Zebra")
    assert not stage.window.toast.isVisible()


def test_starting_the_program_again_does_not_open_it(stage):
    book = stage.program.book().path
    lock(stage)
    stage.program.come_forward(Wanted(book=book))
    stage.settle()
    assert page(stage).isVisible()
    assert not stage.program.is_open()


def test_what_was_asked_for_meanwhile_is_done_afterwards(stage):
    lock(stage)
    stage.program.tasks.write(colleagues.save, ColleagueDraft("Ben"))
    stage.settle()
    page(stage)._unlock.click()
    stage.settle()
    found = []
    stage.program.tasks.read(lambda session: session.query(Colleague.name).all(), done=found.extend)
    assert found == [("Ben",)]


def test_an_answer_of_before_does_not_ask_for_the_book_that_is_gone(stage):
    settings = stage.page("settings")
    settings._book._size.clear()
    lock(stage)
    settings._firm.changed.emit()
    assert settings._book._size.text() == ""
    page(stage)._unlock.click()
    stage.settle()
    assert settings._book._size.text()


def test_a_passphrase_is_asked_for_although_the_keyring_has_the_key(stage, profile):
    book = stage.program.book()
    Slots(profile.keys).store(book.book_id, book.database.key, WORDS)
    lock(stage)
    assert "starts it again gets in by the keyring" in seen(stage)
    page(stage)._unlock.click()
    assert "Type the passphrase" in seen(stage)
    page(stage)._passphrase.setText("wind und watt")
    page(stage)._unlock.click()
    stage.settle()
    assert "not the passphrase" in seen(stage)
    assert not stage.program.is_open()
    page(stage)._passphrase.setText(WORDS)
    page(stage)._unlock.click()
    stage.settle()
    assert stage.program.is_open()


def test_a_passphrase_in_place_of_the_keyring_is_told_as_the_stronger_one(stage, profile):
    book = stage.program.book()
    Slots(profile.keys).store(book.book_id, book.database.key, WORDS, always=True)
    lock(stage)
    assert "nor by starting Rapport anew" in seen(stage)


def test_without_one_it_says_whom_it_does_not_keep_out(stage):
    lock(stage)
    assert "keeps out a glance, not a person" in seen(stage)


def test_where_the_keyring_lost_the_key_the_code_opens_it(stage, ring):
    code = stage.program.book().recovery_code()
    lock(stage)
    ring.entries.clear()
    page(stage)._unlock.click()
    stage.settle()
    page(stage)._code.setPlainText(code)
    page(stage)._unlock.click()
    stage.settle()
    assert stage.program.is_open()


def test_what_changed_is_backed_up_as_nobody_has_the_key_at_the_end(stage, profile):
    path = stage.program.book().path
    stage.program.tasks.write(colleagues.save, ColleagueDraft("Ben"))
    assert automatic.kept(profile.backups, path) == []
    lock(stage)
    (kept,) = automatic.kept(profile.backups, path)
    assert not stage.program.is_open()
    page(stage)._unlock.click()
    stage.settle()
    lock(stage)
    assert automatic.kept(profile.backups, path) == [kept], "nothing changed since"


def test_a_backup_under_way_holds_nobody_up(stage, profile, monkeypatch):
    path = stage.program.book().path
    under_way = Job(lambda _step: None, print, print, stage.program)
    monkeypatch.setattr(stage.program.backups, "make", lambda: under_way)
    lock(stage)
    assert page(stage).isVisible()
    assert stage.program.is_open(), "the backup needs the key"
    page(stage)._unlock.click()
    stage.settle()
    assert stage.program.is_open()
    assert page(stage) is None
    stage.program.backups.ended.emit()
    assert stage.program.is_open()
    lock(stage)
    stage.program.backups.ended.emit()
    assert not stage.program.is_open()
    assert not files.beside(path, "lock").exists()


def test_idleness_locks_it_and_closing_a_locked_window_waits_for_nothing(stage):
    stage.program.locker.choose(5)
    assert stage.program.locker._idle._timer.isActive()
    stage.program.locker._idle.idle.emit()
    stage.program.locker._idle.idle.emit()
    stage.settle()
    assert page(stage).isVisible()
    stage.window.close()
    assert not stage.window.isVisible()
    assert not stage.program.locker._idle._timer.isActive()
