"""The page shows one section at a time, and every figure of it opens."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import Promise
from app.ui.insights.page import KEY
from app.ui.insights.sections import sections
from app.ui.insights.view import EMPTY, FILLED
from tests.firm import ago

SECTIONS = [spec.id for spec in sections()]


@pytest.fixture
def filled(few, page):
    """The page over a firm of two customers."""
    return page


def shown(view):
    return [table.rows_shown() for table in view.tables.tables]


def test_each_section_shows_figures_a_chart_and_rows(filled, qapp):
    for section in SECTIONS:
        view = filled.show_section(section)
        qapp.processEvents()
        assert view._stack.currentIndex() == FILLED, section
        assert view.heading._finding.text(), section
        assert view.figures.cards, section
        assert any(shown(view)), section
        for table in view.tables.tables:
            for row in table.rows_shown():
                assert all(isinstance(column.text(row), str) for column in table.all_columns())
        if view.room is not None:
            assert view.room.chart.title, section
            assert view.room.chart.accessibleDescription(), section
            view.room.chart._settle.stop()


def test_an_empty_book_says_what_will_be_here_and_offers_the_first_step(page, qtbot):
    for section in SECTIONS:
        view = page.show_section(section)
        assert view._stack.currentIndex() == EMPTY
        button = view._stack.currentWidget().button
        with qtbot.waitSignal(view.step_wanted) as wanted:
            button.click()
        assert wanted.args == [view.spec.empty.step]


def test_only_the_section_that_is_seen_is_asked_for(filled):
    assert list(filled._views) == [SECTIONS[0]]
    assert filled.sections.count() == len(SECTIONS)
    filled.sections.setFocus()
    QTest.keyClick(filled.sections, Qt.Key.Key_Down)
    assert list(filled._views) == SECTIONS[:2]
    assert filled.sections.currentItem().data(KEY) == SECTIONS[1]


def test_a_figure_opens_to_its_facts_and_a_fact_to_its_customer(filled, qtbot):
    view = filled.show_section("promises")
    card = view.figures.cards[0]
    assert card.accessibleName().startswith("Kept in time")
    card.click()
    assert view.facts.isVisible()
    assert {row.text for row in view.facts.table.rows_shown()} == {"Quote", "Plan"}
    with qtbot.waitSignal(filled.customer_wanted) as wanted:
        QTest.keyClick(view.facts.table, Qt.Key.Key_Return)
    assert wanted.args == [view.facts.table.rows_shown()[0].customer_id]
    QTest.keyClick(view.facts.table, Qt.Key.Key_Escape)
    assert view.tables.isVisible()


def test_a_row_opens_to_its_facts_under_its_own_name(filled):
    view = filled.show_section("silence")
    table = view.tables.tables[0]
    name = table.rows_shown()[0].customer
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert view.facts._title.text().startswith(f"{name} · The last talks · ")


def test_chips_choose_among_the_tables_of_a_section(filled):
    view = filled.show_section("chances")
    view.tables.show_table(2)
    assert view.tables._rule.text().startswith("A complaint")
    assert [row.customer for row in view.tables.tables[2].rows_shown()] == [
        "Trade 1",
        "Trade 0",
    ]


def test_what_is_written_is_seen_at_once_and_standings_a_moment_later(filled, few):
    view = filled.show_section("promises")
    before = view._insight.n
    promise = {"text": "New", "made_on": ago(30), "due_on": ago(10)}
    few.add(Promise(customer_id=2, **promise))
    assert view._insight.n == before + 1
    assert not view._later.isActive()
    few.stands(2, level=70.0)
    assert view._later.isActive()
    view._later.stop()


def test_a_section_that_is_not_seen_waits(filled, few):
    view = filled.show_section("promises")
    before = view._insight.n
    filled.show_section("nps")
    few.add(Promise(customer_id=2, text="New", made_on=ago(30), due_on=ago(10)))
    assert view._insight.n == before
    filled.show_section("promises")
    assert view._insight.n == before + 1


def test_the_method_is_told_when_asked_for(filled):
    view = filled.show_section("promises")
    assert not view.heading._method.isVisible()
    view.heading.how.click()
    assert "Wilson" in view.heading._method.text()
    assert view.heading._method.isVisible()


def test_a_narrow_window_leaves_out_the_last_columns(filled):
    view = filled.show_section("promises")
    table = view.tables.tables[0]
    filled.resize(720, 620)
    hidden = [table.isColumnHidden(n) for n in range(len(table.all_columns()))]
    assert not any(hidden[:2])
    assert hidden[-1]
    filled.resize(1400, 620)
    assert not any(table.isColumnHidden(n) for n in range(len(table.all_columns())))
