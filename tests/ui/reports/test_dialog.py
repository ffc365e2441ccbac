import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models import Vendor
from app.ui.reports.dialog import ReportDialog
from tests.nordwind import NORDWIND, known

__all__ = ["known"]


@pytest.fixture
def dialog(known, tasks, qtbot):
    with known.write() as session:
        session.add(Vendor(name="Tintenrabe"))

    window = QWidget()  # the dialog goes when it is left
    qtbot.addWidget(window)

    def opened(customer=None):
        made = ReportDialog(tasks, customer, window)
        made.show()
        return made

    return opened


@pytest.fixture
def wanted():
    """What the dialog asked for."""
    seen = []

    def watch(dialog):
        dialog.review_wanted.connect(lambda: seen.append("review"))
        dialog.pack_wanted.connect(lambda *of: seen.append(("pack", *of)))
        dialog.voice_wanted.connect(lambda *of: seen.append(("voice", *of)))
        return seen

    return watch


def test_enter_asks_for_the_review_of_the_renewals(dialog, wanted):
    made = dialog()
    seen = wanted(made)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert seen == ["review"]
    assert not made.isVisible()


def test_the_customer_that_is_shown_is_chosen_already(dialog, wanted):
    made = dialog(NORDWIND)
    seen = wanted(made)
    made.accept()
    assert seen == [("pack", NORDWIND, "Nordwind")]


def test_a_customer_is_found_as_typed_and_missed_where_nobody_is_meant(dialog, wanted):
    made = dialog()
    seen = wanted(made)
    made.choose(ReportDialog.PACK)
    made.accept()
    assert made.isVisible()
    assert made._trouble.text() == "Please say which customer."
    QTest.keyClicks(made.customer, "nordw")
    made.customer._rest.stop()
    made.customer._ask()
    QTest.keyClick(made.customer, Qt.Key.Key_Return)
    made.accept()
    assert seen == [("pack", NORDWIND, "Nordwind")]


def test_a_vendor_is_chosen_from_the_list(dialog, wanted):
    made = dialog()
    seen = wanted(made)
    made.choose(ReportDialog.VOICE)
    assert made.vendor.isEnabled()
    assert not made.customer.isEnabled()
    made.accept()
    assert seen == [("voice", 1, "Tintenrabe")]


def test_without_vendors_there_is_no_voice_to_choose(database, tasks, qtbot):
    made = ReportDialog(tasks)
    qtbot.addWidget(made)
    assert not made._choices.button(ReportDialog.VOICE).isEnabled()
