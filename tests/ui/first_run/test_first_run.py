from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel

from app.services.book import files, opening, recovery
from app.services.book.settings import load
from app.ui.first_run.choice import Choice
from app.ui.first_run.controller import NOTHING_TYPED
from app.ui.first_run.new_book_page import NewBookPage
from app.ui.first_run.passphrase_page import PassphrasePage
from app.ui.first_run.recovery_page import RecoveryPage
from app.ui.first_run.recovery_view import RecoveryView
from app.ui.first_run.start_page import StartPage
from app.ui.first_run.trouble_page import TroublePage
from app.ui.first_run.unlock_page import UnlockPage


def shown(first_run):
    return first_run._pages.currentWidget()


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def press(page, title):
    buttons = [part for part in page._all_buttons() if part.text() == title]
    assert buttons, [part.text() for part in page._all_buttons()]
    buttons[0].click()


def make(first_run, company="Fjord & Föhn IT"):
    first_run.new_book()
    page = shown(first_run)
    page._company.setText(company)
    press(page, "Make the book")
    return shown(first_run)


def keep_code(page):
    for n in page.proof.asked:
        page.proof.fields[n].setText(page.proof.groups[n - 1].lower())
    press(page, "I have kept it")


@pytest.fixture
def opened(books):
    seen = []
    books.opened.connect(seen.append)
    return seen


@pytest.fixture
def locked(profile, ring):
    """An encrypted book whose key this computer has lost."""
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    ring.entries.clear()
    return made


def test_a_new_book_is_named_after_the_company_and_opens_once_its_code_is_kept(
    first_run, profile, opened
):
    page = make(first_run, "Müller / Söhne GmbH")
    assert isinstance(page, RecoveryPage)
    assert not opened

    keep_code(page)

    book = opened[0].book
    assert book.path == profile.documents / "Müller Söhne GmbH.rapport"
    assert files.kind_of(book.path) is files.Kind.ENCRYPTED
    with book.database.read() as session:
        settings = load(session)
    assert (settings.company, settings.currency) == ("Müller / Söhne GmbH", "GBP")
    assert isinstance(shown(first_run), StartPage)


def test_the_code_must_be_kept_before_the_book_opens(first_run, opened):
    page = make(first_run)
    first, second = page.proof.asked

    press(page, "I have kept it")
    page.proof.fields[first].setText("0000" if page.proof.groups[first - 1] != "0000" else "1111")
    press(page, "I have kept it")

    assert f"Group {first} is another. Look again." in texts(page)
    assert f"Type group {second}, or save the code." in texts(page)
    assert not opened


def test_a_code_saved_to_a_file_need_not_be_typed_back(first_run, opened, tmp_path):
    page = make(first_run)
    page.findChild(RecoveryView)._save(tmp_path / "code.txt")
    press(page, "I have kept it")

    saved = (tmp_path / "code.txt").read_text(encoding="utf-8")
    code = opened[0].book.recovery_code()
    assert code in saved
    assert recovery.read(code) == opened[0].book.database.key


def test_a_code_saved_beside_the_book_is_warned_of(first_run, profile):
    page = make(first_run)
    page.findChild(RecoveryView)._save(profile.documents / "code.txt")
    assert any("beside the book" in text for text in texts(page))


def test_a_code_that_cannot_be_saved_does_not_count_as_kept(first_run, tmp_path, opened):
    page = make(first_run)
    (tmp_path / "a file").write_text("")
    page.findChild(RecoveryView)._save(tmp_path / "a file" / "code.txt")
    press(page, "I have kept it")

    assert any("was not saved" in text for text in texts(page))
    assert not opened


def test_the_code_can_be_copied(first_run):
    page = make(first_run)
    page.findChild(RecoveryView)._copy()
    assert QGuiApplication.clipboard().text().replace("\n", "-").split("-") == page.proof.groups


def test_the_printed_page_holds_the_whole_code(first_run):
    from app.ui.first_run import recovery_sheet

    page = make(first_run)
    code = page.findChild(RecoveryView)._code
    printed = recovery_sheet.page(Path("Fjord <1>.rapport"), code).toPlainText()
    assert all(group in printed for group in page.proof.groups)
    assert "Fjord <1>.rapport" in printed


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("paper.pdf", "Sent to the printer."),
        ("gone/paper.pdf", "The printer does not answer. Nothing was printed."),
    ],
)
def test_the_code_goes_to_a_printer_after_its_dialog(first_run, tmp_path, file, said):
    view = make(first_run).findChild(RecoveryView)
    view._print()
    dialog = view.findChild(QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / file))
    dialog.accepted.emit(printer)
    assert (tmp_path / file).exists() is said.startswith("Sent")
    assert said in texts(view)


def test_without_a_keyring_a_passphrase_is_asked_and_opens_the_book(
    first_run, ring, profile, opened
):
    ring.works = False
    page = make(first_run)
    assert isinstance(page, PassphrasePage)

    page._fields._first.setText("wind und wetter")
    page._fields._again.setText("wind und watt")
    press(page, "Go on")
    assert "The two are not alike. Type it once more." in texts(page)
    page._fields._again.setText("wind und wetter")
    press(page, "Go on")
    keep_code(shown(first_run))

    assert opened
    assert list(profile.keys.iterdir())


def test_a_name_that_is_taken_is_refused_at_the_field_and_nothing_is_touched(first_run, profile):
    there = profile.documents / "Fjord.rapport"
    there.write_text("mine")
    page = make(first_run, "Fjord")

    assert shown(first_run) is page
    assert any("already a file" in text for text in texts(page))
    assert page._where.field.hasFocus()
    assert there.read_text() == "mine"


def test_a_currency_that_is_none_is_refused_at_the_field(first_run):
    first_run.new_book()
    page = shown(first_run)
    page._company.setText("Fjord")
    page._currency.setEditText("money")
    press(page, "Make the book")
    assert "A currency has three letters, such as EUR." in texts(page)


def test_a_company_without_a_name_is_refused(first_run):
    page = make(first_run, "  ")
    assert isinstance(page, NewBookPage)
    assert "Please give your company's name." in texts(page)


def test_files_to_import_are_taken_into_the_new_book(first_run, books, tmp_path):
    wanted = []
    books.import_wanted.connect(wanted.append)
    first_run.take_files([tmp_path / "customers.csv", tmp_path / "photo.png"])
    page = shown(first_run)
    assert "Then you choose what to import from: customers.csv" in texts(page)
    page._company.setText("Fjord")
    press(page, "Make the book")
    keep_code(shown(first_run))
    assert wanted == [[tmp_path / "customers.csv"]]


def test_a_book_whose_key_is_known_opens_without_a_question(first_run, profile, opened):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    first_run.open(made.path)
    assert opened[0].book.path == made.path


def test_a_book_opens_even_where_nothing_can_be_remembered(first_run, profile, tasks, opened):
    path = opening.create(profile.documents / "Fjord.rapport", profile).path
    said = []
    tasks.failed.connect(said.append)
    profile.settings.write_text("a disk that is full, or a profile that is read-only")
    first_run.open(path)
    assert [each.book.path for each in opened] == [path]
    assert "until you close the window" in str(said[0])


def test_a_locked_book_opens_with_its_code_however_it_is_typed(first_run, locked, opened):
    first_run.open(locked.path)
    page = shown(first_run)
    assert isinstance(page, UnlockPage)
    assert any("does not have its key" in text for text in texts(page))

    page._code.setPlainText(locked.recovery_code.lower().replace("-", "  "))
    press(page, "Open")

    assert opened[0].book.path == locked.path


def test_a_mistyped_code_says_where_and_stays_to_be_corrected(first_run, locked, opened):
    first_run.open(locked.path)
    page = shown(first_run)
    wrong = ("1" if locked.recovery_code[0] != "1" else "2") + locked.recovery_code[1:]
    page._code.setPlainText(wrong)
    press(page, "Open")

    assert any("most likely in group 1" in text for text in texts(page))
    assert page._code.toPlainText() == wrong
    assert not opened


def test_the_code_of_another_book_is_refused_on_the_page(first_run, locked, profile, opened):
    other = opening.create(profile.documents / "Other.rapport", profile)
    first_run.open(locked.path)
    page = shown(first_run)
    page._code.setPlainText(other.recovery_code)
    press(page, "Open")
    assert any("the code of another book" in text for text in texts(page))
    assert not opened


def test_a_book_with_a_passphrase_takes_either(first_run, profile, ring, opened):
    ring.works = False
    made = opening.create(
        profile.documents / "Fjord.rapport", profile, passphrase="wind und wetter"
    )
    first_run.open(made.path)
    page = shown(first_run)
    page._passphrase.setText("wind und watt")
    press(page, "Open")
    assert any("not the passphrase" in text for text in texts(page))

    press(page, "Use the recovery code")
    assert page._code.isVisible()
    press(page, "Use the passphrase")
    page._passphrase.setText("wind und wetter")
    press(page, "Open")
    assert opened


def test_a_keyring_that_works_again_can_be_asked_again(first_run, profile, ring, opened):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    ring.works = False
    first_run.open(made.path)
    ring.works = True
    press(shown(first_run), "Ask the keyring again")
    assert opened


def test_a_book_that_is_gone_says_so_and_can_leave_the_list(first_run, profile, books):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    books.open_book(made.path, NOTHING_TYPED, lambda: None, pytest.fail)
    made.path.rename(made.path.with_name("elsewhere"))

    first_run.open(made.path)
    page = shown(first_run)
    assert isinstance(page, TroublePage)
    assert any("moved or renamed" in text for text in texts(page))

    press(page, "Take it off the list")
    assert books.recent() == []
    assert isinstance(shown(first_run), StartPage)


def test_what_is_no_book_is_refused_with_what_to_do(first_run, tmp_path):
    file = tmp_path / "letter.rapport"
    file.write_text("Dear Sir or Madam, " * 100)
    first_run.open(file)
    page = shown(first_run)
    assert any("not a Rapport book" in text for text in texts(page))
    assert {"Open another…", "Restore a backup…", "Try again"} <= {
        button.text() for button in page._all_buttons()
    }


def test_trying_again_opens_a_book_that_came_back(first_run, profile, opened):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    away = made.path.rename(made.path.with_name("elsewhere"))
    first_run.open(made.path)
    away.rename(made.path)
    press(shown(first_run), "Try again")
    assert opened


def test_a_damaged_book_can_be_tried_with_its_code(first_run, profile):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    content = bytearray(made.path.read_bytes())
    content[100:3000] = bytes(reversed(content[100:3000]))
    made.path.write_bytes(content)
    first_run.open(made.path)
    press(shown(first_run), "Type the recovery code")
    assert isinstance(shown(first_run), UnlockPage)


def test_a_backup_comes_back_under_its_new_name(first_run, profile, opened):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    to = profile.documents / "Fjord restored.rapport"
    first_run.restore(made.path, to)
    assert opened[0].book.path == to
    assert made.path.exists()


def test_a_dropped_book_opens(first_run, profile, opened):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(made.path))])
    where, action = QPoint(10, 10), Qt.DropAction.CopyAction
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(where, action, mime, buttons, keys)
    first_run.dragEnterEvent(entering)
    assert first_run._hint.isVisible()

    first_run.dropEvent(QDropEvent(where.toPointF(), action, mime, buttons, keys))

    assert not first_run._hint.isVisible()
    assert opened


def test_a_dropped_photo_is_refused_in_a_sentence(first_run):
    first_run.take_files([Path("photo.png")])
    expected = "“photo.png” is neither a book nor a CSV file nor an Excel workbook."
    assert expected in texts(first_run)


def test_the_books_of_lately_are_offered_the_last_one_first(first_run, profile, books, opened):
    for name in ("One", "Two"):
        path = profile.documents / f"{name}.rapport"
        opening.create(path, profile)
        first_run.open(path)
    entries = [part.text() for part in shown(first_run).findChildren(Choice)]
    assert entries[-2:] == ["Two", "One"]


def test_everything_is_reached_by_the_keyboard(first_run, qtbot):
    page = shown(first_run)
    new = page.focusProxy()
    assert new.text() == "New book"
    qtbot.keyClick(new, Qt.Key.Key_Return)
    assert isinstance(shown(first_run), NewBookPage)
    qtbot.keyClick(shown(first_run), Qt.Key.Key_Escape)
    assert isinstance(shown(first_run), StartPage)


def test_the_way_back_leads_to_the_book_that_was_open(first_run, qtbot):
    first_run.new_book(over_a_book=True)
    with qtbot.waitSignal(first_run.left):
        press(shown(first_run), "Back")


def test_open_asks_for_a_file_and_opens_it(first_run, profile, opened):
    made = opening.create(profile.documents / "Fjord.rapport", profile)
    first_run.choose_and_open()
    dialog = first_run.findChild(QFileDialog)
    dialog.fileSelected.emit(str(made.path))
    dialog.close()
    assert opened
