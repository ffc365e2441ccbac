import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from sqlalchemy import event, insert

from app.models import Customer, Standing
from app.models.base import now
from app.models.kinds import Character
from app.services.customers import overrules, standings
from app.services.customers.overrules import OverruleDraft
from app.services.customers.views import View, Which
from app.ui.customer.editor import Editor
from app.ui.customers.kept_views import KeptViews
from app.ui.customers.naming import NameDialog
from app.ui.customers.page import CustomersPage
from tests.nordwind import NORDWIND, QUIET, TODAY, ago


@pytest.fixture
def page(qtbot, tasks, known, state):
    with known.write() as session:
        standings.freshen(session, TODAY)
    made = CustomersPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


def names(page):
    return [row.name for row in page.table.rows_shown()]


def column(page, key, row=0):
    keys = [one.key for one in page.table.all_columns()]
    return page.table.model().index(row, keys.index(key)).data()


def test_everybody_is_listed_by_name_with_what_everybody_asks(page):
    assert names(page) == ["Nordwind", "Stillwasser"]
    assert column(page, "value") == "€42,300"
    assert column(page, "contact") == "12 days ago"
    assert "% · 1 in" in column(page, "risk")
    assert column(page, "owner") == "Ana"


def test_of_whom_nothing_is_known_no_number_is_made_up(page):
    assert column(page, "level", 1) == "No facts yet"
    assert column(page, "risk", 1) == ""


def test_the_character_stands_in_a_word_and_sorts_and_filters(page, known, tasks):
    assert column(page, "character", 1) == "Little known"
    draft = OverruleDraft(NORDWIND, Character.STRUGGLING, "We argue, and we stay")
    tasks.write(overrules.overrule, draft, TODAY)
    assert column(page, "character") == "Struggling, overruled"
    page.table.sort_by("character", Qt.SortOrder.DescendingOrder)
    assert names(page) == ["Stillwasser", "Nordwind"]
    page._filter("struggling")
    assert names(page) == ["Nordwind"]
    page._filter("")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kiel", ["Nordwind"]),
        ("ANA", ["Nordwind"]),
        ("leverage", ["Nordwind"]),
        ("trade", ["Nordwind"]),
        ("still", ["Stillwasser"]),
        ("nobody", []),
    ],
)
def test_typing_filters_by_name_city_owner_segment_and_stage(qtbot, page, typed, found):
    qtbot.keyClicks(page.head.filter, typed)
    qtbot.keyClick(page.head.filter, Qt.Key.Key_Return)
    assert names(page) == found
    assert page._nothing.isVisible() == (not found)


def test_a_filter_that_leaves_nobody_can_be_taken_back(page):
    page.head.filter.setText("nobody")
    page._filter("nobody")
    page._nothing.clear_wanted.emit()
    assert names(page) == ["Nordwind", "Stillwasser"]
    assert page.head.filter.text() == ""


def test_the_unknown_stands_last_whichever_way_one_sorts(page):
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sort_by("level", order)
        assert names(page) == ["Nordwind", "Stillwasser"]


def test_enter_opens_the_customer(qtbot, page):
    opened = []
    page.customer_wanted.connect(opened.append)
    page.table.go_to(QUIET)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == [QUIET]


def test_a_view_is_kept_with_its_filter_and_order_and_comes_back(page, state):
    page.table.sort_by("value", Qt.SortOrder.DescendingOrder)
    page._filter("nord")
    page.head.filter.setText("nord")
    page._keep("North")
    assert KeptViews(state).all() == [View("North", Which.ALL, "nord", "value", descending=True)]
    page.show_view(View(""))
    assert len(names(page)) == 2
    page.show_view(KeptViews(state).all()[0])
    assert names(page) == ["Nordwind"]
    assert page.table.sorting() == ("value", True)
    page._forget("North")
    assert KeptViews(state).all() == []


def test_a_view_needs_a_name(qtbot, page):
    page._ask_name()
    dialog = page.findChild(NameDialog)
    dialog._keep()
    assert dialog._form._errors["name"].text()
    qtbot.keyClicks(dialog.name, "Mine")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert page._kept.all()[0].name == "Mine"


def test_ready_made_views_show_whom_they_name(page):
    page._choose(Which.UNOWNED)
    assert names(page) == ["Stillwasser"]
    page._choose(Which.RENEWING)
    assert names(page) == []
    assert "90 days" in page._nothing._words.text()


def test_several_get_an_owner_or_a_stage_at_once(page):
    page.table.selectAll()
    assert page.bar.isVisible()
    page.bar.owner_chosen.emit(1)
    assert {row.owner for row in page.table.rows_shown()} == {"Ana"}
    page.table.selectAll()
    page.bar.stage_chosen.emit("bonding")
    assert {column(page, "stage", n) for n in (0, 1)} == {"Bonding"}


def test_the_deleted_can_be_seen_and_brought_back(qtbot, page):
    page.table.setFocus()
    page.table.go_to(QUIET)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert names(page) == ["Nordwind"]
    page._choose(Which.DELETED)
    assert names(page) == ["Stillwasser"]
    page.table.go_to(QUIET)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page._choose(Which.ALL)
    assert names(page) == ["Nordwind", "Stillwasser"]


def test_what_is_seen_is_exported_as_it_is_seen(page, tmp_path, qtbot):
    page._filter("nord")
    file = tmp_path / "list.csv"
    with qtbot.waitSignal(page.said) as said:
        page._export(file)
    assert said.args == ["Exported 1 customer to “list.csv”."]
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Name,Stage,Standing")
    assert "Segment" not in lines[0]
    assert len(lines) == 2
    assert lines[1].startswith("Nordwind,Leverage,")


def test_columns_that_were_chosen_are_remembered(qtbot, page, tasks, state):
    keys = [one.key for one in page.table.all_columns()]
    assert page.table.isColumnHidden(keys.index("city"))
    page.table.setColumnHidden(keys.index("city"), False)
    again = CustomersPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(again)
    assert not again.table.isColumnHidden(keys.index("city"))


def test_a_new_customer_is_opened_once_it_is_saved(qtbot, page):
    opened = []
    page.customer_wanted.connect(opened.append)
    page.add()
    editor = page.findChild(Editor)
    qtbot.keyClicks(editor.inputs["name"].widget, "Hafen GmbH")
    qtbot.keyClick(editor.inputs["name"].widget, Qt.Key.Key_Return)
    assert "Hafen GmbH" in names(page)
    assert len(opened) == 1


def test_without_customers_the_first_step_is_offered(qtbot, tasks, state):
    page = CustomersPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(page)
    page.show()
    assert page._none.isVisible()
    assert not page.head.isVisible()
    wanted = []
    page.import_wanted.connect(lambda: wanted.append("import"))
    qtbot.mouseClick(page._none.focusProxy().button, Qt.MouseButton.LeftButton)
    assert wanted == ["import"]


def test_the_menu_of_a_row_offers_what_can_be_done(qtbot, page):
    page.table.go_to(NORDWIND)
    page.table._open_menu(NORDWIND, QPoint(0, 0))
    menu = page.table.findChildren(QMenu)[0]
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Open", "Log…", "Edit…", "Owner", "Stage", "Delete"]
    menu.close()


def test_the_menu_of_a_row_leaves_nothing_behind(page):
    before = len(page.findChildren(QMenu))
    page.table.go_to(NORDWIND)
    page.table._open_menu(NORDWIND, QPoint(0, 0))
    assert len(page.findChildren(QMenu)) > before
    QApplication.activePopupWidget().close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(page.findChildren(QMenu)) == before


def test_two_thousand_customers_are_read_in_one_question(qtbot, tasks, database, state):
    stamps = {"created_at": now(), "changed_at": now(), "version": 1}
    with database.write() as session:
        session.execute(
            insert(Customer),
            [{"id": n, "name": f"C{n}", "recorded_on": TODAY, **stamps} for n in range(1, 2001)],
        )
        session.execute(
            insert(Standing),
            [
                {"customer_id": n, "stale": False, "day": TODAY, "level": n % 100, "low": 1,
                 "high": 99, "evidence": 9, "yearly_value": n, "value_currency": "EUR",
                 "last_two_way": ago(n % 90), "direction": "steady", "spark": [50, 60]}
                for n in range(1, 2001)
            ],
        )  # fmt: skip
    asked = []
    page = CustomersPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(page)
    event.listen(database.engine, "before_cursor_execute", lambda *_: asked.append(1))
    page.show()
    assert len(names(page)) == 2000
    assert len(asked) <= 4  # two reads, each with its transaction
