"""Another key, by the dialog: nothing changes before the new code was kept."""

import pytest
from PySide6.QtCore import Qt

from app.services.book import files, keys, reading, recovery
from app.services.book.passphrase import Slots
from app.ui.books import Opened
from app.ui.first_run.recovery_view import RecoveryView
from app.ui.keys_guide import KeysGuide
from app.ui.settings.change_key_dialog import ChangeKeyDialog
from app.ui.settings.key_dialogs import PassphraseDialog
from tests.ui.settings.test_settings_page import press, texts

WORDS = "wind und wetter"
CHANGE = "I have kept it: change the key"


@pytest.fixture
def reopened(tasks, keeper, book):
    """What is open after the change; before it, the book with its lock, as in the program."""
    tasks.open(lambda: Opened(book))
    seen = []
    keeper.reopened.connect(seen.append)
    yield seen
    tasks.let_go()


@pytest.fixture
def dialog(qtbot, tasks, keeper, reopened):
    dialog = ChangeKeyDialog(tasks, keeper)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def keep_code(dialog):
    for n in dialog._proof.asked:
        dialog._proof.fields[n].setText(dialog._proof.groups[n - 1])


def test_the_key_is_changed_when_the_new_code_was_kept(qapp, dialog, book, ring, reopened):
    old = book.database.key
    press(dialog, "Make a new code")
    code = dialog.findChild(RecoveryView)._code
    press(dialog, CHANGE)
    qapp.processEvents()  # what was added is shown
    assert any(text.startswith("Type group") for text in texts(dialog))
    assert reading.problems(book.path, old) == []

    keep_code(dialog)
    press(dialog, CHANGE)

    assert any("The key is changed." in text for text in texts(dialog))
    assert [each.book.recovery_code() for each in reopened] == [code]
    assert reading.problems(book.path, recovery.read(code)) == []
    assert list(ring.entries) == [(keys.SERVICE, files.book_id(book.path))]


def test_closing_before_that_changes_nothing(dialog, book, reopened):
    press(dialog, "Make a new code")
    dialog.reject()
    assert reading.problems(book.path, book.database.key) == []
    assert reopened == []


def test_a_passphrase_is_asked_first_and_wraps_the_new_key(
    qtbot, tasks, keeper, profile, book, reopened
):
    Slots(profile.keys).store(book.book_id, book.database.key, WORDS)
    dialog = ChangeKeyDialog(tasks, keeper)
    qtbot.addWidget(dialog)
    dialog.open()
    press(dialog, "Make a new code")
    assert "Type the passphrase of this book." in texts(dialog)
    dialog._passphrase.setText("wind und watt")
    press(dialog, "Make a new code")
    assert any("not the passphrase" in text for text in texts(dialog))
    dialog._passphrase.setText(WORDS)
    press(dialog, "Make a new code")
    keep_code(dialog)
    press(dialog, CHANGE)
    key = Slots(profile.keys).open(files.book_id(book.path), WORDS)
    assert reading.problems(book.path, key) == []


def test_where_it_cannot_be_changed_the_book_goes_on_as_it_was(dialog, book, ring, reopened):
    press(dialog, "Make a new code")
    keep_code(dialog)
    ring.works = False
    press(dialog, CHANGE)
    assert any("Set a passphrase first. The key was not changed." in text for text in texts(dialog))
    assert reopened[0].book.database.key == book.database.key
    with reopened[0].read() as session:
        session.connection()


def test_a_passphrase_may_take_the_place_of_the_keyring(qtbot, tasks, keeper, ring, profile, book):
    dialog = PassphraseDialog(tasks, keeper)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog._fields._first.setText(WORDS)
    dialog._fields._again.setText(WORDS)
    dialog._always.setChecked(True)
    press(dialog, "Keep it")
    assert ring.entries == {}
    assert Slots(profile.keys).is_always_asked(book.book_id)

    keeper.remove_passphrase(lambda _done: None, pytest.fail)
    assert ring.entries == {(keys.SERVICE, book.book_id): book.database.key.hex()}
    assert not Slots(profile.keys).has(book.book_id)


def test_the_guide_leads_to_what_each_case_needs(qtbot):
    done = []
    guide = KeysGuide({"change": lambda: done.append("change")})
    guide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(guide)
    guide.open()
    said = texts(guide)
    for case in ("The computer has lost the key", "A new computer", "Two people at one computer"):
        assert case in said
    press(guide, "Change the key…")
    assert done == ["change"]
    assert not guide.isVisible()


def test_without_a_book_the_guide_only_tells(qtbot):
    guide = KeysGuide()
    guide.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(guide)
    guide.open()
    press(guide, "Close")
