from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.ui.table import Table
from app.ui.table_model import PAINT_ROLE, Column, TableModel, folded
from app.ui.tokens import LIGHT


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    value: int
    renews: date | None = None


COLUMNS = [
    Column("name", "Name", lambda row: row.name, strong=True, optional=False),
    Column(
        "value",
        "Value",
        lambda row: f"€{row.value}",
        sort=lambda row: row.value,
        align="end",
        ink=lambda row: "bad" if row.value < 50 else "text",
        tooltip=lambda row: f"{row.value} a year",
        paint=lambda row: (row.value, 1),
    ),
    Column("renews", "Renews", lambda row: str(row.renews or ""), sort=lambda row: row.renews),
]
ROWS = [
    Row(1, "Zürich Werke", 100, date(2026, 3, 1)),
    Row(2, "Ähre", 9, None),
    Row(3, "Nordwind 10", 40, date(2026, 1, 1)),
    Row(4, "Nordwind 9", 40, date(2027, 1, 1)),
]


@pytest.fixture
def table(qtbot):
    table = Table("customers", "Customers", COLUMNS)
    qtbot.addWidget(table)
    table.resize(600, 400)
    table.set_rows(ROWS)
    with qtbot.waitActive(table):
        table.show()
    return table


def names(table):
    return [row.name for row in table.rows_shown()]


def test_the_model_keeps_qts_rules(qtmodeltester, table):
    qtmodeltester.check(TableModel(COLUMNS, table))
    qtmodeltester.check(table.model())


def test_a_column_says_how_a_cell_looks(table):
    cell = table.model().index(2, 1)
    role = Qt.ItemDataRole
    assert cell.data() == "€40"
    assert cell.data(role.ToolTipRole) == "40 a year"
    assert cell.data(role.ForegroundRole) == QColor(LIGHT.bad)
    assert cell.data(role.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing
    assert cell.data(PAINT_ROLE) == (40, 1)
    assert table.model().index(0, 0).data(role.FontRole).weight() == 600


def test_names_sort_as_people_sort_them(table):
    table.sort_by("name")
    assert names(table) == ["Ähre", "Nordwind 9", "Nordwind 10", "Zürich Werke"]


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_a_blank_stands_last_either_way(table, order):
    table.set_rows([*ROWS, Row(5, "", 1)])
    table.sort_by("name", order)
    assert names(table)[-1] == ""


def test_a_screen_reader_is_told_what_the_table_is(table):
    assert table.accessibleName() == "Customers"


def test_numbers_sort_as_numbers(table):
    table.sort_by("value", Qt.SortOrder.DescendingOrder)
    assert names(table)[0] == "Zürich Werke"
    assert names(table)[-1] == "Ähre"


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_what_is_unknown_stands_last_either_way(table, order):
    table.sort_by("renews", order)
    assert names(table)[-1] == "Ähre"


def test_filtering_wants_every_word_and_no_accents(table):
    table.filter_by("zurich €1")
    assert names(table) == ["Zürich Werke"]
    table.filter_by("")
    assert len(names(table)) == 4


def test_folding_forgets_case_and_accents():
    assert folded("ÅNGSTRÖM Straße") == "angstrom strasse"


def test_the_current_row_stays_current_when_rows_come_again(table):
    table.go_to(3)
    table.set_rows([Row(9, "Neu", 1), *ROWS])
    assert table.current_id() == 3
    table.set_rows([replace(row, value=row.value + 1) for row in ROWS])
    assert table.current_id() == 3


@pytest.mark.parametrize("hide", [lambda t: t.filter_by("zurich"), lambda t: t.set_rows(ROWS[:1])])
def test_a_current_row_that_is_shown_no_longer_is_told(qtbot, table, hide):
    table.go_to(3)
    with qtbot.waitSignal(table.current_changed) as told:
        hide(table)
    assert (told.args, table.current_id()) == ([None], None)


def test_a_row_that_is_not_shown_cannot_be_gone_to(table):
    table.filter_by("zurich")
    assert table.go_to(2) is False


def test_enter_opens_the_current_row(qtbot, table):
    table.setFocus()
    table.go_to(2)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [2]


def test_several_rows_are_told_from_top_to_bottom(table):
    table.sort_by("name")
    table.selectAll()
    assert table.selected_ids() == [2, 4, 3, 1]


def test_hidden_columns_are_not_exported(table):
    table.setColumnHidden(1, True)
    assert [column.key for column in table.columns_shown()] == ["name", "renews"]


def test_the_menu_asks_for_the_row(qtbot, table):
    table.go_to(1)
    with qtbot.waitSignal(table.menu_wanted) as wanted:
        table.customContextMenuRequested.emit(table.visualRect(table.currentIndex()).center())
    assert wanted.args[0] == 1


def test_widths_and_hidden_columns_are_remembered(qtbot, table, state):
    state.watch_table(table)
    table.setColumnWidth(0, 333)
    table.setColumnHidden(1, True)
    table.sort_by("name")
    again = Table("customers", "Customers", COLUMNS)
    qtbot.addWidget(again)
    state.watch_table(again)
    assert again.columnWidth(0) == 333
    assert again.isColumnHidden(1)
