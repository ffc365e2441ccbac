from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.models.kinds import Call
from app.services.contracts import reviewing
from app.ui.renewals.review_page import NO_FIT, NONE, PAST, QUEUE, ReviewPage

TODAY = date(2026, 5, 4)
ANA = 1  # the colleague of the small book


@pytest.fixture
def torn_book(renewals_book):
    """The small book, with facts behind what its standings say of Torn."""
    from app.models import Interaction
    from app.models.kinds import InteractionKind

    with renewals_book.write() as session:
        for days in range(5, 45, 5):
            day = TODAY - timedelta(days=days)
            session.add(
                Interaction(
                    customer_id=1, kind=InteractionKind.CALL, occurred_on=day, recorded_on=day,
                    two_way=True, feeling=-2,
                )
            )  # fmt: skip
    return renewals_book


@pytest.fixture
def page(torn_book, tasks, qtbot):
    page = ReviewPage(tasks, lambda: TODAY, lambda: ANA)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def cell(page, key, customer="Torn"):
    column = next(c for c in page.queue.all_columns() if c.key == key)
    row = next(r for r in page.queue.rows_shown() if r.customer == customer)
    return column.text(row)


def open_on(page, customer):
    row = next(r for r in page.queue.rows_shown() if r.customer == customer)
    page.queue.go_to(row.id)
    page.queue.setFocus()
    QTest.keyClick(page.queue, Qt.Key.Key_Return)


def give(page, customer="Torn", keys="2s"):
    open_on(page, customer)
    QTest.keyClicks(page.call, keys)
    page.call.save()


def everything_said(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_nothing_on_the_page_tells_what_is_computed_before_the_call(page):
    open_on(page, "Torn")
    assert page.call.isVisible()
    assert not page.final.isVisible()
    said = [c.text(r) for r in page.queue.rows_shown() for c in page.queue.all_columns()]
    said.append(everything_said(page.call))
    assert not any("1 in" in text or "promise broken" in text for text in said)
    assert cell(page, "computed") == "after the call"


def test_gut_and_call_by_keyboard_then_the_computed_call_is_shown(page):
    give(page)
    assert not page.call.isVisible()
    assert page.final.isVisible()
    assert page.final._said.text().startswith("Ana Weber called it Safe on 04/05/2026")
    assert "At risk, chance of loss about 6 in 10" in page.final._computed.text()
    assert "promise broken −30" in page.final._computed.text()
    assert page.final._call.value() is None  # they differ: nothing is proposed
    assert cell(page, "manager") == "Safe · gut 2"


def test_where_both_agree_enter_confirms(page):
    give(page, "Calm", "1s")
    assert page.final._call.value() is Call.SAFE
    page.final.save()
    assert cell(page, "final", "Calm") == "Safe"
    assert not page.final.isVisible()


def test_watching_is_not_offered_within_ninety_days(page):
    open_on(page, "Torn")
    assert [offer.value for offer in page.call._call._offers] == [Call.SAFE, Call.AT_RISK]
    QTest.keyClicks(page.call, "3w")
    assert page.call._call.value() is None
    page._today = lambda: date(2026, 1, 5)
    page.call.leave()
    page.reload()
    open_on(page, "Torn")
    assert len(page.call._call._offers) == 3


def test_what_is_missing_is_said_in_place(page):
    open_on(page, "Torn")
    QTest.keyClicks(page.call, "s")
    page.call.save()
    assert page.call._other.text() == "Please say what your gut says, from 1 to 5."
    assert page.call.isVisible()


def test_at_risk_asks_for_its_action_in_place(page):
    give(page)
    assert not page.final._todo.isVisible()
    QTest.keyClicks(page.final, "r")
    assert page.final._todo.isVisible()
    page.final.save()
    assert page.final._errors["action"].text() == "Please say what is done about it: one thing."
    page.final._action.setText("Visit Marta")
    page.final.save()
    assert page.final._errors["action_on"].text() == "Please say by when."
    page.final._on.field.setText("friday")
    QTest.keyClick(page.final._on.field, Qt.Key.Key_Return)
    assert cell(page, "final") == "At risk"
    assert cell(page, "action") == "Visit Marta – 8 May, Ana Weber"


def test_the_line_above_counts_what_waits(page):
    assert page._status.text() == "3 calls to give"
    give(page)
    page.final.leave()
    give(page, "Calm", "1s")
    page.final.save()
    assert page._status.text() == "1 disagreement to decide · 1 call to give · 1 done"
    assert [row.customer for row in page.queue.rows_shown()] == ["Torn", "Free", "Calm"]


def test_a_panel_closes_when_the_cursor_goes_elsewhere(page):
    open_on(page, "Torn")
    page.queue.go_to(page.queue.rows_shown()[0].id)
    assert not page.call.isVisible()


def test_a_review_asked_for_from_elsewhere_opens(page):
    page.show_contract(2)
    assert page.current_row().contract_id == 2
    assert page.call.isVisible()


def test_looking_back_shows_the_calls_beside_the_outcome(page, renewals_book):
    from app.models.kinds import Outcome
    from app.services.contracts import outcomes, renewals

    give(page)
    page.final.leave()
    with renewals_book.write() as session:
        row = next(r for r in renewals.due(session, TODAY) if r.customer == "Torn")
        draft = outcomes.outcome_draft(row)
        draft.outcome = Outcome.LOST
        outcomes.record_outcome(session, draft, TODAY)
    page.bar.look_back(back=True)
    page.reload()
    assert page._stack.currentIndex() == PAST
    (row,) = page.past.rows_shown()
    texts = {c.key: c.text(row) for c in page.past.all_columns()}
    assert (texts["outcome"], texts["manager"], texts["final"]) == ("Lost", "Safe · gut 2", "–")
    assert page._status.text() == (
        "1 renewal reviewed and decided, 1 lost. "
        "Of those, called at risk: computed 1, account manager 0, final call 0."
    )
    page.bar.look_back(back=False)
    assert page._stack.currentIndex() == QUEUE


def test_where_nothing_fits_the_filter_all_are_offered(page):
    page.bar.filter.setText("nobody")
    QTest.keyClick(page.bar.filter, Qt.Key.Key_Return)
    assert page._stack.currentIndex() == NO_FIT
    page._stack.currentWidget().button.click()
    assert page._stack.currentIndex() == QUEUE
    assert len(page.queue.rows_shown()) == 3


def test_down_goes_from_the_filter_to_the_list(page):
    page.focus_filter()
    QTest.keyClick(page.bar.filter, Qt.Key.Key_Down)
    assert page.focusWidget() is page.queue


def test_the_days_are_told_from_the_day_it_is(torn_book, tasks, qtbot):
    clock = [TODAY]
    page = ReviewPage(tasks, lambda: clock[0], lambda: ANA)
    qtbot.addWidget(page)
    page.show()
    clock[0] = TODAY + timedelta(days=40)
    page.reload()
    column = next(c for c in page.queue.all_columns() if c.key == "notice_by")
    assert "27 days" not in column.tooltip(page.queue.rows_shown()[0])


def test_an_empty_book_says_when_renewals_come_here(database, tasks, qtbot):
    page = ReviewPage(tasks, lambda: TODAY, lambda: None)
    qtbot.addWidget(page)
    page.show()
    assert page._stack.currentIndex() == NONE
    assert not page.tools.isEnabled()


def elsewhere(database, do, draft, **values):
    """Give or decide Torn's review in another window."""
    from app.services.contracts import reviews

    with database.write() as session:
        row = next(row for row in reviews.queue(session, TODAY) if row.customer == "Torn")
        do(session, replace(draft(row, ANA), **values), TODAY)


def test_a_decision_made_elsewhere_meanwhile_is_offered_beside_mine(page, renewals_book):
    give(page)
    page.final._note.setText("Mine")
    QTest.keyClicks(page.final, "s")
    plan = {"call": Call.AT_RISK, "note": "Theirs", "action": "Visit", "action_on": TODAY}
    elsewhere(renewals_book, reviewing.decide, reviewing.final_draft, **plan)
    page.final.save()
    lines = page.final._meanwhile
    assert lines["call"].text() == "Meanwhile changed to “At risk”."
    assert lines["note"].text() == "Meanwhile changed to “Theirs”."
    page.final.save()
    assert cell(page, "final") == "Safe"


def test_a_call_given_elsewhere_meanwhile_stays_as_it_was(page, renewals_book):
    open_on(page, "Torn")
    QTest.keyClicks(page.call, "2s")
    elsewhere(renewals_book, reviewing.give, reviewing.manager_draft, call=Call.AT_RISK, gut=5)
    page.call.save()
    assert page.call._other.text() == (
        "This call was given somewhere else meanwhile, and stays as it was."
    )
    assert cell(page, "manager") == "At risk · gut 5"


def test_a_call_that_is_kept_late_opens_no_other_renewal(page, hold):
    give(page, "Calm", "1s")
    page.final.leave()
    open_on(page, "Torn")
    QTest.keyClicks(page.call, "2s")
    let_go = hold()
    page.call.save()
    page.queue.go_to(next(row.id for row in page.queue.rows_shown() if row.customer == "Calm"))
    let_go()
    assert page.current_row().customer == "Calm"
    assert not page.final.isVisible()
