from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models.kinds import Call, Outcome, Surprise
from app.services.contracts import outcomes, renewals, reviewing
from app.services.contracts.reviewing import ManagerDraft
from app.services.errors import Invalid
from app.ui.renewals.amount_field import AmountField
from app.ui.renewals.page import FILLED, NONE, NOT_SO_SOON, RenewalsPage
from app.ui.widgets.typed import day_parser

TODAY = date(2026, 5, 4)


@pytest.fixture
def page(renewals_book, tasks, qtbot):
    page = RenewalsPage(tasks, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    return page


def texts(page, column):
    shown = next(c for c in page.table.all_columns() if c.key == column)
    return [shown.text(row) for row in page.table.rows_shown()]


def test_the_worst_stands_first_with_its_reasons(page):
    assert texts(page, "customer") == ["Torn", "Calm", "Free"]
    assert texts(page, "risk")[0].startswith("1 in 3 (")
    assert texts(page, "reasons")[0] == "promise broken −30"
    assert texts(page, "notice_by")[0] == "31 May"
    assert page.heading._sums.text().startswith("3 renewals · €21,000 a year, €")
    assert "0 renewals decided" in page.heading._experience.text()


def test_enter_opens_the_customer(page, qtbot):
    page.table.setFocus()
    with qtbot.waitSignal(page.customer_wanted) as opened:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened.args == [page.current_row().customer_id]


def test_an_outcome_is_recorded_by_keyboard_alone(page, qtbot):
    qtbot.waitUntil(page.isVisible)
    page.table.setFocus()
    page.record_outcome()
    assert page.outcomes.isVisible()
    QTest.keyClick(page.outcomes, Qt.Key.Key_5)
    page.outcomes._reason.setText("price")
    page.outcomes._competitor.setText("Acme")
    QTest.keyClick(page.outcomes._reason, Qt.Key.Key_Return)
    assert not page.outcomes.isVisible()
    assert texts(page, "customer") == ["Calm", "Free"]
    page.heading._decided.click()
    assert texts(page, "risk")[-1] == "Lost"
    assert texts(page, "reasons")[-1] == "price · to Acme"


def test_what_cannot_be_is_said_at_its_field(page):
    page.record_outcome()
    QTest.keyClick(page.outcomes, Qt.Key.Key_2)
    page.outcomes.save()
    assert page.outcomes._errors["value_after"].text().startswith("It has grown only if")
    page.outcomes._value.setText("many")
    page.outcomes.save()
    assert page.outcomes._errors["value_after"].text() == "“many” is no amount."
    page.outcomes._value.setText("15,000")
    page.outcomes.save()
    assert texts(page, "customer") == ["Calm", "Free"]
    page.heading.look_ahead(None)
    assert "Torn" in texts(page, "customer")
    assert "€15,000" in texts(page, "value")


def test_only_what_an_outcome_needs_is_asked(page):
    page.record_outcome()
    panel = page.outcomes
    assert panel.outcome() is Outcome.RENEWED
    assert panel._value.isEnabled()
    assert not panel._competitor.isEnabled()
    QTest.keyClick(panel, Qt.Key.Key_5)
    assert not panel._value.isEnabled()
    assert panel._competitor.isEnabled()


def test_escape_leaves_and_keeps_everything(page):
    page.record_outcome()
    QTest.keyClick(page.outcomes, Qt.Key.Key_Escape)
    assert not page.outcomes.isVisible()
    assert texts(page, "customer") == ["Torn", "Calm", "Free"]


def test_the_next_step_is_kept_in_place(page):
    page.plan_step()
    page.steps._text.setText("Call Marta")
    page.steps._on.field.setText("friday")
    QTest.keyClick(page.steps._text, Qt.Key.Key_Return)
    assert not page.steps.isVisible()
    assert texts(page, "next_step")[0] == "Call Marta – 8 May"
    assert texts(page, "owner")[0] == "Ana Weber"


def test_a_panel_closes_when_the_cursor_goes_elsewhere_but_not_on_a_reload(page):
    page.record_outcome()
    page.reload()
    assert page.outcomes.isVisible()
    page.table.go_to(page.table.rows_shown()[1].id)
    assert not page.outcomes.isVisible()


def test_the_window_of_days_narrows_the_list(page):
    page.heading.look_ahead(30)
    assert len(texts(page, "customer")) == 3
    page._today = lambda: date(2025, 8, 1)
    page.heading.look_ahead(90)
    assert page._stack.currentIndex() == NOT_SO_SOON
    page.heading.look_ahead(None)
    assert page._stack.currentIndex() == FILLED


def test_the_badge_counts_what_is_near_and_not_begun(page, qtbot):
    with qtbot.waitSignal(page.counted) as counted:
        page.reload()
    assert counted.args == [3]


def test_filtering_moves_the_sums(page):
    page._filter("calm")
    assert page.heading._sums.text().startswith("1 renewal · €9,000 a year")


def test_where_nothing_fits_the_filter_all_are_offered(page):
    page.heading.filter.setText("nobody")
    QTest.keyClick(page.heading.filter, Qt.Key.Key_Return)
    assert not page.table.isVisible()
    page._shown.currentWidget().button.click()
    assert page.table.isVisible()
    assert texts(page, "customer") == ["Torn", "Calm", "Free"]


def test_a_point_of_the_chart_leads_to_its_line(page):
    chart = page.charts.chart
    calm = page.table.rows_shown()[1]
    stop = next(stop for stop in chart.stops() if stop.id == calm.id and stop.axes == 1)
    chart.picked.emit(stop.id)
    assert page.current_row() == calm
    assert "Torn, €12,000 a year, about 1 in 3" in chart.in_words()


def test_an_empty_book_says_where_renewals_come_from(database, tasks, qtbot):
    page = RenewalsPage(tasks, lambda: TODAY)
    qtbot.addWidget(page)
    page.show()
    page.heading.look_ahead(None)
    assert page._stack.currentIndex() == NONE
    assert not page.heading.outcome.isEnabled()


@pytest.mark.parametrize(
    ("text", "minor"), [("18,400", 1_840_000), ("€18,400.50", 1_840_050), ("", None), ("7", 700)]
)
def test_amounts_are_taken_as_people_write_them(qtbot, text, minor):
    field = AmountField()
    qtbot.addWidget(field)
    field.show_amount(None, "EUR")
    field.setText(text)
    assert field.minor() == minor


@pytest.mark.parametrize("text", ["-5", "1e20", "€", "nan", "12.3.4"])
def test_what_is_no_amount_is_refused(qtbot, text):
    field = AmountField()
    qtbot.addWidget(field)
    field.setText(text)
    with pytest.raises(Invalid):
        field.minor()


def test_days_are_looked_for_where_they_make_sense():
    ahead, back = (day_parser(lambda: TODAY, ahead=ahead) for ahead in (True, False))
    assert ahead("friday") == date(2026, 5, 8)
    assert back("friday") == date(2026, 5, 1)
    assert ahead("04/05/2026") == TODAY
    assert ahead("soonish") is None


def test_a_renewal_asked_for_from_elsewhere_is_chosen_when_it_is_there(qtbot, tasks, page):
    last = page.table.rows_shown()[-1]
    page.show_contract(last.contract_id)
    assert page.table.current_id() == last.id


def test_a_renewal_that_a_narrow_list_hides_is_gone_to_all_the_same(page):
    calm = page.table.rows_shown()[1]
    page.heading.look_ahead(30)
    page.show_part("May", [page.table.rows_shown()[0].id])
    page.heading.filter.setText("torn")
    QTest.keyClick(page.heading.filter, Qt.Key.Key_Return)
    page.show_contract(calm.contract_id)
    assert page.current_row() == calm
    assert len(page.table.rows_shown()) == 3
    page._today = lambda: date(2025, 8, 1)  # ten months ahead of all of them
    page.heading.look_ahead(30)
    page.show_contract(calm.contract_id)
    assert page.current_row().contract_id == calm.contract_id
    assert page.heading.within_days() is None


def test_a_renewal_that_is_not_there_is_not_jumped_to_later(page):
    page.show_contract(99)
    assert page._wanted == ""


def test_the_days_are_told_from_the_day_it_is(renewals_book, tasks, qtbot):
    clock = [TODAY]
    page = RenewalsPage(tasks, lambda: clock[0])
    qtbot.addWidget(page)
    page.show()
    clock[0] = TODAY + timedelta(days=40)
    page.reload()
    column = next(c for c in page.table.all_columns() if c.key == "notice_by")
    row = page.table.rows_shown()[0]
    assert column.ink(row) == "bad"
    assert "27 days" not in column.tooltip(row)


def test_a_loss_that_nobody_called_asks_for_the_surprise(page):
    page.record_outcome()
    panel = page.outcomes
    assert not panel._surprising.isVisible()
    QTest.keyClick(panel, Qt.Key.Key_5)
    assert panel._surprising.isVisible()
    panel._surprise.setCurrentIndex(3)
    panel.save()
    page.heading._decided.click()
    lost = page.table.rows_shown()[-1]
    assert lost.surprise is Surprise.DID_NOTHING
    page.table.go_to(lost.id)
    page.record_outcome()
    assert panel._surprise.currentText() == "We knew, and did nothing"


def test_a_loss_that_was_called_is_no_surprise(page, renewals_book):
    with renewals_book.write() as session:
        draft = ManagerDraft(1, date(2026, 6, 30), Call.AT_RISK, 4)
        reviewing.give(session, draft, TODAY)
    page.record_outcome()
    QTest.keyClick(page.outcomes, Qt.Key.Key_5)
    assert not page.outcomes._surprising.isVisible()
    assert page.outcomes.draft().surprise is None


def plan_elsewhere(database, text):
    with database.write() as session:
        draft = outcomes.next_step_draft(renewals.due(session, TODAY)[0])
        draft.text = text
        outcomes.save_next_step(session, draft, TODAY)


def test_a_step_planned_elsewhere_meanwhile_is_offered_beside_mine(page, renewals_book):
    page.plan_step()
    plan_elsewhere(renewals_book, "Call Jo")
    page.steps._text.setText("Call Marta")
    page.steps.save()
    assert "“Call Jo”" in page.steps._meanwhile["text"].text()
    assert page.steps._text.text() == "Call Marta"
    page.steps.save()
    assert not page.steps.isVisible()
    assert texts(page, "next_step")[0] == "Call Marta"


def test_an_outcome_is_recorded_although_a_step_was_planned_elsewhere(page, renewals_book):
    page.record_outcome()
    plan_elsewhere(renewals_book, "Call Jo")
    page.outcomes.save()
    assert page.outcomes._other.text().endswith("but not in these fields. Save again.")
    page.outcomes.save()
    assert not page.outcomes.isVisible()
    assert texts(page, "customer") == ["Calm", "Free"]


def test_another_outcome_recorded_elsewhere_is_offered_beside_mine(page, renewals_book):
    page.record_outcome()
    QTest.keyClick(page.outcomes, Qt.Key.Key_5)
    with renewals_book.read() as session:
        row = renewals.due(session, TODAY)[0]
    theirs = replace(row, renewal_id=1, version=1, outcome=Outcome.GROWN, value_after=1_500_000)
    page.outcomes.catch_up(replace(theirs, reason="more seats", surprise=None))
    lines = page.outcomes._meanwhile
    assert lines["outcome"].text() == "Meanwhile changed to “Renewed and grown”."
    assert page.outcomes._reason.text() == "more seats"
    lines["outcome"]._take.click()
    assert page.outcomes.outcome() is Outcome.GROWN
    assert page.outcomes.draft().version == 1


def test_saving_twice_while_the_book_is_busy_records_once(page, hold, said):
    page.record_outcome()
    let_go = hold()
    for _n in range(2):
        QTest.keyClick(page.outcomes._reason, Qt.Key.Key_Return)
    let_go()
    assert not page.outcomes.isVisible()
    assert said == []


def test_an_answer_that_comes_late_leaves_the_next_panel_open(page, hold):
    page.plan_step()
    page.steps._text.setText("Call Marta")
    let_go = hold()
    page.steps.save()
    page.table.go_to(page.table.rows_shown()[1].id)
    page.plan_step()
    page.steps._text.setText("Call Jo")
    let_go()
    assert page.steps.isVisible()
    assert page.steps._text.text() == "Call Jo"
    assert texts(page, "next_step")[:2] == ["Call Marta", ""]


def test_a_refusal_that_comes_late_is_said_to_the_window(page, hold, said):
    page.record_outcome()
    QTest.keyClick(page.outcomes, Qt.Key.Key_2)
    let_go = hold()
    page.outcomes.save()
    page.outcomes.leave()
    let_go()
    assert said == ["It has grown only if the new value is above the old one."]
