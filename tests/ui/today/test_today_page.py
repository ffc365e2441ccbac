from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton

from app.models import Colleague, Customer, Feedback, Promise, Response, Snooze
from app.models.kinds import FeedbackKind
from app.services.book import history
from app.services.today.rows import Section, WorkRow
from app.ui.today.model import Heading, More
from app.ui.today.work_list import WorkList
from app.ui.widgets.empty_state import EmptyState

DAY = timedelta(days=1)


@pytest.fixture
def book(database, today):
    """Two customers: a late promise and a heard complaint, an answer and a promise for later."""
    with database.write() as session:
        ana = Colleague(name="Ana")
        session.add(ana)
        session.flush()
        nordwind = Customer(name="Nordwind", owner_id=ana.id, recorded_on=today)
        hafen = Customer(name="Hafen", recorded_on=today)
        session.add_all([nordwind, hafen])
        session.flush()
        base = {"recorded_on": today}
        session.add_all(
            [
                Promise(
                    customer_id=nordwind.id, text="Send the quote", made_on=today - 9 * DAY,
                    due_on=today - 2 * DAY, colleague_id=ana.id, **base,
                ),
                Promise(
                    customer_id=hafen.id, text="Call back", made_on=today, due_on=today + DAY,
                    **base,
                ),
                Feedback(
                    customer_id=nordwind.id, text="Third outage", occurred_on=today - 4 * DAY,
                    kind=FeedbackKind.COMPLAINT, feeling=-2, **base,
                ),
                Response(
                    customer_id=hafen.id, occurred_on=today - DAY, question="csat", score=1, low=1,
                    high=5, comment="Again", **base,
                ),
            ]
        )  # fmt: skip
    return database


@pytest.fixture
def page(made, tasks, book, today):
    page = made(tasks, lambda: today)
    page.resize(900, 600)
    page.show()
    return page


@pytest.fixture
def work(page):
    work = page.findChild(WorkList)
    work.setFocus()
    return work


def lines(work):
    return [line.text for line in work.model().lines if isinstance(line, WorkRow)]


def of_kind(database, model):
    with database.read() as session:
        return session.query(model).order_by(*model.__table__.primary_key).all()


def test_the_sections_come_in_order_with_their_counts(work):
    found = [(h.title, h.count) for h in work.model().lines if isinstance(h, Heading)]
    assert found == [("Promises due", 2), ("Loops to close", 1), ("New answers", 1)]


def test_the_first_line_is_chosen_and_the_arrows_walk_across_sections(qtbot, work):
    seen = [work.current().text]
    for _step in range(3):
        qtbot.keyClick(work, Qt.Key.Key_Down)
        seen.append(work.current().text)
    assert seen == lines(work)


def test_enter_keeps_a_promise_and_undo_brings_the_line_back(qtbot, work, book, today):
    qtbot.keyClick(work, Qt.Key.Key_Return)
    assert of_kind(book, Promise)[0].done_on == today
    assert "Send the quote" not in lines(work)
    assert work.current().text == "Call back"
    with book.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    assert lines(work)[0] == "Send the quote"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_B])
def test_a_key_held_down_does_one_line_only(work, key):
    left = len(lines(work))
    text = "b" if key == Qt.Key.Key_B else "\r"
    for repeated in (False, True, True):
        press = QEvent.Type.KeyPress
        work.keyPressEvent(QKeyEvent(press, key, Qt.KeyboardModifier.NoModifier, text, repeated))
    assert len(lines(work)) == left - 1


def test_enter_on_an_answer_opens_a_loop_in_the_customers_words(qtbot, work, book):
    work.choose(next(r.id for r in work.model().worklist.rows if r.section is Section.ANSWERS))
    qtbot.keyClick(work, Qt.Key.Key_Return)
    assert of_kind(book, Feedback)[-1].text == "Again"
    assert of_kind(book, Response)[0].seen_on is not None


def test_enter_on_a_heard_complaint_asks_for_its_card(qtbot, page, work):
    work.choose(next(r.id for r in work.model().worklist.rows if r.section is Section.LOOPS))
    with qtbot.waitSignal(page.feedback_wanted):
        qtbot.keyClick(work, Qt.Key.Key_Return)


def test_letters_break_log_and_open(qtbot, page, work, book):
    with qtbot.waitSignal(page.customer_wanted):
        qtbot.keyClick(work, Qt.Key.Key_O)
    with qtbot.waitSignal(page.log_wanted):
        qtbot.keyClick(work, Qt.Key.Key_L)
    qtbot.keyClick(work, Qt.Key.Key_B)
    assert of_kind(book, Promise)[0].broken_on is not None


def test_a_letter_that_means_nothing_for_a_line_does_nothing(qtbot, work):
    before = lines(work)
    qtbot.keyClick(work, Qt.Key.Key_S)
    assert lines(work) == before


def test_n_asks_for_a_day_and_puts_the_line_off(qtbot, page, work, book, today):
    qtbot.keyClick(work, Qt.Key.Key_N)
    menu = page.findChildren(QMenu)[-1]
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert of_kind(book, Snooze)[0].until_on == today + DAY
    assert "Send the quote" not in lines(work)


def test_d_moves_a_promise_to_an_agreed_day(qtbot, page, work, book, today):
    qtbot.keyClick(work, Qt.Key.Key_D)
    page.findChildren(QMenu)[-1].actions()[2].trigger()
    moved = of_kind(book, Promise)[0]
    assert (moved.due_on, moved.moved_from) == (date(2026, 5, 11), today - 2 * DAY)
    page.findChildren(QMenu)[-1].close()


def test_the_menu_of_a_line_names_every_key(qtbot, page, work):
    page._row_actions._open_menu(work.current(), work.mapToGlobal(work.pos()))
    menu = page.findChildren(QMenu)[-1]
    menu = next(m for m in page.findChildren(QMenu) if m.defaultAction() is not None)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert all("\t" in text for text in texts)
    menu.defaultAction().trigger()
    assert "Send the quote" not in lines(work)
    menu.close()


def test_a_click_on_the_button_of_a_line_does_its_step(qtbot, work, book, today):
    row = work.current()
    rect = work.visualRect(work.currentIndex())
    where = work.itemDelegate().step_rect(row, rect).center()
    qtbot.mouseClick(work.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert of_kind(book, Promise)[0].done_on == today


def test_a_click_beside_the_button_only_chooses(qtbot, work, book):
    where = work.visualRect(work.model().index(2)).center()
    qtbot.mouseClick(work.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert work.current().text == "Call back"
    assert of_kind(book, Promise)[1].done_on is None


def test_a_refused_step_brings_its_line_back(qtbot, page, work, book, tasks, today):
    told = []
    tasks.failed.connect(told.append)
    with book.write() as session:
        session.get(Promise, 1).made_on = today + DAY  # so it cannot be kept today
    qtbot.keyClick(work, Qt.Key.Key_Return)
    assert [str(e) for e in told] == ["A promise cannot be kept before it was made."]
    assert lines(work)[0] == "Send the quote"


def test_more_than_fit_are_counted_and_shown_when_asked_for(qtbot, page, work, book, today):
    with book.write() as session:
        session.add_all(
            Promise(
                customer_id=2, text=f"Number {n}", made_on=today, due_on=today, recorded_on=today
            )
            for n in range(6)
        )
    more = next(n for n, line in enumerate(work.model().lines) if isinstance(line, More))
    assert work.model().lines[more].text == "Show 4 more"
    work.setCurrentIndex(work.model().index(more))
    qtbot.keyClick(work, Qt.Key.Key_Return)
    assert len([row for row in work.model().worklist.rows if row.section is Section.PROMISES]) == 8
    assert isinstance(work.current(), WorkRow)


def test_the_sidebar_counts_what_is_due(qtbot, page, book, today):
    counts = []
    page.counted.connect(counts.append)
    page.reload()
    assert counts[-1] == 3


def test_one_colleague_sees_its_own_and_says_so(qtbot, page, work):
    chosen = []
    page.you_chosen.connect(chosen.append)
    page._whose.menu().actions()[1].trigger()
    assert chosen == [1]
    assert lines(work) == ["Send the quote", "Decide what we do about it"]
    page._whose.menu().actions()[0].trigger()
    assert len(lines(work)) == 4


def test_a_colleague_who_left_gives_way_to_everybody(made, tasks, book, today):
    page = made(tasks, lambda: today, you=77)
    page.show()
    assert len(lines(page.findChild(WorkList))) == 4


def test_an_empty_day_offers_something_kind(qtbot, page, book, today):
    with book.write() as session:
        for model in (Promise, Feedback, Response):
            for record in session.query(model):
                session.delete(record)
    empty = page.findChild(EmptyState)
    assert empty.isVisible()
    with qtbot.waitSignal(page.log_wanted):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)


def test_a_new_book_shows_the_first_steps(qtbot, made, tasks, database, today):
    page = made(tasks, lambda: today)
    page.show()
    buttons = [button for button in page.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in buttons] == ["Import…", "New customer…", "Log…"]
    for button, signal in zip(
        buttons, (page.import_wanted, page.new_customer_wanted, page.log_wanted), strict=True
    ):
        with qtbot.waitSignal(signal):
            button.click()


def test_the_next_day_brings_the_next_list(made, tasks, book, today):
    clock = [today]
    page = made(tasks, lambda: clock[0])
    page.show()
    clock[0] += 30 * DAY
    page._notice_a_new_day()
    assert page.findChild(WorkList).model().worklist.day == clock[0]


def test_a_line_is_read_aloud_with_its_step(work):
    text = work.model().index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Nordwind: Send the quote. 2 days late, by Ana. Enter: Kept"


def test_long_and_right_to_left_names_are_painted(qtbot, page, work, book, today):
    with book.write() as session:
        session.get(Customer, 1).name = "Süddeutsche " * 12
        session.get(Customer, 2).name = "חברת הספנות הצפונית"
    for width in (380, 1400):
        page.resize(width, 500)
        assert not page.grab().isNull()
