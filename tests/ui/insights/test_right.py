"""Were we right?: worked out in portions, opened to what was to be seen, kept until asked again."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models import Interaction, Renewal
from app.models.kinds import Surprise
from app.services.errors import Unavailable
from app.ui.insights import audit_run
from app.ui.insights.page import InsightsPage
from app.ui.insights.sections import sections
from app.ui.insights.view import EMPTY, FILLED, WAITING
from tests import decided
from tests.decided import TODAY


@pytest.fixture
def page(database, tasks, qtbot):
    page = InsightsPage(tasks, lambda: TODAY, sections())
    qtbot.addWidget(page)
    page.resize(1060, 720)
    page.show()
    return page


@pytest.fixture
def view(database, page, qtbot):
    """The section over a firm of which nothing told the leavers from the others."""
    decided.settle(database, telling=False)
    view = page.show_section("right")
    with qtbot.waitActive(page):
        page.activateWindow()
    yield view
    if view.room.chart is not None:
        view.room.chart._settle.stop()


def talk(database, day=TODAY):
    with database.write() as session:
        session.add(
            Interaction(customer_id=1, occurred_on=day, kind="call", two_way=True, recorded_on=day)
        )


def missed(view):
    return view.tables.tables[0].rows_shown()


def distances(view):
    return view._distances.buttons()


def surprise(database, renewal_id):
    with database.read() as session:
        return session.get(Renewal, renewal_id).surprise


def test_the_verdict_stands_with_its_figures_chart_and_tables(view):
    assert view._stack.currentIndex() == FILLED
    assert view.heading._finding.text().startswith("A lost renewal was ranked above a kept one ")
    assert [card.accessibleName().split(":")[0] for card in view.figures.cards] == [
        "Ranking", "Losses", "Held by the top fifth", "Warned ahead",
    ]  # fmt: skip
    assert all("n = " in card.accessibleName() for card in view.figures.cards)
    assert len(view.room.chart.drawing.groups) == 3
    said = view.room.chart.accessibleDescription()
    assert said.startswith("4 of 16 lost; ")
    assert "expected" in said
    ways = [row.name for row in view.tables.tables[1].rows_shown()]
    assert (len(ways), ways[0]) == (7, "This method")
    assert [len(table.rows_shown()) for table in view.tables.tables] == [6, 7, 24]
    assert not view.line.isVisible()


def test_too_few_losses_are_counted_and_not_judged(database, page):
    decided.settle(database, 8)
    view = page.show_section("right")
    said = view.heading._finding.text()
    assert said == "Too early: 2 of 8 decided were lost; a verdict needs about 5."
    assert view.room.chart.drawing.groups == []
    view.room.chart._settle.stop()


def test_nothing_decided_offers_the_import(page):
    assert page.show_section("right")._stack.currentIndex() == EMPTY


def test_the_switch_shows_what_was_said_at_another_distance(view):
    assert [button.text() for button in distances(view)] == ["180 days", "90 days", "30 days"]
    before = {row.forecast.as_of for row in missed(view)}
    distances(view)[0].setFocus()
    QTest.keyClick(distances(view)[0], Qt.Key.Key_Space)
    assert view.shown().horizon == 180
    assert not before & {row.forecast.as_of for row in missed(view)}
    assert "180 days" in view.room.chart.title


def test_a_missed_loss_opens_to_what_was_to_be_seen_and_its_customer(view, qtbot):
    table = view.tables.tables[0]
    QTest.keyClick(table, Qt.Key.Key_Return)
    said = missed(view)[0]
    assert view.replay.isVisible()
    assert not view.room.isVisible()
    assert view.replay.title.text() == f"{said.forecast.customer} · Service"
    assert "90 days before the last day to decide" in view.replay._day.text()
    seen = [
        view.replay._seen.itemAt(row, view.replay._seen.ItemRole.FieldRole).widget().text()
        for row in range(view.replay._seen.rowCount())
    ]
    assert seen[0].startswith(f"{said.forecast.level:.0f} (")
    assert "1 in " in seen[1]
    assert "open renewals" in seen[2]
    assert "meeting" in view.replay._reasons.text()
    with qtbot.waitSignal(view.customer_wanted) as wanted:
        view.replay.customer.click()
    assert wanted.args == [said.customer_id]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert view.tables.isVisible()
    assert view.room.isVisible()


def test_another_distance_is_seen_of_the_loss_that_is_open(view):
    view.show_replay(missed(view)[0])
    distances(view)[2].click()
    assert view.replay.isVisible()
    assert "30 days before" in view.replay._day.text()


def test_what_surprised_us_is_named_in_place_and_nothing_is_worked_out_anew(view, database):
    said = missed(view)[0]
    view.show_replay(said)
    view.replay.surprise.setFocus()
    QTest.keyClick(view.replay.surprise, Qt.Key.Key_Down)
    renewal_id = said.forecast.renewal_id
    assert surprise(database, renewal_id) is Surprise.OUTSIDE_CAUSE
    assert missed(view)[0].surprise is Surprise.OUTSIDE_CAUSE
    assert not view.line.isVisible()
    assert not view._stale
    QTest.keyClick(view.replay.surprise, Qt.Key.Key_Up)
    assert surprise(database, renewal_id) is None


def test_a_name_that_was_refused_is_told_and_taken_back(view, database, qtbot):
    said = missed(view)[0]
    view.show_replay(said)
    with database.write() as session:
        session.get(Renewal, said.forecast.renewal_id).outcome = "renewed"
    with qtbot.waitSignal(view._tasks.failed):
        view.replay.named.emit(said.forecast.renewal_id, Surprise.DID_NOTHING)
    assert view.replay.surprise.currentIndex() == 0


def test_a_change_is_told_and_waits_until_asked_for(view, database):
    before = view._audits
    talk(database)
    assert view._audits is before
    assert view.line.isVisible()
    assert "has changed" in view.line.label.text()
    view.line.again.click()
    assert view._audits is not before
    assert not view.line.isVisible()


def test_a_change_that_was_not_seen_is_worked_out_when_shown_again(view, page, database):
    before = view._audits
    page.show_section("nps")
    talk(database)
    assert view._audits is before
    page.show_section("right")
    assert view._audits is not before


def test_it_goes_on_in_portions_and_is_stopped_between_two(view, monkeypatch, qtbot):
    monkeypatch.setattr(audit_run, "PORTION", 10)
    before, steps = view._audits, []
    view.run.progressed.connect(lambda done, total: steps.append((done, total)))
    view.run.start(TODAY)
    assert steps == [(0, 24), (10, 24), (20, 24), (24, 24)]
    view.run.done.disconnect()
    steps.clear()
    view.run.progressed.connect(lambda done, _total: done and view.line.cancel.click())
    view.run.start(TODAY)
    assert steps == [(0, 24), (10, 24)]
    assert not view.run.is_under_way
    assert view.line.label.text() == "Stopped before it was worked out."
    assert view.line.again.isVisible()
    assert view._audits.keys() == before.keys()


def test_a_failure_is_told_and_leaves_the_first_audit_to_be_asked_for(page, tasks, monkeypatch,
                                                                      qtbot):  # fmt: skip
    def broken(*_args):
        raise Unavailable("gone")

    monkeypatch.setattr("app.services.insights.audit.begin", broken)
    with qtbot.waitSignal(tasks.failed):
        view = page.show_section("right")
    assert view._stack.currentIndex() == WAITING
    assert view.first_line.again.isVisible()
    monkeypatch.undo()
    view.first_line.again.click()
    assert view._stack.currentIndex() == EMPTY


def test_another_day_is_worked_out_when_shown_again(view, page):
    page.show_section("nps")
    view._today = lambda: date(2026, 5, 5)
    page.show_section("right")
    assert view.shown().as_of == date(2026, 5, 5)


def test_figures_groups_and_ways_open_to_the_renewals_they_rest_on(view):
    view.figures.cards[2].click()
    assert len(view.facts.table.rows_shown()) == round(24 / 5)
    view.room.picked.emit("group:0")
    assert len(view.facts.table.rows_shown()) == 8
    view._open_row(view.tables.tables[1].rows_shown()[1])
    assert len(view.facts.table.rows_shown()) == 24
    assert "was said" in view.facts.table.rows_shown()[0].text
    lost = next(stop for stop in view.room.chart.stops() if str(stop.id).startswith("renewal:"))
    view.room.picked.emit(lost.id)
    assert view.replay.isVisible()
