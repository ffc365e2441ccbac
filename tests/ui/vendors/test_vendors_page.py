from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import Vendor
from app.models.kinds import VendorKind
from app.services.book import history
from app.ui.vendors.page import VendorsPage

TODAY = date(2026, 5, 4)


@pytest.fixture
def page(tasks, qtbot):
    page = VendorsPage(tasks, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(900, 640)
    page.show()
    return page


def names(part):
    return [row.name for row in part.table.rows_shown()]


def add(part, **values):
    part.add()
    for name, value in values.items():
        part.editor.form.fields[name].setText(value)
    part.editor.save()


def test_a_vendor_is_added_and_stands_in_the_list(page):
    page.vendors.add()
    fields = page.vendors.editor.form.fields
    fields["name"].setText("Microsoft")
    fields["kind"].setCurrentIndex(1)
    QTest.keyClick(fields["name"], Qt.Key.Key_Return)
    (row,) = page.vendors.table.rows_shown()
    assert (row.name, row.kind) == ("Microsoft", VendorKind.MANUFACTURER)
    assert not page.vendors.editor.isVisible()
    assert page.vendors.table.current_id() == row.id


def test_a_missing_name_is_said_at_its_field(page):
    add(page.vendors, name="")
    assert page.vendors.editor.isVisible()
    assert page.vendors.editor.form._errors["name"].text() == "Please give the vendor's name."


def test_enter_edits_the_line(page):
    add(page.vendors, name="Microsft")
    page.vendors.table.setFocus()
    QTest.keyClick(page.vendors.table, Qt.Key.Key_Return)
    page.vendors.editor.form.fields["name"].setText("Microsoft")
    page.vendors.editor.save()
    assert names(page.vendors) == ["Microsoft"]


def test_delete_takes_a_line_away_and_undo_brings_it_back(page, database):
    add(page.vendors, name="Veeam")
    page.vendors.table.selectRow(0)
    page.vendors.delete_selected()
    assert names(page.vendors) == []
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    assert names(page.vendors) == ["Veeam"]


def test_a_colleague_who_left_keeps_the_day(page):
    page.colleagues.add()
    fields = page.colleagues.editor.form.fields
    fields["name"].setText("Bo")
    fields["left_on"].field.setText("yesterday")
    page.colleagues.editor.save()
    (row,) = page.colleagues.table.rows_shown()
    assert row.left_on == date(2026, 5, 3)
    page.colleagues.edit(row.id)
    fields["left_on"].field.setText("whenever")
    page.colleagues.editor.save()
    assert not page.colleagues.editor.isHidden()


def test_empty_lists_offer_the_first_step(page):
    assert page.vendors._stack.currentIndex() == 1
    QTest.keyClick(page.vendors.editor, Qt.Key.Key_Escape)
    page.vendors._stack.currentWidget().button.click()
    assert page.vendors.editor.isVisible()
    QTest.keyClick(page.vendors.editor, Qt.Key.Key_Escape)
    assert not page.vendors.editor.isVisible()


def test_a_vendor_that_was_changed_meanwhile_is_shown_field_by_field(page, tasks):
    add(page.vendors, name="Microsoft", website="ms.example")
    (row,) = page.vendors.table.rows_shown()
    page.vendors.edit(row.id)

    def elsewhere(session):
        vendor = session.get(Vendor, row.id)
        vendor.website, vendor.note = "elsewhere.example", "Ask for Jo"

    tasks.write(elsewhere)
    form = page.vendors.editor.form
    form.fields["website"].setText("mine.example")
    page.vendors.editor.save()
    assert "elsewhere.example" in form.meanwhile["website"].text()
    assert form.fields["note"].toPlainText() == "Ask for Jo"
    page.vendors.editor.save()
    stored = []
    tasks.read(lambda session: session.get(Vendor, row.id).website, done=stored.append)
    assert stored == ["mine.example"]


def test_enter_on_cancel_leaves_without_saving(page):
    page.vendors.add()
    page.vendors.editor.form.fields["name"].setText("Microsoft")
    page.vendors.editor._cancel.setFocus()
    QTest.keyClick(page.vendors.editor._cancel, Qt.Key.Key_Return)
    assert not page.vendors.editor.isVisible()
    assert names(page.vendors) == []


def test_an_answer_that_comes_late_leaves_a_half_typed_vendor_open(page, hold):
    let_go = hold()
    add(page.vendors, name="Microsoft")
    page.vendors.add()
    name = page.vendors.editor.form.fields["name"]
    name.setText("Vee")
    let_go()
    assert page.vendors.editor.isVisible()
    assert name.text() == "Vee"
    assert names(page.vendors) == ["Microsoft"]


def test_a_vendor_that_is_loaded_late_does_not_take_the_place_of_a_half_typed_one(page, hold):
    add(page.vendors, name="Microsoft")
    let_go = hold()
    page.vendors.edit(page.vendors.table.current_id())
    page.vendors.add()
    name = page.vendors.editor.form.fields["name"]
    name.setText("Vee")
    let_go()
    assert name.text() == "Vee"
