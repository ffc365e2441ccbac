"""From the wish to the file, with the real window's parts and a real book."""

from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMainWindow

from app.models import Vendor
from app.services.errors import Unavailable
from app.ui.actions import Actions, table
from app.ui.reports.desk import Reports, suggested
from app.ui.reports.dialog import ReportDialog
from tests.nordwind import NORDWIND, TODAY, known

__all__ = ["known"]


class Window(QMainWindow):
    """The part of the window that reports use."""

    def __init__(self):
        super().__init__()
        self.commands = Actions(self, table())
        self.said = []

    def say(self, text):
        self.said.append(text)

    def customer_shown(self):
        return NORDWIND


class Program(QObject):
    """The part of the program that reports use."""

    failed = Signal(object)

    def __init__(self, tasks, window, folder):
        super().__init__(window)
        self.tasks, self.window = tasks, window
        self.books = SimpleNamespace(documents=lambda: folder)

    def today(self):
        return TODAY


@pytest.fixture
def window(qtbot):
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def reports(known, tasks, window, tmp_path):
    with known.write() as session:
        session.add(Vendor(name="Tintenrabe"))
    return Reports(Program(tasks, window, tmp_path))


def chosen(window, path=None):
    """Answer the file dialog that is open, with the name it suggests or another."""
    (dialog,) = window.findChildren(QFileDialog)
    name = dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(path or name))
    dialog.close()
    return name


@pytest.mark.parametrize(
    ("ask", "name"),
    [
        (lambda reports: reports.renewal_review(), "Renewal review 2026-05-04.pdf"),
        (lambda reports: reports.review_pack(NORDWIND, "Nordwind"),
         "Review with Nordwind 2026-05-04.pdf"),
        (lambda reports: reports.vendor_voice(1, "Tintenrabe"),
         "Vendor voice Tintenrabe 2026-05-04.pdf"),
        (lambda reports: reports.save_list([]), "Renewals 2026-05-04.pdf"),
    ],
    ids=["review", "pack", "voice", "list"],
)  # fmt: skip
def test_each_report_is_saved_where_it_was_asked_for_and_told(reports, window, tmp_path, ask, name):
    ask(reports)
    chosen(window)
    assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    assert window.said == [f"Saved “{name}”, 1 page."]


def on_paper(dialog, path):
    """Agree to the print dialog; where there is no printer the paper is a file."""
    dialog.findChild(QLineEdit, "filename").setText(str(path))
    dialog.accept()


def test_what_the_dialog_agreed_to_replace_is_replaced(reports, window, tmp_path):
    path = tmp_path / "mine.pdf"
    path.write_bytes(b"old")
    reports.renewal_review()
    chosen(window, path)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_folder_that_is_gone_is_a_sentence(reports, window, tasks, tmp_path):
    failures = []
    tasks.failed.connect(failures.append)
    reports.renewal_review()
    chosen(window, tmp_path / "gone" / "x.pdf")
    (error,) = failures
    assert isinstance(error, Unavailable)
    assert window.said == []


def test_long_work_can_be_cancelled_from_the_busy_line(reports, window, tasks, monkeypatch):
    jobs = []
    start = tasks.background_long

    def watched(*args, **more):
        jobs.append(start(*args, **more))
        return jobs[-1]

    monkeypatch.setattr(tasks, "background_long", watched)
    reports.renewal_review()
    chosen(window)
    assert [(job.label, job.cancellable) for job in jobs] == [("Saving the PDF", True)]


def test_the_menu_asks_which_report(reports, window):
    window.commands["report"].trigger()
    (dialog,) = window.findChildren(ReportDialog)
    assert dialog._choices.checkedId() == ReportDialog.PACK
    assert dialog.customer.text() == "Nordwind"
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Review with A/B: “C” <d>?", "Review with A-B “C” d 2026-05-04.pdf"),
        ("..\\..\\etc", "etc 2026-05-04.pdf"),
        ("Sehr " * 60, "Sehr " * 16 + "2026-05-04.pdf"),
    ],
)
def test_a_name_that_is_suggested_can_be_one_of_a_file(name, file):
    assert suggested(name, date(2026, 5, 4)) == file


def test_the_list_goes_to_a_printer_after_its_dialog(reports, window, tasks, qtbot, tmp_path):
    failures = []
    tasks.failed.connect(failures.append)
    reports.print_list([])
    on_paper(window.findChild(QPrintDialog), tmp_path / "paper.pdf")
    qtbot.waitUntil((tmp_path / "paper.pdf").exists)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert failures == []


def test_a_list_that_is_not_printed_after_all_leaves_no_dialog(reports, window):
    reports.print_list([])
    window.findChild(QPrintDialog).reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChild(QPrintDialog) is None


def test_the_choice_of_a_report_leaves_no_dialog(reports, window):
    window.commands["report"].trigger()
    window.findChild(ReportDialog).reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChild(ReportDialog) is None
