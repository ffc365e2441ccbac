from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.models import Contact, Customer, Interaction, InteractionContact
from app.services.customers import interactions
from app.services.customers.interactions import LogDraft
from app.ui import formats
from app.ui.logging.edit_dialog import EditDialog

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, 12, 33, tzinfo=UTC)


@pytest.fixture
def dialog(qtbot, tasks, database):
    with database.write() as session:
        session.add(Customer(name="Nordwind", recorded_on=TODAY))
        session.flush()
        session.add(Contact(customer_id=1, name="Marta", recorded_on=TODAY))
        session.add(Contact(customer_id=1, name="Ben", recorded_on=TODAY))
    with database.write() as session:
        draft = LogDraft(customer_id=1, kind="visit", feeling=1, note="Met @Marta", direction="in")
        interactions.log(session, draft, NOW)
    window = QWidget()  # the dialog deletes itself
    qtbot.addWidget(window)
    dialog = EditDialog(tasks, lambda: NOW, window)
    dialog.load(1)
    yield dialog
    window.close()


def entry(database):
    with database.read() as session:
        return session.scalars(select(Interaction)).one()


def present(database):
    with database.read() as session:
        return sorted(session.scalars(select(InteractionContact.contact_id)))


def test_an_entry_is_shown_as_it_was_logged(dialog):
    pane = dialog.pane
    assert (pane.kind.value(), pane.direction.value(), pane.two_way.value()) == (
        "visit",
        "in",
        "yes",
    )
    assert (pane.feeling.feeling(), pane.contacts.text()) == (1, "Marta")
    assert pane.note.toPlainText() == "Met @Marta"


def test_saving_without_a_change_changes_nothing(dialog, database):
    dialog.save()
    stored = entry(database)
    assert (stored.at, stored.note, stored.version, present(database)) == (
        NOW,
        "Met @Marta",
        1,
        [1],
    )


def test_a_note_that_is_not_touched_stays_as_it_is_to_the_letter(dialog, database, tasks):
    exact = "one\r\ntwo\u00a0three\ttab  "
    with database.write() as session:
        session.get(Interaction, 1).note = exact
    dialog.load(1)
    dialog.pane.feeling.pick(0)
    dialog.save()
    assert (entry(database).note, entry(database).feeling) == (exact, 0)


def test_a_correction_is_stored_with_enter(dialog, database):
    dialog.pane.feeling.pick(-2)
    dialog.pane.when.field.setText("1.5.")
    dialog.pane.contacts.setText("Ben; marta")
    QTest.keyClick(dialog.pane.note, Qt.Key.Key_Return)
    stored = entry(database)
    assert (stored.feeling, stored.occurred_on, stored.at) == (-2, date(2026, 5, 1), None)
    assert present(database) == [1, 2]
    assert dialog.result() == EditDialog.DialogCode.Accepted


def test_a_corrected_day_in_numbers_is_read_as_the_system_writes_it(dialog, database):
    formats.adopt("en_US")
    dialog.pane.when.field.setText("3/4")
    dialog.save()
    formats.adopt("en_GB")
    assert entry(database).occurred_on == date(2026, 3, 4)


def test_what_is_refused_is_said_at_its_field(dialog, database):
    dialog.pane.contacts.setText("Quentin")
    dialog.save()
    assert "Quentin" in dialog.pane._troubles["contact"].text()
    assert dialog.isVisible()


def test_an_entry_can_be_taken_away(dialog, database):
    dialog.delete()
    assert entry(database).deleted_at is not None


def test_a_correction_is_stored_once_however_often_enter_is_pressed(dialog, database, tasks):
    dialog.pane.feeling.pick(2)
    tasks.hold()
    for _press in range(2):
        QTest.keyClick(dialog.pane.note, Qt.Key.Key_Return)
    dialog.delete()
    tasks.go_on()
    assert (entry(database).feeling, entry(database).deleted_at) == (2, None)
    assert dialog.result() == EditDialog.DialogCode.Accepted


def test_what_is_refused_after_the_dialog_closed_is_told(qtbot, qapp, dialog, database, tasks):
    with database.write() as session:
        session.get(Interaction, 1).minutes = 5
    tasks.hold()
    dialog.save()
    dialog.reject()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.go_on()
    assert "changed somewhere else" in str(failed.args[0])


def test_somebody_elses_correction_is_not_overwritten_and_mine_is_not_lost(dialog, database):
    with database.write() as session:
        session.get(Interaction, 1).minutes = 5
    dialog.pane.feeling.pick(2)
    dialog.save()
    assert "changed somewhere else" in dialog._said.text()
    assert (entry(database).feeling, dialog.pane.minutes.value()) == (1, 5)
    dialog.save()
    assert (entry(database).feeling, entry(database).minutes) == (2, 5)


def test_where_both_corrected_a_field_theirs_is_said_beside_mine(dialog, database):
    with database.write() as session:
        session.get(Interaction, 1).note = "They were cross"
    dialog.pane.note.setPlainText("They were glad")
    dialog.save()
    assert "They were cross" in dialog.pane._troubles["note"].text()
    assert dialog.pane.note.toPlainText() == "They were glad"
    dialog.save()
    assert entry(database).note == "They were glad"
