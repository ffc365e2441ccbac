"""Merging on the screen: from the list, from the dialog of duplicates, from the tab of people."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from sqlalchemy import event, insert, select

from app.models import Contact, Customer, Distinction
from app.models.base import now
from app.services.book import changes, history
from app.services.customers import customers, merging, standings
from app.services.customers.merged_fields import KEPT
from app.ui.customer.editor import Editor
from app.ui.customer.history_words import told
from app.ui.customer.merge_person import MergePerson
from app.ui.customer.page import CustomerPage
from app.ui.customer.record_list import RecordList
from app.ui.customer.sections import people_list
from app.ui.customers import merge_kinds
from app.ui.customers.duplicates_dialog import DuplicatesDialog
from app.ui.customers.looks_like import LooksLike
from app.ui.customers.merge_dialog import MergeDialog
from app.ui.customers.page import CustomersPage
from tests.nordwind import NORDWIND, QUIET, TODAY

MARTA, KARL = 1, 2
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def alike(known):
    """Nordwind once more, with another city and a person whom both know."""
    with known.write() as session:
        other = session.get(Customer, QUIET)
        other.name, other.city, other.phone, other.note = "Nordwind GmbH", "Bremen", "7", "Pays"
        session.add(Contact(customer_id=QUIET, name="Marta", title="CEO", recorded_on=TODAY))
    return known


@pytest.fixture
def window(qtbot, alike):
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window


@pytest.fixture
def dialog(window, tasks):
    return opened(tasks, window)


def opened(tasks, window, kind=merge_kinds.customers, ids=(NORDWIND, QUIET)):
    dialog = MergeDialog(tasks, kind(), ids, lambda: TODAY, window)
    dialog.open()
    return dialog


def there(database):
    with database.read() as session:
        return [row.name for row in customers.overview(session)]


def of(database, customer_id, name):
    with database.read() as session:
        return getattr(session.get(Customer, customer_id), name)


# ---- the dialog


def test_both_stand_side_by_side_and_what_moves_is_said(dialog):
    assert set(dialog.fields.choices) == {"name", "city"}
    mine, theirs = dialog.fields.choices["city"]
    assert (mine.text(), theirs.text()) == ("Kiel", "Bremen")
    assert mine.isChecked()
    assert "1 contact" in dialog.moving.text()
    assert "Marta" in dialog.moving.text()


def test_enter_merges_with_what_was_chosen(qtbot, dialog, alike):
    done = []
    dialog.merged.connect(done.append)
    dialog.fields.choices["city"][1].click()
    qtbot.keyClick(dialog, ENTER)
    assert done == [NORDWIND]
    assert there(alike) == ["Nordwind"]
    assert of(alike, NORDWIND, "city") == "Bremen"
    assert of(alike, NORDWIND, "phone") == "7"


def test_choices_are_made_by_keyboard(qtbot, dialog, alike):
    mine, theirs = dialog.fields.choices["name"]
    assert dialog.focusWidget() is mine
    qtbot.keyClick(mine, Qt.Key.Key_Right)
    assert theirs.isChecked()
    qtbot.keyClick(theirs, ENTER)
    assert there(alike) == ["Nordwind GmbH"]


def test_escape_leaves_all_as_it_was(qtbot, dialog, alike):
    qtbot.keyClick(dialog, ESCAPE)
    assert there(alike) == ["Nordwind", "Nordwind GmbH"]


def test_the_other_one_can_stay_and_what_was_picked_stays_picked(qtbot, dialog, alike):
    dialog.fields.choices["city"][0].click()
    dialog.swap.click()
    assert dialog.fields.choices["name"][0].text() == "Nordwind GmbH"
    assert dialog.fields.choices["name"][0].isChecked()
    assert dialog.fields.choices["city"][1].isChecked(), "Kiel was picked"
    qtbot.keyClick(dialog, ENTER)
    assert there(alike) == ["Nordwind GmbH"]
    assert of(alike, QUIET, "city") == "Kiel"


def test_what_somebody_changed_meanwhile_is_shown_before_it_is_merged(qtbot, dialog, alike, tasks):
    dialog.fields.choices["name"][1].click()

    def rename(session):
        session.get(Customer, QUIET).city = "Lübeck"

    tasks.write(rename)
    assert dialog.fields.choices["city"][1].text() == "Lübeck"
    assert dialog.fields.choices["name"][1].isChecked()
    assert "changed meanwhile" in dialog.trouble.text()
    qtbot.keyClick(dialog, ENTER)
    assert there(alike) == ["Nordwind GmbH"]


def test_a_change_that_came_from_elsewhere_is_refused_at_the_book(dialog, alike):
    with alike.write() as session:  # another program: the window was not told
        alike.on_commit = lambda _committed: None
        session.get(Customer, QUIET).city = "Lübeck"
    dialog.merge.click()
    assert "changed meanwhile" in dialog.trouble.text()
    assert dialog.fields.choices["city"][1].text() == "Lübeck"
    dialog.merge.click()
    assert there(alike) == ["Nordwind"]


def test_of_one_that_was_deleted_meanwhile_it_is_said_so(dialog, tasks):
    tasks.write(customers.delete, [QUIET])
    assert "not there any more" in dialog.trouble.text()
    assert not dialog.merge.isEnabled()


def test_names_that_look_like_markup_or_keys_are_shown_as_they_are(window, tasks, alike):
    with alike.write() as session:
        session.get(Customer, QUIET).name = "<b>Nord</b> & wind " + "x" * 50
    dialog = opened(tasks, window)
    button = dialog.fields.choices["name"][1]
    assert button.text().startswith("<b>Nord</b> && wind")
    assert button.toolTip().endswith("x" * 50)
    dialog.reject()


# ---- the list


@pytest.fixture
def page(qtbot, tasks, alike, state):
    made = CustomersPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_two_that_are_selected_can_be_merged_and_no_other_number(qtbot, page, tasks, alike):
    page.table.selectRow(0)
    assert not page.bar.merge.isVisible()
    page.table.selectAll()
    assert page.bar.merge.isVisible()
    qtbot.mouseClick(page.bar.merge, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.findChild(MergeDialog), ENTER)
    assert there(alike) == ["Nordwind"]
    tasks.write(history.undo, last(alike))
    with alike.write() as session:
        session.add(Customer(name="Third", recorded_on=TODAY))
    page.reload()
    page.table.selectAll()
    assert not page.bar.merge.isVisible()


def last(database):
    with database.read() as session:
        return history.next_undo(session).change_set


@pytest.mark.parametrize("selected", [1, 2])
def test_the_menu_offers_it_for_two(page, selected):
    page.table.selectAll() if selected > 1 else page.table.selectRow(0)
    page.table._open_menu(NORDWIND, QPoint(0, 0))
    menu = page.table.findChildren(QMenu)[0]
    assert ("Merge…" in [a.text() for a in menu.actions()]) is (selected > 1)
    menu.close()


# ---- finding duplicates


@pytest.fixture
def finder(window, tasks):
    dialog = DuplicatesDialog(tasks, lambda: TODAY, window)
    dialog.open()
    return dialog


def test_the_pairs_are_listed_with_their_reasons(finder):
    assert finder.found.text() == "1 pair that may be one"
    row = finder.table.rows_shown()[0]
    assert {row.one.name, row.other.name} == {"Nordwind", "Nordwind GmbH"}
    assert "Same name" in finder.table.model().index(0, 2).data()


def test_enter_compares_a_pair_and_a_second_enter_merges_it(qtbot, finder, alike):
    qtbot.keyClick(finder.table, ENTER)
    qtbot.keyClick(finder.findChild(MergeDialog), ENTER)
    assert len(there(alike)) == 1
    assert finder.none.isVisible()
    assert not finder.merge.isEnabled()


def test_n_says_that_they_are_not_the_same_for_good_until_it_is_undone(qtbot, finder, alike, tasks):
    qtbot.keyClick(finder.table, Qt.Key.Key_N)
    assert finder.none.isVisible()
    with alike.read() as session:
        assert session.scalars(select(Distinction.other_id)).all() == [QUIET]
    tasks.write(history.undo, last(alike))
    assert finder.table.isVisible()


def test_two_thousand_customers_do_not_hold_the_window_up(qtbot, tasks, database):
    stamps = {"created_at": now(), "changed_at": now(), "version": 1}
    with database.write() as session:
        session.execute(
            insert(Customer),
            [
                {"name": f"Firm {chr(97 + n % 26) * 3}{n // 26}", "recorded_on": TODAY, **stamps}
                for n in range(2_000)
            ],
        )
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *_: asked.append(1))
    finder = DuplicatesDialog(tasks, lambda: TODAY)
    qtbot.addWidget(finder)
    finder.show()
    assert finder.none.isVisible()
    assert len(asked) <= 5


# ---- people


@pytest.fixture
def people(qtbot, tasks, window):
    made = RecordList(tasks, people_list(), lambda: TODAY, window)
    for button in made.buttons():
        button.setParent(window)
    made.show_customer(NORDWIND)
    made.show()
    return made


def test_two_people_are_merged_from_their_list_by_keyboard(qtbot, people, alike):
    people.table.go_to(MARTA)
    people.table.setFocus()
    QTest.keyClick(people.table, Qt.Key.Key_M)
    asking = people.findChild(MergePerson)
    assert asking.others.itemText(0) == "Karl"
    qtbot.keyClick(asking, ENTER)
    comparing = people.findChild(MergeDialog)
    assert comparing.fields.choices["name"][1].text() == "Karl"
    qtbot.keyClick(comparing, ENTER)
    with alike.read() as session:
        assert session.get(Contact, KARL).merged_into_id == MARTA


def test_where_nobody_else_is_known_it_says_so(window, tasks, alike):
    with alike.write() as session:
        session.get(Contact, KARL).deleted_at = now()
    asking = MergePerson(tasks, MARTA, lambda: TODAY, window)
    asking.open()
    assert asking._nobody.isVisible()
    assert not asking.compare.isEnabled()
    asking.reject()


# ---- everywhere else


def test_the_page_of_the_one_that_went_goes_on_to_the_kept_one(qtbot, tasks, alike, state):
    with alike.write() as session:
        standings.freshen(session, TODAY)
    page = CustomerPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(page)
    followed = []
    page.merged.connect(lambda *ids: followed.append(ids))
    page.show_customer(QUIET)
    page.show()
    tasks.write(merging.merge_customers, NORDWIND, QUIET, KEPT, TODAY)
    assert (QUIET, NORDWIND) in followed


def test_the_history_tells_it_in_words(alike, tasks):
    tasks.write(merging.merge_customers, NORDWIND, QUIET, KEPT, TODAY)
    with alike.read() as session:
        entries = changes.of_customer(session, NORDWIND)
    mine = [entry for entry in entries if entry.label == "Merged Nordwind GmbH into Nordwind"]
    assert "merged into Nordwind" in [told(entry) for entry in mine]


def test_while_the_name_of_a_new_customer_is_typed_it_says_whom_it_looks_like(qtbot, page):
    page.add()
    editor = page.findChild(Editor)
    name = editor.inputs["name"].widget
    line = editor._main.meanwhile["name"]
    qtbot.keyClicks(name, "NORDWIND AG")
    qtbot.waitUntil(lambda: line.text() == "Looks like Nordwind")
    qtbot.keyClicks(name, " Holding")
    editor.findChild(LooksLike).look()
    assert line.text() == ""
    editor.reject()
