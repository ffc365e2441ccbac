import pytest
from PySide6.QtCore import Qt

from app.services.contracts import contracts
from app.services.trust import promises
from app.ui.customer import sections
from app.ui.customer.editor import Editor
from app.ui.customer.lists_tab import ListsTab
from app.ui.customer.sections import TABS
from tests.nordwind import NORDWIND, QUIET, TODAY


@pytest.fixture
def listed(qtbot, tasks, known, state):
    kept = []

    def make(section, customer=NORDWIND):
        tab = ListsTab(tasks, [section()], lambda: TODAY, state)
        kept.append(tab)
        qtbot.addWidget(tab)
        tab.resize(900, 300)
        with qtbot.waitActive(tab):
            tab.show()
        tab.show_customer(customer)
        widget = tab.lists[0]
        widget.table.setFocus()
        return widget

    return make


ALL = [section for _key, _title, several in TABS for section in several]


@pytest.mark.parametrize("section", ALL, ids=[section.__name__ for section in ALL])
@pytest.mark.parametrize("customer", [NORDWIND, QUIET])
def test_every_list_shows_its_records_or_says_what_will_be_here(listed, section, customer):
    widget = listed(section, customer)
    rows = widget.table.rows_shown()
    for row in rows:
        assert all(isinstance(one.text(row), str) for one in widget.table.all_columns())
    assert widget._stack.currentWidget() is (widget.table if rows else widget._empty)


@pytest.mark.parametrize("section", ALL, ids=[section.__name__ for section in ALL])
def test_what_can_be_added_is_added_by_the_same_key(qtbot, listed, section):
    widget = listed(section)
    if not widget.section.add:
        pytest.skip("nothing is added in this list")
    asked = []
    widget.add_wanted.connect(lambda: asked.append("elsewhere"))
    widget.add()
    assert asked or widget.findChild(Editor) is not None


def test_enter_edits_and_what_is_saved_is_seen(qtbot, listed):
    widget = listed(sections.contract_list)
    widget.table.go_to(1)
    qtbot.keyClick(widget.table, Qt.Key.Key_Return)
    editor = widget.findChild(Editor)
    assert editor.inputs["value"].widget.text() == "42,300"
    editor.inputs["value"].widget.setText("50,000")
    editor._save()
    widget.show_customer(NORDWIND)
    assert [row.value for row in widget.table.rows_shown()] == [5_000_000]


def test_an_automatic_contract_without_an_end_is_refused_at_its_field(listed, tasks):
    widget = listed(sections.contract_list, QUIET)
    widget.add()
    editor = widget.findChild(Editor)
    editor.inputs["title"].widget.setText("Backup")
    editor.inputs["term_months"].widget.setText("")
    editor._save()
    assert editor.inputs["ends"].widget.isVisible()
    assert editor._columns[0]._errors["ends"].text()
    found = []
    tasks.read(contracts.overview, TODAY, QUIET, done=found.append)
    assert found == [[]]


def test_a_promise_is_kept_by_one_key(qtbot, listed, tasks):
    widget = listed(sections.promise_list)
    widget.table.go_to(1)
    qtbot.keyClick(widget.table, Qt.Key.Key_K)
    found = []
    tasks.read(promises.ledger, TODAY, NORDWIND, done=found.append)
    assert found[0][0].state == "kept_late"


def test_what_does_not_apply_cannot_be_done(listed):
    widget = listed(sections.promise_list)
    widget.table.go_to(1)
    kept, broken, told, _delete, _add = widget.buttons()
    assert (kept.isEnabled(), broken.isEnabled(), told.isEnabled()) == (True, False, True)


def test_delete_takes_a_record_off_the_list(qtbot, listed):
    widget = listed(sections.people_list)
    widget.table.go_to(2)
    qtbot.keyClick(widget.table, Qt.Key.Key_Delete)
    widget.show_customer(NORDWIND)
    assert [row.name for row in widget.table.rows_shown()] == ["Marta"]


def test_a_loop_is_told_confirmed_and_taken_back(qtbot, listed):
    widget = listed(sections.feedback_list)
    steps = []
    for key in (Qt.Key.Key_T, Qt.Key.Key_C, Qt.Key.Key_B):
        widget.table.go_to(1)
        qtbot.keyClick(widget.table, key)
        widget.show_customer(NORDWIND)
        steps.append(str(widget.table.rows_shown()[0].step))
    assert steps == ["told", "confirmed", "acting"]
