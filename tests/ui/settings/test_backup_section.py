"""Backups in Settings: where they go, how old the last one is, and what went wrong."""

from PySide6.QtWidgets import QFileDialog

from app.services.book import automatic
from tests.ui.settings.test_settings_page import press, texts


def test_a_book_without_a_backup_says_when_the_first_comes(page):
    assert page._backups._last.text() == "None yet. The first is made when you close Rapport."


def test_one_is_made_now_and_told(page, profile, book):
    press(page, "Make one now")
    assert page._backups._last.text().startswith("today 18:30  ·  1 backup  ·  ")
    assert page._backups._now.isEnabled()
    assert len(automatic.every(profile.backups)) == 1


def test_another_folder_is_used_at_once_and_remembered(page, backups, tmp_path):
    press(page, "Another folder…")
    asked = page.findChild(QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "stick"))
    asked.close()
    assert page._backups._where.text() == str(tmp_path / "stick")
    assert len(automatic.every(tmp_path / "stick")) == 1
    press(page, "Use the usual folder")
    assert backups.folder() == backups.usual_folder()
    assert not page._backups._usual.isVisible()


def test_a_folder_that_takes_nothing_is_told_here(page, tmp_path):
    (tmp_path / "file").touch()
    page._backups.use(tmp_path / "file")
    assert any("No backup was written" in text for text in texts(page))


# ---- the lock


def test_locking_is_off_unless_chosen(page, desk):
    after = page._lock._after
    assert after.currentText() == "Never"
    after.setCurrentIndex(after.findData(15))
    after.activated.emit(after.currentIndex())
    assert desk[1].minutes == 15
    assert any("keeps out a glance, not a person" in text for text in texts(page))


def test_lock_now_asks_the_window(page, desk):
    asked = []
    desk[0].lock.now.triggered.connect(lambda: asked.append(1))
    press(page, "Lock now")
    assert len(asked) == 1
