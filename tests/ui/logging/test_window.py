"""The quick log as people use it: by keyboard, with real services and a small real book."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from app.models import (
    Contact,
    Customer,
    Feedback,
    Interaction,
    InteractionContact,
    Promise,
    Response,
)
from app.ui import formats
from app.ui.logging.customer_line import Named
from app.ui.logging.window import QuickLog

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)


class Keyboard:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, window):
        self.window, self.presses = window, 0

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        self.presses += 1
        QTest.keyClick(self.window.focusWidget(), key, modifiers)

    def type(self, text):
        for letter in text:
            self.presses += 1
            QTest.keyClicks(self.window.focusWidget(), letter)


@pytest.fixture
def nordwind(database):
    with database.write() as session:
        customer = Customer(name="Nordwind Logistics", recorded_on=TODAY)
        session.add_all([customer, Customer(name="Hafen GmbH", recorded_on=TODAY)])
        session.flush()
        for name in ("Marta Köhler", "Ben Ahlers", "Ben Lindqvist"):
            session.add(Contact(customer_id=customer.id, name=name, recorded_on=TODAY))
        return customer.id


@pytest.fixture
def window(qtbot, tasks, nordwind):
    window = QuickLog(tasks, lambda: NOW)
    qtbot.addWidget(window)
    yield window
    window.begin_anew()
    window.close()


@pytest.fixture
def keys(window):
    return Keyboard(window)


def stored(database, model):
    with database.read() as session:
        return list(session.scalars(select(model)))


def test_a_call_is_logged_by_four_keys_and_its_note(window, keys, database, nordwind):
    window.open_for(nordwind)
    keys.type("c")
    keys.type("4")
    note = "Firewall is fine."
    keys.type(note)
    keys.press(Qt.Key.Key_Return)

    (interaction,) = stored(database, Interaction)
    assert (interaction.kind, interaction.feeling, interaction.note) == ("call", 1, note)
    assert (interaction.at, interaction.customer_id) == (NOW, nordwind)
    assert keys.presses + 1 == len(note) + 4  # Ctrl+L, C, 4, Enter
    assert not window.isVisible()


def test_a_customer_that_is_not_open_costs_a_few_letters_more(qtbot, window, keys, database):
    window.open_for(None)
    keys.type("haf")
    qtbot.waitUntil(lambda: bool(window.customer._offered))
    keys.press(Qt.Key.Key_Return)
    keys.type("m2")
    keys.type("Late again")
    keys.press(Qt.Key.Key_Return)
    (interaction,) = stored(database, Interaction)
    assert (interaction.customer_id, interaction.kind, interaction.feeling) == (2, "meeting", -1)


def test_what_a_note_says_is_shown_before_it_is_stored(window, database, nordwind):
    window.open_for(nordwind)
    pane = window.pane
    pane.note.setPlainText("@Marta\n! send quote by Friday\n? one person\nvs Contoso cheaper")
    pane.note.settle()
    assert pane.strip.texts() == [
        "Marta Köhler",
        "send quote · by 8 May",
        "one person",
        "Contoso · cheaper",
    ]
    window.log()
    (promise,) = stored(database, Promise)
    assert (promise.text, promise.due_on) == ("send quote", date(2026, 5, 8))
    assert len(stored(database, InteractionContact)) == 1


def test_what_was_understood_can_be_dropped_and_changed(window, database, nordwind):
    window.open_for(nordwind)
    pane = window.pane
    pane.note.setPlainText("! send quote by Friday\n! call back")
    pane.note.settle()
    first, second = pane.strip._shown
    pane.strip._drop(second)
    pane.strip._change(first, pane.strip)
    QTest.keyClick(pane.strip._editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(pane.strip._editor, "send two quotes by 2026-05-20")
    QTest.keyClick(pane.strip._editor, Qt.Key.Key_Return)
    assert pane.strip.texts() == ["send two quotes · by 20 May"]
    window.log()
    (promise,) = stored(database, Promise)
    assert (promise.text, promise.due_on) == ("send two quotes", date(2026, 5, 20))
    assert "call back" in stored(database, Interaction)[0].note


def test_of_two_people_of_one_name_one_is_chosen(window, database, nordwind):
    window.open_for(nordwind)
    pane = window.pane
    pane.note.setPlainText("Met @Ben")
    pane.note.settle()
    (chip,) = pane.strip._shown
    assert chip.text == "Which Ben?"
    pane.strip._choose(chip, chip.choices[1])
    assert pane.strip.texts() == ["Ben Lindqvist"]
    window.log()
    assert [row.contact_id for row in stored(database, InteractionContact)] == [3]


def test_somebody_new_is_added_if_the_chip_says_so(window, database, nordwind):
    window.open_for(nordwind)
    pane = window.pane
    pane.note.setPlainText("Met @Xaver")
    pane.note.settle()
    (chip,) = pane.strip._shown
    pane.strip._choose(chip, chip.choices[0])
    assert pane.strip.texts() == ["Xaver · new contact"]
    window.log()
    assert stored(database, Contact)[-1].name == "Xaver"


def test_escape_keeps_what_was_typed_for_the_next_time(window, keys, nordwind):
    window.open_for(nordwind)
    keys.type("v")
    window.pane.note.setFocus()
    keys.type("half a th")
    keys.press(Qt.Key.Key_Escape)
    assert not window.isVisible()

    window.open_for(2)
    assert window.pane.note.toPlainText() == "half a th"
    assert (window.customer.picked_id(), window.pane.kind.value()) == (nordwind, "visit")
    assert window._begun.isVisible()
    window.begin_anew()
    assert window.pane.is_blank()


def test_what_was_logged_is_not_kept(window, nordwind):
    window.open_for(nordwind)
    window.pane.note.setPlainText("done")
    window.log()
    window.open_for(2)
    assert (window.pane.is_blank(), window.customer.picked_id()) == (True, 2)
    assert not window._begun.isVisible()


def test_a_note_under_way_is_not_logged_again(window, tasks, database, nordwind):
    window.open_for(nordwind)
    window.pane.note.setPlainText("once")
    tasks.hold()
    window.log()
    window.reject()
    window.open_for(nordwind)
    window.log()
    tasks.go_on()
    assert [row.note for row in stored(database, Interaction)] == ["once"]
    assert (window.isVisible(), window.pane.is_blank()) == (False, True)


def test_what_is_written_on_under_way_stays(window, tasks, database, nordwind):
    window.open_for(nordwind)
    window.pane.note.setPlainText("first")
    tasks.hold()
    window.log()
    window.reject()
    window.open_for(nordwind)
    window.pane.note.setPlainText("second")
    tasks.go_on()
    assert (window.isVisible(), window.pane.note.text()) == (True, "second")
    window.log()
    assert [row.note for row in stored(database, Interaction)] == ["first", "second"]


def test_an_empty_entry_under_way_does_not_close_the_next(window, tasks, database, nordwind):
    window.open_for(nordwind)
    tasks.hold()
    window.log()
    window.reject()
    window.open_for(2)
    window.customer.pick(Named(2, "Hafen GmbH"))
    tasks.go_on()
    assert (window.isVisible(), window.customer.picked_id()) == (True, 2)
    assert len(stored(database, Interaction)) == 1


def test_feedback_begun_while_a_note_is_under_way_stays(window, tasks, database, nordwind):
    window.open_for(nordwind)
    interaction = window.pane
    interaction.note.setPlainText("once")
    tasks.hold()
    window.log()
    window.modes.setCurrentIndex(1)
    window.pane.words.setPlainText("They love it")
    tasks.go_on()
    assert window.isVisible()
    assert (interaction.is_blank(), window.pane.words.text()) == (True, "They love it")
    window.log()
    assert [row.text for row in stored(database, Feedback)] == ["They love it"]
    assert [row.note for row in stored(database, Interaction)] == ["once"]


def test_a_customer_that_is_being_typed_is_not_replaced(window, keys, tasks, nordwind):
    tasks.hold()
    window.open_for(nordwind)
    window.customer.setFocus()
    keys.type("Still")
    tasks.go_on()
    assert (window.customer.text(), window.customer.picked_id()) == ("Still", None)


def test_what_is_refused_after_the_window_closed_is_told_and_waits(qtbot, window, tasks, nordwind):
    window.open_for(None)
    window.customer.setText("Nordwnd")
    window.pane.note.setPlainText("half an hour of words")
    tasks.hold()
    window.log()
    window.reject()
    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.go_on()
    assert "There is no customer called" in str(failed.args[0])
    assert window.pane.note.text() == "half an hour of words"
    window.open_for(None)
    assert window.button.isEnabled()


def test_what_was_begun_does_not_cross_into_another_book(window, tasks, nordwind):
    window.open_for(nordwind)
    window.pane.note.setPlainText("half")
    tasks.replaced.emit()
    assert not window.isVisible()
    assert (window.pane.is_blank(), window.customer.picked_id()) == (True, None)


def test_when_says_what_it_understood(window, database, nordwind):
    window.open_for(nordwind)
    assert window.pane.when.told() == "today, 4 May, 10:12"
    window.pane.when.field.setText("yesterday 15:00")
    assert window.pane.when.told() == "yesterday, 3 May, 15:00"
    window.log()
    assert stored(database, Interaction)[0].at == datetime(2026, 5, 3, 15, tzinfo=UTC)


@pytest.fixture
def american():
    formats.adopt("en_US")
    yield
    formats.adopt("en_GB")


def test_what_is_told_of_a_day_in_numbers_is_what_is_stored(window, database, nordwind, american):
    window.open_for(nordwind)
    window.pane.when.field.setText("3/4")
    window.pane.note.setPlainText("! send quote by 5/6")
    window.pane.note.settle()
    assert "Mar 4" in window.pane.when.told()
    assert window.pane.strip.texts() == ["send quote · by May 6"]
    window.log()
    assert stored(database, Interaction)[0].occurred_on == date(2026, 3, 4)
    assert stored(database, Promise)[0].due_on == date(2026, 5, 6)


def test_what_is_refused_is_said_at_its_field_and_nothing_is_lost(window, database, nordwind):
    window.open_for(nordwind)
    window.pane.note.setPlainText("see you")
    window.pane.when.field.setText("31.12.9999")
    window.log()
    assert "has not come yet" in window.pane._troubles["when"].text()
    assert window.pane.note.toPlainText() == "see you"
    assert window.isVisible()
    window.pane.when.field.setText("")
    window.log()
    assert len(stored(database, Interaction)) == 1


def test_an_unknown_customer_names_the_nearest_and_can_be_added(window, database, nordwind):
    window.open_for(None)
    window.customer.setText("Nordwnd Logistic")
    window.log()
    assert "Nordwind Logistics" in window._subject.trouble.text()
    window._subject.new.click()
    assert stored(database, Customer)[-1].name == "Nordwnd Logistic"
    assert len(stored(database, Interaction)) == 1


@pytest.mark.parametrize("name", ["Nordwind Logistics Energie", "Nordwind"])
def test_a_new_customer_whose_name_comes_near_another_is_added(qtbot, window, keys, database, name):
    window.open_for(None)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)  # else no click takes the focus
    window.pane.note.setPlainText("A first call")
    keys.type(name)
    qtbot.waitUntil(lambda: bool(window.customer._offered))
    window.customer._popup.hide()
    window.log()
    assert "There is no customer called" in window._subject.trouble.text()
    QTest.mouseClick(window._subject.new, Qt.MouseButton.LeftButton)
    (interaction,) = stored(database, Interaction)
    assert stored(database, Customer)[interaction.customer_id - 1].name == name


def test_shift_enter_begins_a_line_and_ctrl_enter_logs(window, keys, database, nordwind):
    window.open_for(nordwind)
    window.pane.note.setFocus()
    keys.type("a")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    keys.type("b")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [row.note for row in stored(database, Interaction)] == ["a\nb"]


def test_what_is_pasted_is_kept_to_the_letter(window, database, nordwind):
    window.open_for(nordwind)
    pasted = "10\u00a0000 €\n\tשלום 🦊  "
    window.pane.note.insertPlainText(pasted)
    window.log()
    assert stored(database, Interaction)[0].note == pasted


def test_a_note_for_ourselves_is_no_contact(window, keys, database, nordwind):
    window.open_for(nordwind)
    keys.type("n")
    window.pane.note.setPlainText("They look for a new CIO.")
    window.log()
    (interaction,) = stored(database, Interaction)
    assert (interaction.two_way, interaction.direction) == (False, None)


def test_the_arrows_and_plus_and_minus_pick_too(window, keys, nordwind):
    window.open_for(nordwind)
    keys.press(Qt.Key.Key_Right)
    keys.press(Qt.Key.Key_Right)
    assert window.pane.kind.value() == "meeting"
    window.pane.feeling.setFocus()
    keys.type("+")
    keys.type("+")
    keys.type("-")
    assert window.pane.feeling.feeling() == 1


def test_tab_goes_through_the_fields_in_the_order_one_speaks(window, keys, nordwind):
    window.open_for(nordwind)
    seen = []
    for _field in range(6):
        seen.append(window.focusWidget())
        keys.press(Qt.Key.Key_Tab)
    pane = window.pane
    wanted = [pane.kind, pane.feeling, pane.note, pane.when, pane.direction, window.button]
    for field, focused in zip(wanted, seen, strict=True):
        assert field is focused or field.isAncestorOf(focused)


def test_every_field_has_a_name_for_screen_readers(window, nordwind):
    for pane in window.panes:
        assert all(field.accessibleName() for field in pane.fields.values())
    assert window.customer.accessibleName()


def test_feedback_is_logged_in_the_customers_words(window, keys, database, nordwind):
    window.open_feedback(nordwind)
    keys.type("p")
    keys.type("They love it")
    window.pane.contact.setText("marta köhler")
    keys.press(Qt.Key.Key_Return)
    (feedback,) = stored(database, Feedback)
    assert (feedback.kind, feedback.text, feedback.contact_id) == ("praise", "They love it", 1)


def test_feedback_without_words_is_refused_at_the_words(window, nordwind):
    window.open_feedback(nordwind)
    window.log()
    assert window.pane._troubles["text"].text() == "Please write down what the customer said."


@pytest.mark.parametrize("said", ["gestern Abend", "30.2.", "foo bar"])
def test_a_day_that_is_not_understood_is_no_today(window, database, nordwind, said):
    window.open_feedback(nordwind)
    window.pane.words.setPlainText("They love it")
    window.pane.when.field.setText(said)
    window.log()
    assert window.pane._troubles["occurred_on"].text()
    window.modes.setCurrentIndex(2)
    window.pane.score.setText("4")
    window.pane.when.field.setText(said)
    window.log()
    assert window.pane._troubles["answered_on"].text()
    assert (stored(database, Feedback), stored(database, Response)) == ([], [])


def test_feedback_of_yesterday_is_of_yesterday(window, database, nordwind):
    window.open_feedback(nordwind)
    window.pane.words.setPlainText("They love it")
    window.pane.when.field.setText("yesterday")
    window.log()
    assert stored(database, Feedback)[0].occurred_on == date(2026, 5, 3)


def test_an_answer_on_the_phone_is_logged_on_its_scale(window, database, nordwind):
    window.open_answer(nordwind)
    assert window.pane.score.placeholderText() == "1 to 5"
    window.pane.question.setCurrentIndex(1)
    assert window.pane.score.placeholderText() == "0 to 10"
    window.pane.score.setText("11")
    window.log()
    assert "between 0 and 10" in window.pane._troubles["score"].text()
    window.pane.score.setText("9")
    window.log()
    (answer,) = stored(database, Response)
    assert (answer.question, answer.score) == ("nps", 9)
