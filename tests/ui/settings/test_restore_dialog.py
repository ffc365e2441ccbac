"""A look at what is in a backup before it comes back beside the book."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.services.book import automatic, keys, opening
from app.services.book.settings import BookSettings
from app.services.contracts import colleagues
from app.services.contracts.colleagues import ColleagueDraft
from app.ui.restore_dialog import RestoreDialog
from tests.ui.settings.conftest import NOW
from tests.ui.settings.test_settings_page import press, texts


@pytest.fixture
def dialog(qtbot, tasks, backups, profile, book):
    for days in (2, 0):
        with book.database.write() as session:
            colleagues.save(session, ColleagueDraft(f"Colleague {days}"))
        automatic.keep_one(book.database, profile.backups, NOW - timedelta(days=days))
    dialog = RestoreDialog(tasks, backups, profile.documents)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes it
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def said(dialog):
    return {key: value.text() for key, value in dialog._values.items()}


def test_the_newest_is_looked_into_at_once(dialog):
    assert [row.made for row in dialog._table.rows_shown()] == [NOW, NOW - timedelta(days=2)]
    found = said(dialog)
    assert found["company"] == "Fjord & Föhn IT"
    assert (found["customers"], found["interactions"]) == ("0", "0")
    assert found["size"].endswith("KiB")
    assert "/" in found["changed"]


def test_it_comes_back_under_a_new_name(dialog, profile):
    wanted = []
    dialog.wanted.connect(lambda backup, to: wanted.append((backup, to)))
    press(dialog, "Restore as…")
    asked = dialog.findChild(QFileDialog)
    assert asked.selectedFiles()[0].endswith("Fjord restored from 2026-05-04.rapport")
    target = profile.documents / "again.rapport"
    asked.fileSelected.emit(str(target))
    asked.close()
    assert [(backup.parent.parent, to) for backup, to in wanted] == [(profile.backups, target)]


def test_a_file_from_elsewhere_is_looked_into(dialog, book, tmp_path):
    made = automatic.keep_one(book.database, tmp_path / "stick", NOW)
    dialog.add_file(made.path)
    assert dialog._table.current_id() == made.path
    assert said(dialog)["company"] == "Fjord & Föhn IT"


def test_a_backup_of_another_key_says_that_the_code_of_that_time_is_needed(
    dialog, profile, ring, tmp_path
):
    other = opening.create(tmp_path / "Other.rapport", profile, settings=BookSettings("Other"))
    ring.entries.pop((keys.SERVICE, other.book_id))
    dialog.add_file(other.path)
    assert any("recovery code of that time" in text for text in texts(dialog))
    assert said(dialog)["company"] == "–"
    assert dialog._restore.isEnabled()


def test_what_is_no_backup_is_refused(dialog, tmp_path):
    (tmp_path / "letter.rapport").write_text("Dear Sir or Madam")
    dialog.add_file(tmp_path / "letter.rapport")
    assert any("not a Rapport book" in text for text in texts(dialog))
    assert len(dialog._table.rows_shown()) == 2


def test_without_backups_it_says_what_will_be_here(qtbot, tasks, backups, profile):
    dialog = RestoreDialog(tasks, backups, profile.documents)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # qtbot closes it
    qtbot.addWidget(dialog)
    dialog.open()
    assert any("will be listed here" in text for text in texts(dialog))
    assert not dialog._restore.isEnabled()
    press(dialog, "Close")
