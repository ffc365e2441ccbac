"""A survey on the phone, as people ask it: by keyboard, by mouse, half way and to the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from app.models import CompetitorMention, Contact, Customer, Response, Setting, Survey
from app.models.kinds import ResponseChannel
from app.services.errors import Unavailable
from app.services.feedback import surveys
from app.ui.customer.page import CustomerPage
from app.ui.survey.window import SurveyWindow

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)
ASKED = surveys.relationship().questions
ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab


class Keyboard:
    """Presses keys where the focus is."""

    def __init__(self, window):
        self.window = window

    def press(self, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            QTest.keyClick(self.window.focusWidget(), key, modifiers)

    def to_the_end(self):
        """Press Ctrl+Enter, which only an active window hears."""
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        self.press(ENTER, modifiers=Qt.KeyboardModifier.ControlModifier)

    def type(self, text):
        for letter in text:
            QTest.keyClicks(self.window.focusWidget(), letter)


@pytest.fixture
def nordwind(database):
    with database.write() as session:
        customer = Customer(name="Nordwind Logistics", recorded_on=TODAY)
        session.add_all([customer, Customer(name="Hafen GmbH", recorded_on=TODAY)])
        session.flush()
        for name in ("Marta Keller", "Ben Ahlers"):
            session.add(Contact(customer_id=customer.id, name=name, recorded_on=TODAY))
        session.add(Survey(name="Yearly check", questions="How clear are our invoices?\ntrust"))
        return customer.id


@pytest.fixture
def window(qtbot, tasks, nordwind):
    window = SurveyWindow(tasks, lambda: NOW)
    qtbot.addWidget(window)
    yield window
    window.begin_anew()
    window.close()


@pytest.fixture
def keys(window):
    return Keyboard(window)


def stored(database, model=Response):
    with database.read() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def scores(database):
    return [one.score for one in stored(database)]


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def pick(window, score):
    click(window.question.scale._group.button(score))


def begin(window, keys, customer_id=1):
    window.open_for(customer_id)
    keys.press(ENTER)


def shown(window):
    return window._stack.currentWidget()


# ---- by keyboard


def test_a_whole_survey_by_keyboard_is_a_digit_and_enter_for_each_question(
    window, keys, database, nordwind
):
    window.open_for(nordwind)
    assert window.focusWidget() is window.start.contact
    keys.type("Marta Keller")
    keys.press(ENTER)
    for digits in ("4", "5", "3", "4", "10", "6"):
        keys.type(digits)
        keys.press(ENTER)
    keys.type("2")
    keys.press(TAB)
    keys.type("Twice a year nobody called.")
    keys.press(ENTER)
    keys.type("s")
    assert shown(window) is window.end
    keys.press(ENTER)
    assert not window.isVisible()
    assert scores(database) == [4, 5, 3, 4, 10, 6, 2, None]
    found = stored(database)
    assert found[6].comment == "Twice a year nobody called."
    assert {(one.contact_id, one.channel, one.at) for one in found[:7]} == {
        (1, ResponseChannel.PHONE, NOW)
    }


def test_a_customer_that_is_not_open_costs_a_few_letters_more(qtbot, window, keys, database):
    window.open_for(None)
    assert window.focusWidget() is window.start.customer
    keys.type("haf")
    qtbot.waitUntil(lambda: bool(window.start.customer._offered))
    keys.press(ENTER)
    assert window.focusWidget() is window.start.contact
    keys.press(ENTER)
    keys.type("4")
    keys.to_the_end()
    assert shown(window) is window.end
    keys.press(ENTER)
    assert {one.customer_id for one in stored(database)} == {2}
    assert scores(database) == [4] + [None] * 7


def test_a_customer_that_is_being_typed_is_not_replaced(window, keys, tasks, nordwind):
    tasks.hold()
    window.open_for(nordwind)
    window.start.customer.setFocus()
    keys.type("Still")
    tasks.go_on()
    assert (window.start.customer.text(), window.start.customer.picked_id()) == ("Still", None)


def test_the_question_is_large_and_says_what_both_ends_mean(window, keys):
    begin(window, keys)
    page = window.question
    assert page.text.text() == "How competent are we?"
    assert (page.scale._worst.text(), page.scale._best.text()) == (
        "1 = not competent", "5 = very competent",
    )  # fmt: skip
    offered = [b.text() for b in page.scale._group.buttons() if not b.isHidden()]
    assert offered == ["1", "2", "3", "4", "5"]
    assert window.head.about.text() == "Nordwind Logistics   ·   Relationship survey"


@pytest.mark.parametrize(
    ("typed", "score"),
    [("1", 1), ("10", 10), ("100", 0), ("110", 10), ("0", 0), ("7", 7), ("70", 0)],
)
def test_ten_is_a_one_and_a_nought(window, keys, typed, score):
    begin(window, keys)
    for _n in range(4):
        keys.press(ENTER)
    keys.type(typed)
    assert window.question.scale.score == score


def test_digits_beyond_the_scale_do_nothing_and_backspace_takes_back(window, keys):
    begin(window, keys)
    keys.type("09")
    assert window.question.scale.score is None
    keys.type("3")
    keys.press(Qt.Key.Key_Right)
    assert window.question.scale.score == 4
    keys.press(Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert window.question.scale.score == 2
    keys.press(Qt.Key.Key_Backspace)
    assert window.question.scale.score is None


def test_the_arrows_are_mirrored_from_right_to_left(window, keys):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    begin(window, keys)
    keys.type("3")
    keys.press(Qt.Key.Key_Right)
    assert window.question.scale.score == 2


def test_going_back_shows_what_was_said(window, keys):
    begin(window, keys)
    keys.type("4")
    keys.press(TAB)
    keys.type("Well done")
    keys.press(ENTER)
    keys.type("b")
    assert window.question.given().score == 4
    assert window.question.words.text() == "Well done"


def test_a_skipped_question_keeps_no_score(window, keys):
    begin(window, keys)
    keys.type("4s")
    keys.type("b")
    assert window.question.scale.score is None
    assert window.head.progress.marks[0].text() == "1 –"


def test_shift_enter_begins_a_line_and_competitors_are_understood(window, keys, database):
    begin(window, keys)
    keys.type("4")
    keys.press(TAB)
    keys.type("They look around")
    keys.press(ENTER, modifiers=Qt.KeyboardModifier.ShiftModifier)
    keys.type("vs Otherhouse: cheaper, firewall")
    assert window.question.understood.text() == (
        "Competitor: Otherhouse, Cheaper than ours, firewall"
    )
    keys.to_the_end()
    keys.press(ENTER)
    (mention,) = stored(database, CompetitorMention)
    assert (mention.stance, mention.product) == ("cheaper", "firewall")
    assert stored(database)[0].comment.splitlines()[0] == "They look around"


# ---- by mouse


def test_a_whole_survey_by_mouse(window, database, nordwind):
    window.open_for(nordwind)
    click(window.foot.next)
    for question in ASKED:
        pick(window, question.high)
        click(window.foot.next)
    click(window.foot.next)
    assert scores(database) == [question.high for question in ASKED]


def test_a_mark_leads_to_its_question_and_a_second_click_takes_back(window, nordwind):
    window.open_for(nordwind)
    click(window.foot.next)
    pick(window, 4)
    click(window.head.progress.marks[4])
    assert window.question.text.text() == "How likely are you to recommend us?"
    assert [mark.isChecked() for mark in window.head.progress.marks].index(True) == 4
    assert window.head.answered.text() == "1 of 8 answered"
    click(window.head.progress.marks[0])
    pick(window, 4)
    assert window.question.scale.score is None
    click(window.foot.back)
    assert shown(window) is window.start


# ---- what cannot be


def test_nobody_is_asked_before_it_is_known_whom(window, keys):
    window.open_for(None)
    keys.press(ENTER)
    assert shown(window) is window.start
    assert window.start.line.trouble.text() == "Please say which customer."
    window.start.customer.setText("Nordwnd")
    click(window.foot.next)
    assert "The nearest: Nordwind" in window.start.line.trouble.text()


@pytest.mark.parametrize(
    ("field", "said", "sentence"),
    [
        ("contact", "Marte Keler", "Did you mean Marta Keller?"),
        ("asked_on", "tomorrow", "future"),
        ("asked_on", "when it suits", "not understood"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_before_the_first_question(
    window, nordwind, field, said, sentence
):
    window.open_for(nordwind)
    place = window.start.contact if field == "contact" else window.start.when.field
    place.setText(said)
    click(window.foot.next)
    assert shown(window) is window.start
    said = [form._errors[field].text() for form in window.start._forms if field in form.fields]
    assert sentence in said[0]


def test_a_customer_deleted_meanwhile_is_said_and_no_answer_is_lost(
    window, keys, database, nordwind
):
    begin(window, keys)
    keys.type("4")
    with database.write() as session:
        session.get(Customer, nordwind).deleted_at = NOW
    keys.to_the_end()
    keys.press(ENTER)
    assert shown(window) is window.start
    assert window.start.line.trouble.text() == "This customer is not there any more."
    assert window.course.has_answers()


def test_a_full_disk_is_said_and_no_answer_is_lost(window, keys, database, monkeypatch):
    def full(*_args):
        raise Unavailable("The disk is full. Nothing was changed.")

    begin(window, keys)
    keys.type("4")
    keys.to_the_end()
    monkeypatch.setattr(surveys, "log_survey", full)
    keys.press(ENTER)
    assert window.end.trouble.text() == "The disk is full. Nothing was changed."
    monkeypatch.undo()
    keys.press(ENTER)
    assert scores(database)[0] == 4


def test_who_answers_nothing_is_told_what_that_counts_as(window, keys, database, nordwind):
    begin(window, keys)
    keys.type("ssssssss")
    assert not window.end.warning.isHidden()
    keys.press(ENTER)
    assert {one.asked_on for one in stored(database)} == {TODAY}
    assert set(scores(database)) == {None}
    window.open_for(nordwind)
    window.start.contact.setText("")
    click(window.foot.next)
    keys.type("ssssssss4")
    keys.press(ENTER)
    assert len(stored(database)) == 16  # nobody was named: these invitations are of nobody


def test_the_end_shows_all_of_it(window, keys):
    begin(window, keys)
    keys.type("4")
    keys.press(ENTER)
    keys.press(TAB)
    keys.type("Fine")
    keys.to_the_end()
    lines = [tuple(part.text() for part in line) for line in window.end.lines]
    assert lines[:3] == [
        ("How competent are we?", "4 of 5", ""),
        ("How good is our service and support?", "in words", "Fine"),
        ("How committed are we to you?", "skipped", ""),
    ]
    assert window.end.warning.isHidden()


# ---- leaving


def test_esc_without_answers_closes_at_once(window, keys):
    begin(window, keys)
    keys.press(ESC)
    assert not window.isVisible()


def test_esc_asks_and_esc_again_goes_on(window, keys):
    begin(window, keys)
    keys.type("4")
    keys.press(ESC)
    assert window.isVisible()
    assert window.leaving.isVisible()
    assert window.focusWidget() is window.leaving.keep
    keys.press(ESC)
    assert not window.leaving.isVisible()
    assert window.question.scale.score == 4
    assert window.focusWidget().parent() is window.question.scale


def test_what_was_kept_for_later_is_there_again(window, keys, database, nordwind):
    begin(window, keys)
    keys.type("4")
    keys.press(ENTER)
    keys.press(ESC, ENTER)
    assert not window.isVisible()
    window.open_for(2)
    assert not window.head.begun.isHidden()
    assert window.start.customer.picked_id() == nordwind
    assert window.question.text.text() == "How good is our service and support?"
    keys.to_the_end()
    keys.press(ENTER)
    assert {one.customer_id for one in stored(database)} == {nordwind}
    assert scores(database)[0] == 4


def test_a_survey_under_way_is_not_logged_again(window, keys, tasks, database):
    begin(window, keys)
    keys.type("4")
    keys.to_the_end()
    tasks.hold()
    keys.press(ENTER)
    keys.press(ESC, ENTER)
    window.open_for(1)
    keys.press(ENTER)
    tasks.go_on()
    assert scores(database) == [4] + [None] * 7
    assert (window.isVisible(), window.course.has_answers()) == (False, False)


def test_what_is_answered_on_under_way_stays(window, keys, tasks, database):
    begin(window, keys)
    keys.type("4")
    keys.to_the_end()
    tasks.hold()
    keys.press(ENTER)
    click(window.head.progress.marks[1])
    keys.type("5")
    tasks.go_on()
    assert (window.isVisible(), window.question.scale.score) == (True, 5)
    assert scores(database) == [4] + [None] * 7


def test_answers_are_thrown_away_only_when_told_to(window, keys, database):
    begin(window, keys)
    keys.type("4")
    keys.press(ESC)
    click(window.leaving.throw_away)
    assert not window.isVisible()
    assert not window.course.has_answers()
    window.open_for(2)
    assert window.head.begun.isHidden()
    assert window.start.customer.picked_id() == 2
    assert stored(database) == []


def test_the_cross_of_the_window_asks_too(window, keys):
    begin(window, keys)
    keys.type("4")
    window.close()
    assert window.isVisible()
    assert window.leaving.isVisible()


def test_begin_anew_forgets_what_was_begun(window, keys):
    begin(window, keys)
    keys.type("4")
    keys.press(ESC, ENTER)
    window.open_for(1)
    click(window.head.begun.button)
    assert shown(window) is window.start
    assert not window.course.has_answers()


def test_another_book_forgets_what_was_begun(window, keys, tasks):
    begin(window, keys)
    keys.type("4")
    tasks.replaced.emit()
    assert not window.isVisible()
    assert not window.course.has_answers()
    assert window.start.customer.picked_id() is None


# ---- the firm's own


def test_a_survey_of_our_own_is_asked_in_its_words(window, keys, database, nordwind):
    window.open_for(nordwind)
    window.start.survey.setCurrentIndex(1)
    window.start.survey.activated.emit(1)
    assert len(window.head.progress.marks) == 2
    keys.press(ENTER)
    assert window.question.text.text() == "How clear are our invoices?"
    keys.type("5")
    keys.press(ENTER)
    keys.type("4")
    keys.press(ENTER, ENTER)
    assert [(one.question, one.score, one.survey_id) for one in stored(database)] == [
        ("How clear are our invoices?", 5, 1), ("trust", 4, 1),
    ]  # fmt: skip


def test_another_survey_half_way_keeps_what_both_ask(window, keys, nordwind):
    begin(window, keys)
    click(window.head.progress.marks[3])
    keys.type("4")
    click(window.head.progress.marks[0])
    keys.type("b")
    window.start.survey.setCurrentIndex(1)
    window.start.survey.activated.emit(1)
    assert window.head.answered.text() == "1 of 2 answered"


def test_a_survey_deleted_meanwhile_is_still_logged(window, keys, database, nordwind):
    window.open_for(nordwind)
    window.start.survey.setCurrentIndex(1)
    window.start.survey.activated.emit(1)
    keys.press(ENTER)
    keys.type("5")
    with database.write() as session:
        surveys.delete(session, [1])
    keys.to_the_end()
    keys.press(ENTER)
    assert scores(database) == [5]


# ---- how and when


def test_face_to_face_and_yesterday(window, keys, database, nordwind):
    window.open_for(nordwind)
    window.start.channel.pick("")
    window.start.when.field.setText("yesterday 15:00")
    click(window.foot.next)
    keys.type("4")
    keys.to_the_end()
    keys.press(ENTER)
    answer = stored(database)[0]
    assert answer.channel is None
    assert answer.occurred_on == answer.asked_on == TODAY - timedelta(days=1)
    assert answer.recorded_on == TODAY


def test_the_day_is_the_firms_and_not_the_laptops(qtbot, tasks, nordwind, database):
    with database.write() as session:
        session.add(Setting(key="zone", value="Pacific/Auckland"))
    window = SurveyWindow(tasks, lambda: datetime(2026, 5, 4, 22, 0, tzinfo=UTC))
    qtbot.addWidget(window)
    keys = Keyboard(window)
    begin(window, keys)
    keys.type("4")
    keys.to_the_end()
    keys.press(ENTER)
    assert {one.recorded_on for one in stored(database)} == {date(2026, 5, 5)}


def test_it_fits_the_smallest_window(window, keys, database, nordwind):
    begin(window, keys)
    for _question in ASKED:
        hint = window.minimumSizeHint()
        assert hint.width() <= 1024
        assert hint.height() <= 700
        keys.press(ENTER)


def test_the_longest_survey_fits_it_too(window, keys, database, nordwind):
    with database.write() as session:
        lines = "\n".join(f"{'How clear are our reports ' * 10}{n}?" for n in range(20))
        surveys.save(session, surveys.OwnSurveyDraft("A" * 80, lines))
    window.open_for(nordwind)
    window.start.survey.setCurrentIndex(1)
    window.start.survey.activated.emit(1)
    keys.press(ENTER)
    for _n in range(20):
        keys.type("4")
        keys.press(ENTER)
        assert window.width() <= 1024
        assert window.height() <= 700
    marks = window.head.progress.marks
    assert {mark.text() for mark in marks} == {f"{n} ✓" for n in range(1, 21)}
    assert all(window.head.progress.rect().contains(mark.geometry()) for mark in marks)


# ---- from the customer's page


def test_the_customers_page_asks_for_a_survey(qtbot, tasks, state, nordwind):
    page = CustomerPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(page)
    page.show_customer(nordwind)
    with qtbot.waitSignal(page.survey_wanted) as wanted:
        page.header.survey_wanted.emit()
    assert wanted.args == [nordwind]


def test_words_of_a_question_are_never_taken_for_html(window, nordwind, database):
    with database.write() as session:
        session.get(Survey, 1).questions = "<b>How</b> clear?"
        session.get(Survey, 1).name = "<i>Yearly</i>"
    window.open_for(nordwind)
    window.start.survey.setCurrentIndex(1)
    window.start.survey.activated.emit(1)
    click(window.foot.next)
    plain = Qt.TextFormat.PlainText
    assert window.question.text.textFormat() == window.head.about.textFormat() == plain
    click(window.foot.next)
    assert all(part.textFormat() == plain for part in window.end.lines[0][::2])
