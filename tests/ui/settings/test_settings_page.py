import shutil
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from app.models import Customer, Interaction
from app.services.book import history, recovery, settings
from app.services.contracts import colleagues
from app.services.contracts.colleagues import ColleagueDraft
from app.ui.first_run.recovery_view import RecoveryView
from app.ui.settings.company import when_done
from app.ui.settings.key_dialogs import CodeDialog, PassphraseDialog
from app.ui.settings.zone_field import ZoneField


def texts(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def press(widget, title):
    [button] = [b for b in widget.findChildren(QPushButton) if b.text() == title and b.isVisible()]
    button.click()


def stored(database):
    with database.read() as session:
        return settings.load(session)


def test_the_books_settings_are_shown(page):
    assert page._company._name.text() == "Fjord & Föhn IT"
    assert page._company._zone.zone() == "Europe/Berlin"
    assert page._formats._currency._field.code() == "EUR"


def test_a_change_is_saved_at_once_and_can_be_undone(page, tasks, database, qtbot):
    page._company._name.setText("Föhn & Fjord")
    page._company._name.editingFinished.emit()
    assert stored(database).company == "Föhn & Fjord"

    with database.read() as session:
        last = history.next_undo(session)
    tasks.write(history.undo, last.change_set)

    assert stored(database).company == "Fjord & Föhn IT"
    assert page._company._name.text() == "Fjord & Föhn IT"


def test_two_changes_before_the_first_answer_both_hold(page, tasks, database, monkeypatch):
    held = []
    monkeypatch.setattr(tasks, "_submit", held.append)
    page._company._name.setText("Föhn & Fjord")
    page._company._name.editingFinished.emit()
    page._formats._currency._field.show_code("CHF")
    page._formats._currency._save()
    while held:
        held.pop(0).run()
    assert (stored(database).company, stored(database).currency) == ("Föhn & Fjord", "CHF")


def test_a_name_being_typed_stays_when_something_else_is_saved(page, qtbot):
    name = page._company._name
    name.clear()
    qtbot.keyClicks(name, "Half a na")
    page._formats._currency._field.show_code("CHF")
    page._formats._currency._save()
    assert name.text() == "Half a na"


def test_after_a_refusal_the_next_change_builds_on_what_the_book_has(page, database):
    page._company._zone.setEditText("Atlantis/Main")
    page._company._save_zone()
    page._company._name.setText("Föhn & Fjord")
    page._company._name.editingFinished.emit()
    assert stored(database).company == "Föhn & Fjord"
    assert stored(database).zone == "Europe/Berlin"


def test_leaving_a_field_as_it_was_saves_nothing(page, tasks, database):
    commits = []
    tasks.changed.connect(commits.append)
    page._company._name.editingFinished.emit()
    page._formats._currency._save()
    assert commits == []


def test_a_currency_is_chosen_or_typed(page, database):
    field = page._formats._currency._field
    field.setCurrentIndex(field.findData("CHF"))
    field.activated.emit(field.currentIndex())
    assert stored(database).currency == "CHF"
    field.setEditText("sek")
    field.lineEdit().editingFinished.emit()
    assert stored(database).currency == "SEK"
    assert page._formats._examples["Money"].text() == "SEK 1,234,567.89"


def test_what_is_no_currency_is_refused_at_the_field(page, database):
    field = page._formats._currency._field
    field.setEditText("money")
    field.lineEdit().editingFinished.emit()
    assert "A currency has three letters, such as EUR." in texts(page)
    assert stored(database).currency == "EUR"


def test_a_zone_may_be_typed_with_blanks_and_in_any_case(page, database):
    page._company._zone.setEditText("america/new york")
    page._company._save_zone()
    assert stored(database).zone == "America/New_York"


def test_what_is_no_zone_is_refused_at_the_field(page, database):
    page._company._zone.setEditText("Atlantis/Main")
    page._company._save_zone()
    assert "There is no time zone of that name." in texts(page)
    assert stored(database).zone == "Europe/Berlin"


def test_every_zone_on_offer_is_one_that_the_book_takes(qtbot):
    from zoneinfo import available_timezones

    field = ZoneField()
    qtbot.addWidget(field)
    when_done(field, lambda: None)
    offered = {field.itemText(row) for row in range(field.count())}
    assert offered <= available_timezones()


def test_colleagues_are_added_and_one_of_them_sits_here(page, desk, tasks, database):
    tasks.write(colleagues.save, ColleagueDraft("Ana Weber"))
    me = page._colleagues._me
    assert [me.itemText(row) for row in range(me.count())] == ["Nobody in particular", "Ana Weber"]

    me.setCurrentIndex(1)
    me.activated.emit(1)

    assert desk[1].you == me.itemData(1)


def test_the_look_is_chosen_and_shown_as_it_is(page, desk, qtbot):
    buttons = page._appearance._buttons
    assert buttons["light"].isChecked()
    buttons["dark"].click()
    assert desk[1].look == "dark"


def test_the_book_says_where_it_lies_and_who_can_open_it(page, book):
    assert page._book._where.text() == str(book.path)
    assert page._book._key.text() == "Encrypted. The keyring of this computer has the key."
    assert page._book._contents.text() == "0 customers  ·  0 facts about them"


def test_a_backup_is_written_where_it_was_asked_for(page, profile, book):
    press(page, "Back up now…")
    asked = page.findChild(QFileDialog)
    assert "Fjord backup 2026-05-04" in asked.selectedFiles()[0]
    target = profile.documents / "copy.rapport"
    asked.fileSelected.emit(str(target))
    asked.close()
    assert target.exists()
    assert any("Backed up to" in text and "and checked" in text for text in texts(page))


def test_a_backup_never_replaces_a_file(page, profile, book):
    page._book.back_up(book.path)
    assert any("already a file" in text for text in texts(page))


def test_a_sound_book_is_called_sound(page):
    press(page, "Check the book")
    assert any("The book is sound" in text for text in texts(page))


def test_a_damaged_book_is_told_with_what_to_do(page, book, tmp_path, keeper, monkeypatch):
    whole = book.path.read_bytes()
    copy = tmp_path / "copy.rapport"
    shutil.copy(book.path, copy)
    copy.write_bytes(whole[:8192] + bytes(len(whole) - 8192))
    from app.services.book import backup

    page._book._checked(backup.check(copy, book.database.key))
    assert any("restore the newest backup" in text for text in texts(page))


def test_restoring_is_left_to_the_program(page, desk):
    press(page, "Restore a backup…")
    assert desk[1].restored == 1


def test_the_recovery_code_is_shown_again_when_the_keyring_gives_the_key(
    qtbot, tasks, keeper, book
):
    dialog = CodeDialog(tasks, keeper)
    qtbot.addWidget(dialog)
    dialog.open()
    view = dialog.findChild(RecoveryView)
    assert recovery.read(view._code) == book.database.key


def test_where_only_a_passphrase_opens_the_book_it_is_asked_before_the_code_is_shown(
    qtbot, tasks, keeper, ring
):
    keeper.set_passphrase("wind und wetter", lambda _kept: None, pytest.fail)
    ring.works = False
    dialog = CodeDialog(tasks, keeper)
    qtbot.addWidget(dialog)
    dialog.open()
    assert dialog.findChild(RecoveryView) is None

    dialog._passphrase.setText("wind und watt")
    press(dialog, "Show the code")
    assert any("not the passphrase" in text for text in texts(dialog))
    dialog._passphrase.setText("wind und wetter")
    press(dialog, "Show the code")

    assert dialog.findChild(RecoveryView) is not None


def test_a_book_opened_by_its_code_alone_asks_for_a_passphrase_first(qtbot, tasks, keeper, ring):
    ring.entries.clear()
    dialog = CodeDialog(tasks, keeper)
    qtbot.addWidget(dialog)
    dialog.open()
    assert any("Set a passphrase first" in text for text in texts(dialog))


def test_a_passphrase_is_set_and_removed_while_the_keyring_has_the_key(
    qtbot, page, tasks, keeper, profile
):
    dialog = PassphraseDialog(tasks, keeper, page)
    dialog.kept.connect(page._book._passphrase_kept)
    dialog.open()
    dialog._fields._first.setText("wind und wetter")
    dialog._fields._again.setText("wind und wetter")
    qtbot.keyClick(dialog._fields._again, Qt.Key.Key_Return)
    assert list(profile.keys.iterdir())
    assert "The passphrase opens it too." in page._book._key.text()

    press(page, "Remove the passphrase")

    assert not list(profile.keys.iterdir())


def test_the_last_way_to_open_the_book_is_not_removed(page, keeper, ring, profile):
    keeper.set_passphrase("wind und wetter", lambda _kept: None, pytest.fail)
    ring.works = False
    page._book.reload()
    press(page, "Remove the passphrase")
    assert any("Only the passphrase opens this book here" in text for text in texts(page))
    assert list(profile.keys.iterdir())


def test_a_passphrase_that_is_too_short_is_refused_at_the_field(qtbot, tasks, keeper):
    dialog = PassphraseDialog(tasks, keeper)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog._fields._first.setText("short")
    press(dialog, "Keep it")
    assert "A passphrase needs at least 10 characters." in texts(dialog)


def test_notes_on_moods_go_only_when_it_was_said_how_many(page, database, tasks, monkeypatch):
    with database.write() as session:
        session.add(Customer(id=1, name="Nordwind", recorded_on=date(2020, 1, 1)))
        session.flush()
        session.add(
            Interaction(
                customer_id=1, occurred_on=date(2020, 1, 1), recorded_on=date(2020, 1, 1),
                kind="call", two_way=True, feeling=-1, note="cross",
            )
        )  # fmt: skip
    privacy = page._privacy

    def choose(months):
        privacy._months.setCurrentIndex(privacy._months.findData(months))
        privacy._months.activated.emit(0)

    def note():
        with database.read() as session:
            return session.get(Interaction, 1).note, settings.load(session).mood_months

    choose(24)
    assert "1 note is older" in privacy._what.text()
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_submit", lambda job: None)
        choose(36)  # how many that takes is not known yet
        assert not privacy._confirm.isVisible()
        patched.undo()
        tasks._jobs.clear()
    choose(24)
    assert note() == ("cross", 0)
    privacy._confirm.click()
    assert note() == ("", 24)
    choose(0)
    assert note() == ("", 0)
