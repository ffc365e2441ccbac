from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from app.models import Colleague, Customer, Feedback, Response, Vendor
from app.models.kinds import FeedbackKind, LoopStep
from app.services.book import history
from app.services.errors import Unavailable
from app.ui.feedback import words
from app.ui.feedback.page import ANSWERS, FeedbackPage
from app.ui.widgets.empty_state import EmptyState

DAY = timedelta(days=1)


@pytest.fixture
def book(database, today):
    """Four loops, one in each column, of two customers."""
    with database.write() as session:
        ana = Colleague(name="Ana")
        nordwind = Customer(name="Nordwind & Söhne", recorded_on=today)
        hafen = Customer(name="Hafen", recorded_on=today)
        vendor = Vendor(name="Contoso")
        session.add_all([ana, nordwind, hafen, vendor])
        session.flush()

        def loop(text, customer, days, **more):
            more = {"kind": FeedbackKind.COMPLAINT} | more
            day = today - days * DAY
            session.add(
                Feedback(
                    customer_id=customer.id, text=text, occurred_on=day, recorded_on=day, **more
                )
            )
            session.flush()

        loop("Third outage", nordwind, 9, feeling=-2, due_on=today - DAY)
        loop("Second oldest", hafen, 5, kind=FeedbackKind.WISH, vendor_id=vendor.id)
        loop("Slow printing", hafen, 20, acted_on=today, action="New driver", owner_id=ana.id)
        loop("Late invoice", hafen, 30, acted_on=today, told_on=today)
        loop("No answer", nordwind, 40, acted_on=today, told_on=today, confirmed_on=today)
        session.add(
            Response(
                customer_id=hafen.id, occurred_on=today, recorded_on=today, question="csat",
                score=2, low=1, high=5, comment="Again",
            )
        )  # fmt: skip
    return database


@pytest.fixture
def page(qtbot, tasks, book, today):
    page = FeedbackPage(tasks, lambda: today, lambda: 1)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.setFocus()
    return page


@pytest.fixture
def board(page):
    return page._board.board


def column(board, step):
    return board._columns[step].list


def texts(board, step):
    return [card.text for card in column(board, step).cards.cards]


def feedback(database, number):
    with database.read() as session:
        return session.get(Feedback, number)


def press(qtbot, board, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(board.focusProxy(), key, modifier)


def test_every_loop_stands_in_its_column_the_oldest_first(board):
    assert texts(board, LoopStep.HEARD) == ["Third outage", "Second oldest"]
    assert texts(board, LoopStep.ACTING) == ["Slow printing"]
    assert texts(board, LoopStep.TOLD) == ["Late invoice"]
    assert texts(board, LoopStep.CONFIRMED) == ["No answer"]


def test_a_column_says_how_many_and_how_old(board):
    described = column(board, LoopStep.HEARD).accessibleDescription()
    assert described == "The customer told us. 2. median age 7 days"


def test_the_arrows_walk_from_card_to_card(qtbot, board):
    press(qtbot, board, Qt.Key.Key_Down)
    assert board.current().text == "Second oldest"
    press(qtbot, board, Qt.Key.Key_Right)
    assert board.current().text == "Slow printing"
    press(qtbot, board, Qt.Key.Key_Right)
    press(qtbot, board, Qt.Key.Key_Right)
    press(qtbot, board, Qt.Key.Key_Right)
    assert board.current().text == "No answer"
    press(qtbot, board, Qt.Key.Key_Left)
    assert board.current().text == "Late invoice"


def test_only_one_card_is_chosen(qtbot, board):
    press(qtbot, board, Qt.Key.Key_Right)
    chosen = [c for c in board._columns.values() if c.list.current() is not None]
    assert len(chosen) == 1


def test_ctrl_right_moves_a_card_on_and_undo_brings_it_back(qtbot, board, book, today):
    press(qtbot, board, Qt.Key.Key_Right)
    press(qtbot, board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert feedback(book, 3).told_on == today
    assert board.current().text == "Slow printing"
    assert texts(board, LoopStep.ACTING) == []
    with book.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    assert texts(board, LoopStep.ACTING) == ["Slow printing"]


def test_ctrl_left_takes_a_card_back(qtbot, board, book):
    press(qtbot, board, Qt.Key.Key_Right)
    press(qtbot, board, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert feedback(book, 3).acted_on is None
    assert texts(board, LoopStep.HEARD)[0] == "Slow printing"


def test_a_card_moved_to_acting_asks_what_is_done(qtbot, page, board, book):
    press(qtbot, board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    panel = page._board.panel
    assert panel.isVisible()
    line = page.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "Second line rented")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert feedback(book, 1).action == "Second line rented"


def test_a_drop_moves_a_card(board, book, today):
    source, target = column(board, LoopStep.HEARD), column(board, LoopStep.TOLD)
    data = source.cards.mimeData([source.cards.index(0)])
    root = target.rootIndex()
    assert target.cards.canDropMimeData(data, Qt.DropAction.CopyAction, -1, -1, root)
    target.cards.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, root)
    assert feedback(book, 1).told_on == today
    assert texts(board, LoopStep.TOLD) == ["Late invoice", "Third outage"]


def test_a_card_dropped_where_it_was_stays(board, book):
    cards = column(board, LoopStep.HEARD)
    data = cards.cards.mimeData([cards.cards.index(0)])
    cards.cards.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, cards.rootIndex())
    assert feedback(book, 1).acted_on is None


def test_enter_opens_the_card_and_escape_returns_to_the_board(qtbot, page, board):
    press(qtbot, board, Qt.Key.Key_Return)
    panel = page._board.panel
    assert panel.card_id == 1
    assert panel._customer.text() == "Nordwind && Söhne"
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert column(board, LoopStep.HEARD).hasFocus()


def test_acting_without_words_is_refused_at_its_field(qtbot, page, board, book):
    press(qtbot, board, Qt.Key.Key_Return)
    act = page._board.panel._act
    act._button.click()
    assert act._form._errors["action"].text() == "Please say what we do about it."
    assert feedback(book, 1).acted_on is None


def test_the_form_stores_who_carries_it_and_until_when(qtbot, page, board, book, today):
    press(qtbot, board, Qt.Key.Key_Return)
    act = page._board.panel._act
    act._what.setText("Second line")
    act._owner.setCurrentIndex(act._owner.findText("Ana"))
    act._due.field.setText("in 3 weeks")
    act._button.click()
    stored = feedback(book, 1)
    assert (stored.owner_id, stored.due_on) == (1, today + 21 * DAY)
    assert board.current().step is LoopStep.ACTING


def test_telling_on_a_day_to_come_is_refused(qtbot, page, board, book, today):
    page.show_card(3)
    tell = page._board.panel._tell
    tell._on.set_day(today + DAY)
    tell._button.click()
    assert tell._form._errors["on"].text() == "That day is still to come."
    tell._on.set_day(today - DAY)
    tell._button.click()
    assert feedback(book, 3).told_on == today - DAY


def test_telling_before_it_was_heard_is_refused(page, book, today):
    page.show_card(3)
    tell = page._board.panel._tell
    tell._on.set_day(today - 300 * DAY)
    tell._button.click()
    assert tell._form._errors["on"].text() == "That is before the customer told us."


def test_confirming_keeps_the_customers_words(page, book):
    page.show_card(4)
    confirm = page._board.panel._confirm
    confirm._outcome.setText("Much better")
    confirm._button.click()
    assert feedback(book, 4).outcome == "Much better"
    page._board.panel._back.click()
    assert feedback(book, 4).confirmed_on is None


def test_what_is_being_typed_stays_while_others_work(page, book):
    page.show_card(1)
    page._board.panel._act._what.setText("Half a sen")
    with book.write() as session:
        session.get(Feedback, 2).action = "elsewhere"
    assert page._board.panel._act._what.text() == "Half a sen"


def test_what_is_being_typed_stays_while_others_work_at_the_same_card(qtbot, page, book):
    page.show_card(1)
    act = page._board.panel._act
    act._what.clear()
    qtbot.keyClicks(act._what, "Half a sen")
    with book.write() as session:
        session.get(Feedback, 1).text = "Third outage!"
    assert page._board.panel._quote.text() == "“Third outage!”"
    assert act._what.text() == "Half a sen"
    with book.write() as session:
        session.get(Feedback, 2).action = "elsewhere"
    page.show_card(2)
    assert act._what.text() == "elsewhere"


def test_a_refused_move_brings_the_card_back(qtbot, board, book, tasks, monkeypatch):
    said = []
    tasks.failed.connect(said.append)

    def refuse(*_args):
        raise Unavailable("The drive is gone.")

    monkeypatch.setattr("app.services.feedback.loops.move", refuse)
    press(qtbot, board, Qt.Key.Key_Right)
    press(qtbot, board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert [str(error) for error in said] == ["The drive is gone."]
    assert texts(board, LoopStep.ACTING) == ["Slow printing"]


def test_a_wanted_card_that_left_the_board_does_not_open_later(page, book):
    page.show_card(99)
    page.reload()
    assert page._wanted is None


def test_a_card_that_is_gone_closes_its_panel(page, book):
    page.show_card(1)
    with book.write() as session:
        session.delete(session.get(Feedback, 1))
    assert not page._board.panel.isVisible()


def test_a_card_wanted_before_the_board_is_there_opens_then(qtbot, tasks, book, today):
    early = FeedbackPage(tasks, lambda: today, lambda: None)
    qtbot.addWidget(early)
    early.show_card(4)
    early.show()
    assert early._board.panel.card_id == 4


@pytest.mark.parametrize(
    ("choose", "left"),
    [
        (lambda f: f.search.setText("outage nord"), ["Third outage"]),
        (lambda f: f._owner.setCurrentText("Mine"), ["Slow printing"]),
        (lambda f: f._kind.setCurrentText("Wish"), ["Second oldest"]),
        (lambda f: f._about.setCurrentText("Contoso"), ["Second oldest"]),
    ],
    ids=["words", "mine", "kind", "product"],
)
def test_filters_leave_the_cards_that_fit(page, board, choose, left):
    choose(page._board.filters)
    page._board.filters.search._say()
    assert [text for step in LoopStep for text in texts(board, step)] == left


def test_nothing_that_fits_offers_to_show_all(qtbot, page, board):
    filters = page._board.filters
    filters.search.setText("nowhere")
    filters.search._say()
    empty = next(e for e in page.findChildren(EmptyState) if e.isVisible())
    empty.button.click()
    assert filters.is_empty()
    assert texts(board, LoopStep.TOLD) == ["Late invoice"]


def test_a_filtered_out_card_that_is_wanted_is_shown(page, board):
    page._board.filters._kind.setCurrentText("Wish")
    page.show_card(4)
    assert board.current().text == "Late invoice"


def test_an_empty_board_offers_the_first_step(qtbot, tasks, database, today):
    page = FeedbackPage(tasks, lambda: today, lambda: None)
    qtbot.addWidget(page)
    page.show()
    empty = next(e for e in page.findChildren(EmptyState) if e.isVisible())
    with qtbot.waitSignal(page.log_wanted):
        empty.button.click()
    page.hide()


def test_the_sidebar_counts_what_is_overdue(qtbot, page):
    with qtbot.waitSignal(page.counted) as told:
        page.reload()
    assert told.args == [1]


def test_the_menu_moves_to_any_column(page, board, book, today):
    page._open_menu(board.current(), QPoint(10, 10))
    menu = page.findChildren(QMenu)[-1]
    texts = [action.text() for action in menu.actions() if "Told" in action.text()]
    assert texts == ["Move to “Told”\t"]
    next(a for a in menu.actions() if "Told" in a.text()).trigger()
    assert feedback(book, 1).told_on == today
    menu.close()


def test_answers_are_counted_marked_as_seen_and_become_loops(qtbot, page, book):
    assert page._tabs.tabText(ANSWERS) == "Answers (1 new)"
    page._tabs.setCurrentIndex(ANSWERS)
    view = page._answers
    view.table.go_to(1)
    view._see()
    assert page._tabs.tabText(ANSWERS) == "Answers"
    view._open_loop()
    assert feedback(book, 6).text == "Again"
    assert not view._loop.isEnabled()


def test_an_answer_shows_its_score_on_its_scale(page):
    row = page._answers.table.rows_shown()[0]
    assert [column.text(row) for column in page._answers._columns()][2] == "CSAT 2 of 5"


def test_no_answers_say_what_will_stand_here(qtbot, tasks, database, today):
    page = FeedbackPage(tasks, lambda: today, lambda: None)
    qtbot.addWidget(page)
    page.show()
    page._tabs.setCurrentIndex(ANSWERS)
    assert page._answers._empty.isVisible()
    assert not page._answers.table.isVisible()
    page.hide()


def test_what_is_overdue_is_said_before_the_name_that_may_be_cut(board):
    card = board.current()
    assert words.due(card, card.due_on + 3 * DAY) == "3 days overdue · nobody yet"


def test_enter_on_an_answer_opens_its_customer(qtbot, page):
    page._tabs.setCurrentIndex(ANSWERS)
    page._answers.table.go_to(1)
    with qtbot.waitSignal(page.customer_wanted) as wanted:
        qtbot.keyClick(page._answers.table, Qt.Key.Key_Return)
    assert wanted.args == [2]


def test_the_filter_key_goes_to_the_list_that_is_shown(page):
    page.focus_filter()
    assert page._board.filters.search.hasFocus()
    page._tabs.setCurrentIndex(ANSWERS)
    page.focus_filter()
    assert page._answers.search.hasFocus()


def test_two_hundred_cards_are_painted_within_a_blink(qtbot, page, board, book, today):
    with book.write() as session:
        session.add_all(
            Feedback(
                customer_id=1, text=f"Number {n} " * 20, occurred_on=today, recorded_on=today,
                kind=FeedbackKind.COMPLAINT,
            )
            for n in range(200)
        )  # fmt: skip
    assert len(texts(board, LoopStep.HEARD)) == 202
    assert not page.grab().isNull()
