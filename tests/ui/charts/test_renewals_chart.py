from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.services.contracts.renewal_rows import RenewalRow
from app.ui.charts.renewals_chart import RenewalsChart, by_month, short_money

TODAY = date(2026, 5, 4)
ROW = RenewalRow(
    1, 1, "Nordwind", "Backup", date(2026, 6, 30), date(2026, 5, 31), 1_200_000, "EUR", None, "",
    risk=0.2, low=0.1, high=0.4, value_at_risk=240_000,
)  # fmt: skip


def row(n, **values):
    return replace(ROW, contract_id=n, **values)


def test_months_hold_what_is_decided_in_them():
    months = by_month(
        [
            row(1),
            row(2, notice_by=date(2026, 2, 1)),
            row(3, notice_by=date(2027, 4, 30)),
            row(4, notice_by=date(2027, 5, 1)),
            row(5, monthly=True),
        ],
        TODAY,
    )
    assert [month.first for month in months[:2]] == [date(2026, 5, 1), date(2026, 6, 1)]
    assert [month.count for month in months] == [2] + [0] * 10 + [1]
    assert (months[0].value, months[0].at_risk) == (2_400_000, 480_000)


@pytest.mark.parametrize(
    ("minor", "words"),
    [(0, "0"), (50_000, "500"), (2_000_000, "20k"), (150_000, "1.5k"), (230_000_000, "2.3m")],
)
def test_amounts_on_an_axis_are_short(minor, words):
    assert short_money(minor, "EUR") == words


def test_the_chart_shows_the_currency_with_most_at_risk(qtbot):
    chart = RenewalsChart()
    qtbot.addWidget(chart)
    chart.resize(900, 220)
    chart.show()
    chart.show_rows([row(1), row(2, currency="CHF", value_at_risk=1), row(3, value=None)], TODAY)
    QGuiApplication.processEvents()
    assert [stop.id for stop in chart.stops()] == ["1:", "1:"]
    assert chart.in_words().startswith("1 renewal, €12,000 a year, of which €2,400 at risk.")
    chart._settle.stop()


def test_nothing_to_show_draws_an_empty_chart(qtbot):
    chart = RenewalsChart()
    qtbot.addWidget(chart)
    chart.show()
    chart.show_rows([], TODAY)
    assert chart.stops() == []
    assert chart.in_words() == "No renewals with a value."
    chart._settle.stop()


def test_a_name_with_dollar_signs_is_no_mathematics(qtbot):
    chart = RenewalsChart()
    qtbot.addWidget(chart)
    chart.resize(900, 220)
    chart.show()
    chart.show_rows([row(n, customer="Cash $\\frac$ Carry") for n in (1, 2)], TODAY)
    chart.grab()  # matplotlib would raise
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert any("\\frac" in stop.text for stop in chart.stops())
    chart.grab()
    chart._settle.stop()
