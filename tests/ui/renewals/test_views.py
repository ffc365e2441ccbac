"""The switch between list, review and forecast, and what leads from one to another."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.ui.renewals.views import FORECAST, LIST, REVIEW, RenewalViews

TODAY = date(2026, 5, 4)


@pytest.fixture
def views(renewals_book, tasks, qtbot):
    views = RenewalViews(tasks, lambda: TODAY, lambda: None)
    qtbot.addWidget(views)
    views.resize(1000, 700)
    views.show()
    yield views
    if views.forecast.chart is not None:
        views.forecast.chart._settle.stop()
    if views.list.charts.chart is not None:
        views.list.charts.chart._settle.stop()


def test_the_switch_is_worked_by_keyboard_and_says_what_waits(views):
    assert views.switch.tabText(REVIEW) == "Review (3)"
    views.switch.setFocus()
    QTest.keyClick(views.switch, Qt.Key.Key_Right)
    assert views.review.isVisible()
    assert not views.list.isVisible()
    assert not views.list.heading.tools.isVisible()
    assert views.review.tools.isVisible()


def test_the_badge_still_counts_what_is_near(views, qtbot):
    with qtbot.waitSignal(views.counted) as counted:
        views.list.reload()
    assert counted.args == [3]


def test_both_ways_in_lead_to_their_view(views):
    views.show_review(1)
    assert views.switch.currentIndex() == REVIEW
    assert views.review.call.isVisible()
    views.show_contract(2)
    assert views.switch.currentIndex() == LIST
    assert views.list.current_row().contract_id == 2
    views.turn(FORECAST)
    views.focus_filter()
    assert views.switch.currentIndex() == LIST


def test_a_bar_opens_to_its_renewals_until_all_are_wanted_again(views):
    views.turn(FORECAST)
    chart = views.forecast.chart
    stop = chart.stops()[0]
    assert stop.text.startswith("May 2026: 3 renewals\n€21,000 a year")
    views.list.heading.look_ahead(30)
    chart.picked.emit(stop.id)
    assert views.switch.currentIndex() == LIST
    assert views.list.heading._part.text() == "May 2026 ✕"
    assert len(views.list.table.rows_shown()) == 3
    views.list.heading._part.click()
    assert not views.list.heading.is_part()


def test_a_vendor_opens_to_its_renewals(views, renewals_book):
    from app.models import Contract, Vendor

    with renewals_book.write() as session:
        vendor = Vendor(name="Acme")
        session.add(vendor)
        session.flush()
        session.get(Contract, 2).vendor_id = vendor.id
    views.turn(FORECAST)
    table = views.forecast.vendors
    columns = {column.key: column for column in table.all_columns()}
    acme = next(line for line in table.rows_shown() if line.vendor == "Acme")
    assert columns["value"].text(acme) == "€9,000"
    table.go_to(acme.id)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert [row.customer for row in views.list.table.rows_shown()] == ["Calm"]


def test_the_forecast_says_its_sum_its_range_and_how_it_is_made(views):
    views.turn(FORECAST)
    page = views.forecast
    assert page._sums.text().startswith("2 renewals in a year, €21,000: €")
    assert page._apart.text() == "1 has no value yet and counts for nothing."
    assert "four times out of five" in page._how.text()
    assert "May 2026: 3 renewals, €21,000 a year" in page.chart.in_words()


def test_currencies_are_shown_one_at_a_time(views, renewals_book):
    from app.models import Contract

    with renewals_book.write() as session:
        session.get(Contract, 2).currency = "CHF"
    views.turn(FORECAST)
    page = views.forecast
    assert [button.text() for button in page._currencies.buttons()] == ["EUR", "CHF"]
    page._currencies.button(1).click()
    assert "CHF" in page._sums.text()
    assert page.chart.in_words().startswith("Renewals: value at risk by month, CHF.")


def test_an_empty_book_says_what_a_forecast_needs(database, tasks, qtbot):
    views = RenewalViews(tasks, lambda: TODAY, lambda: None)
    qtbot.addWidget(views)
    views.show()
    views.turn(FORECAST)
    assert views.forecast._stack.currentIndex() == 1
    assert views.forecast.chart.stops() == ()
    assert views.switch.tabText(REVIEW) == "Review"
