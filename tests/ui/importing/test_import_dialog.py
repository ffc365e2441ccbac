import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel
from shiboken6 import delete
from sqlalchemy import func, select

from app.models import Customer, ImportBatch, Interaction, Ticket
from app.services.exporting.book import export_book
from app.ui.importing import template
from app.ui.importing.choose_page import ChoosePage
from app.ui.importing.columns_table import FIELD
from app.ui.importing.dialog import ImportDialog
from app.ui.importing.draft import LEFT_OUT
from app.ui.tasks import Tasks


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def dialog(qtbot, tasks, folder, today):
    dialog = ImportDialog(tasks, lambda: today, folder)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


@pytest.fixture
def customers(folder):
    file = folder / "customers.csv"
    file.write_text("name,external_id,city\nNordwind,C1,Kiel\nAhlers,C2,Bremen\n,C3,Bonn\n")
    return file


def take(dialog, *files):
    dialog.take(files)
    settle(dialog)


def settle(dialog):
    """What was decided rests a moment before it is tried; not here."""
    if dialog._rest.isActive():
        dialog._rest.stop()
        dialog._preview()


def count(database, model):
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model))


def dialog_texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def states(dialog):
    from app.ui.importing.table_list import state

    return [state(table)[2] for table in dialog._draft.tables]


def choose_kind(dialog, kind):
    combo = dialog._review._page._kind
    combo.setCurrentIndex(combo.findData(kind))
    dialog._review._page._kind_chosen()
    settle(dialog)


def take_column_as(dialog, row, field):
    columns = dialog._review._page._columns.columns
    columns.setData(columns.index(row, FIELD), field)
    settle(dialog)


def test_what_would_happen_is_shown_before_anything_is_taken_in(dialog, database, customers):
    take(dialog, customers)
    assert states(dialog) == ["2 new · 1 refused"]
    assert dialog._review.main.text() == "Import 2 records"
    assert count(database, Customer) == 0
    assert count(database, ImportBatch) == 0


def test_an_import_says_what_it_did_and_what_it_refused(dialog, database, customers):
    take(dialog, customers)
    dialog._review.main.click()

    assert count(database, Customer) == 2
    assert "2 records were taken in." in texts(dialog._result)
    [refused] = dialog._result._refused._table.rows_shown()
    assert (refused.file, refused.line) == ("customers.csv", 4)
    assert "name" in refused.reason


def test_one_undo_takes_back_all_files_of_an_import(dialog, database, customers, folder):
    tickets = folder / "tickets.csv"
    tickets.write_text("customer,external_id,opened\nC1,T1,2026-01-04\nNeu GmbH,T2,2026-01-05\n")
    take(dialog, customers, tickets)
    dialog._review.main.click()
    assert (count(database, Customer), count(database, Ticket)) == (3, 2)

    dialog._result._undo_it()

    assert (count(database, Customer), count(database, Ticket)) == (0, 0)
    assert "The import was undone: 5 records were removed." in texts(dialog._result)


def test_the_same_files_again_change_nothing(dialog, customers):
    take(dialog, customers)
    dialog._review.main.click()
    dialog._begin_again()
    take(dialog, customers)
    assert states(dialog) == ["2 unchanged · 1 refused"]
    assert not dialog._review.main.isEnabled()


def test_without_leave_to_add_customers_rows_about_unknown_ones_are_refused(
    dialog, customers, folder
):
    tickets = folder / "tickets.csv"
    tickets.write_text("customer,external_id,opened\nC1,T1,2026-01-04\nNeu GmbH,T2,2026-01-05\n")
    take(dialog, customers, tickets)
    assert states(dialog)[1] == "2 new"
    dialog._review._customers.setChecked(False)
    settle(dialog)
    assert states(dialog)[1] == "1 new · 1 refused"


def test_a_german_windows_csv_is_read_and_its_columns_can_be_told(dialog, database, folder):
    file = folder / "Gespräche.csv"
    file.write_bytes(
        "Firma;Datum;Wie;Notiz\nMüller & Söhne GmbH;2026-03-02;call;Läuft gut\n".encode("cp1252")
    )
    take(dialog, file)
    choose_kind(dialog, "interactions")
    question = "Say which column is: kind."
    assert question in texts(dialog._review)
    assert not dialog._review.main.isEnabled()

    take_column_as(dialog, 2, "kind")
    dialog._review.main.click()

    with database.read() as session:
        assert session.scalars(select(Customer.name)).all() == ["Müller & Söhne GmbH"]
        assert session.scalars(select(Interaction.note)).all() == ["Läuft gut"]


def test_a_field_is_taken_from_one_column_only(dialog, customers):
    take(dialog, customers)
    take_column_as(dialog, 2, "name")
    assert dialog._draft.tables[0].fields == ("", "external_id", "name")


def test_a_column_is_chosen_by_keyboard(dialog, customers, qtbot):
    take(dialog, customers)
    table = dialog._review._page._columns
    table.setCurrentIndex(table.columns.index(2, FIELD))
    table.edit(table.currentIndex())
    combo = table.findChild(QComboBox)
    combo.hidePopup()
    combo.setCurrentIndex(combo.findData("country"))
    combo.activated.emit(combo.currentIndex())
    assert dialog._draft.tables[0].fields == ("name", "external_id", "country")


def test_another_table_closes_the_list_of_fields_that_is_open(dialog, customers, folder):
    take(dialog, customers)
    page = dialog._review._page
    page._columns._choose(page._columns.columns.index(2, 0))
    combo = page._columns.findChild(QComboBox)
    combo.setCurrentIndex(combo.findData("country"))
    choose_kind(dialog, "contacts")
    assert not combo.isVisible()
    assert "country" not in dialog._draft.tables[0].fields


def test_the_list_of_fields_opens_once(dialog, customers, monkeypatch):
    take(dialog, customers)
    opened = []
    monkeypatch.setattr(QComboBox, "showPopup", lambda _box: opened.append("opened"))
    table = dialog._review._page._columns
    table._choose(table.columns.index(2, 0))
    combo = table.findChild(QComboBox)
    combo.setCurrentIndex(combo.findData("country"))
    combo.activated.emit(combo.currentIndex())
    assert opened == ["opened"]


def test_a_table_that_nobody_knows_is_asked_about_and_can_be_left_out(dialog, customers, folder):
    strange = folder / "stuff.csv"
    strange.write_text("foo,bar\n1,2\n")
    take(dialog, customers, strange)
    assert states(dialog)[1] == "What does it hold?"
    assert not dialog._review.main.isEnabled()

    dialog._review._list.setCurrentIndex(dialog._review._list.model().index(1))
    choose_kind(dialog, LEFT_OUT)

    assert states(dialog)[1] == "Left out"
    assert dialog._review.main.text() == "Import 2 records"


def test_the_kind_is_guessed_from_the_columns_where_the_name_says_nothing(dialog, folder):
    file = folder / "export (3).csv"
    file.write_text("customer,external_id,opened,priority\nNordwind,T1,2026-01-04,2\n")
    take(dialog, file)
    assert dialog._draft.tables[0].kind == "tickets"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty.csv is empty."),
        ("photo.csv", bytes(range(256)) * 40, "photo.csv is not a table: it is not text."),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600, "is an old Excel file"),
    ],
)
def test_what_is_no_table_says_so_and_the_rest_is_imported(
    dialog, customers, folder, name, content, sentence
):
    bad = folder / name
    bad.write_bytes(content)
    take(dialog, bad, customers)
    assert any(sentence in text for text in texts(dialog._review))
    assert states(dialog)[0] == "Cannot be read"
    assert dialog._review.main.text() == "Import 2 records"


def test_a_workbook_that_is_cut_off_gives_a_sentence(dialog, folder):
    whole = folder / "whole.xlsx"
    with zipfile.ZipFile(whole, "w") as parts:
        parts.writestr("xl/workbook.xml", "<x/>" * 100)
    cut = folder / "cut.xlsx"
    cut.write_bytes(whole.read_bytes()[:60])
    take(dialog, cut)
    assert states(dialog) == ["Cannot be read"]
    assert not dialog._review.main.isEnabled()


def test_a_table_of_which_nothing_can_be_taken_stops_the_import_until_it_is_left_out(
    dialog, customers, folder
):
    wrong = folder / "tickets.csv"
    wrong.write_text("customer,external_id,opened\nC1,T1,soon\n")
    take(dialog, customers, wrong)
    expected = "Nothing in tickets.csv can be taken: see why, or leave it out."
    assert expected in texts(dialog._review)
    assert not dialog._review.main.isEnabled()


def test_the_first_rows_are_shown_as_they_are_understood(dialog, folder):
    file = folder / "tickets.csv"
    file.write_text(
        "customer,external_id,opened,sla_breached\nC1,T1,2026-01-04,ja\nC2,T2,2026-02-30,no\n"
    )
    take(dialog, file)
    rows = dialog._review._page._rows.model()
    first = [rows.index(0, column).data() for column in range(rows.columnCount())]
    assert first == ["2", "C1", "T1", "04/01/2026", "yes"]
    assert "calendar" in rows.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_file_that_changes_between_looking_and_importing_is_noticed(dialog, database, customers):
    take(dialog, customers)
    customers.write_text("name\nOther\n")
    dialog._review.main.click()
    expected = "customers.csv was changed in the meantime. Choose it again."
    assert expected in texts(dialog._review)
    assert count(database, Customer) == 0


def test_refused_rows_can_be_copied_and_saved(dialog, customers, folder):
    take(dialog, customers)
    dialog._review.main.click()
    dialog._result._refused._copy()
    assert QGuiApplication.clipboard().text().startswith("customers.csv\t4\t")

    dialog._result._refused.save(folder / "refused.csv")
    lines = (folder / "refused.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "file,line,reason"
    assert lines[1].startswith("customers.csv,4,")


def test_earlier_imports_can_be_undone_once(dialog, database, customers):
    take(dialog, customers)
    dialog._review.main.click()
    dialog._show_past()
    [row] = dialog._past._table.rows_shown()
    assert (row.files, row.created, row.undone) == (("customers.csv",), 2, False)

    dialog._past._undo.click()

    assert count(database, Customer) == 0
    assert dialog._past._table.rows_shown()[0].undone
    assert not dialog._past._undo.isEnabled()


def test_dropped_files_are_taken(dialog, customers):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(customers))])
    dialog.dropEvent(
        QDropEvent(
            QPoint(5, 5).toPointF(),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle(dialog)
    assert states(dialog) == ["2 new · 1 refused"]


@pytest.mark.parametrize(
    ("name", "begin", "kind"),
    [
        ("anna.vcf", "BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", "a vCard"),
        ("day.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "a calendar"),
        ("mail.eml", "From: a@b.example\nTo: c@d.example\nSubject: x\n\nHi\n", "an e-mail"),
    ],
)
def test_what_is_no_table_is_told_with_what_can_be_taken(dialog, folder, name, begin, kind):
    file = folder / name
    file.write_text(begin)
    take(dialog, file)
    said = [text for text in dialog_texts(dialog) if kind in text]
    assert any(f"{name} is {kind}" in text and "CSV" in text for text in said)


def test_files_are_asked_for(dialog, customers):
    dialog._choose.main.click()
    asked = dialog.findChild(QFileDialog)
    asked.filesSelected.emit([str(customers)])
    asked.close()
    settle(dialog)
    assert states(dialog) == ["2 new · 1 refused"]


def test_the_workbook_to_fill_in_comes_back_as_an_import(dialog, folder):
    import openpyxl

    path = folder / "fill in.xlsx"
    template.save(dialog._tasks, dialog._choose.say, path)
    assert any("Fill it in" in text for text in texts(dialog._choose))
    book = openpyxl.load_workbook(path)
    sheet = book["customers"]
    names = [cell.value for cell in sheet[1]]
    sheet.cell(2, names.index("name") + 1).value = "Nordwind"
    book.save(path)
    book.close()

    take(dialog, path)

    assert dialog._review.main.text() == "Import 1 record"


def test_a_workbook_saved_after_its_page_was_closed_is_no_trouble(qtbot, tasks, folder):
    page = ChoosePage()
    said, path = page.say, folder / "fill in.xlsx"
    delete(page)
    template.save(tasks, said, path)
    assert path.exists()


def test_a_cancelled_import_leaves_nothing_behind(qtbot, database, folder, today):
    file = folder / "customers.csv"
    rows = "".join(f"Customer {n},C{n}\n" for n in range(12_000))
    file.write_text("name,external_id\n" + rows)
    tasks = Tasks()
    tasks.open(lambda: database)
    dialog = ImportDialog(tasks, lambda: today, folder, [file])
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog._review.main.isEnabled, timeout=20_000)

    dialog._review.main.click()
    dialog._running._cancel.click()

    qtbot.waitUntil(dialog._review.isVisible, timeout=20_000)
    assert "The import was cancelled. The book is as it was before." in texts(dialog._review)
    assert count(database, Customer) == 0
    assert dialog._review.main.isEnabled()
    tasks.close()


def test_what_is_exported_comes_back_the_same(database, dialog, customers, folder):
    take(dialog, customers)
    dialog._review.main.click()
    out = folder / "everything"
    with database.read() as session:
        export_book(session, out)
    dialog._begin_again()
    take(dialog, *sorted(out.glob("*.csv")))
    assert not dialog._review.main.isEnabled()
    assert "2 unchanged" in texts(dialog._review)


def test_real_exports_of_other_programs_are_looked_into(dialog, shared_data):
    files = sorted(Path(shared_data / "saas_panel").glob("*.csv"))
    take(dialog, *files)
    assert [table.look.trouble for table in dialog._draft.tables] == [""] * len(files)
