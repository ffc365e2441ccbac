"""Text of the book is shown as it stands: never as HTML, never as a formula, never as a path."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from sqlalchemy import String, update

from app.models.base import Base
from app.services.customers import standings
from app.ui.customer.page import CustomerPage
from app.ui.customers.page import CustomersPage
from app.ui.feedback.page import FeedbackPage
from app.ui.file_dialogs import plain_name
from app.ui.notice import Notice
from app.ui.renewals.views import RenewalViews
from app.ui.toast import Toast
from app.ui.today.page import TodayPage
from app.ui.vendors.page import VendorsPage
from tests.nordwind import NORDWIND, TODAY, known

__all__ = ["known"]

HOSTILE = '<img src="file:///nowhere/x.png"><b>Nord</b> $\\frac$ &amp; <a href="x">y</a>'
WORDS = {"name", "title", "text", "note", "comment", "city", "product", "action", "outcome"}


@pytest.fixture
def hostile(known):
    """A book in which every word somebody typed or imported is hostile."""
    with known.write() as session:
        for table in Base.metadata.tables.values():
            typed = [
                column
                for column in table.columns
                if column.name in WORDS and type(column.type) is String
            ]
            for column in typed:
                filled = column.is_not(None) & (column != "")
                session.execute(update(table).where(filled).values({column.name: HOSTILE}))
        standings.freshen(session, TODAY)
    return known


def _customer(tasks, state):
    page = CustomerPage(tasks, state, lambda: TODAY)
    page.show_customer(NORDWIND)
    return page


PAGES = {
    "customer": _customer,
    "customers": lambda tasks, state: CustomersPage(tasks, state, lambda: TODAY),
    "feedback": lambda tasks, _state: FeedbackPage(tasks, lambda: TODAY, lambda: None),
    "renewals": lambda tasks, _state: RenewalViews(tasks, lambda: TODAY, lambda: None),
    "today": lambda tasks, _state: TodayPage(tasks, lambda: TODAY, None, None),
    "vendors": lambda tasks, _state: VendorsPage(tasks, lambda: TODAY),
}


def rich(widget):
    """What the labels say that would take it for HTML, those to be shown later among them."""
    labels = widget.findChildren(QLabel)
    for label in labels:
        label.ensurePolished()  # as showing it does
    return [one.text() for one in labels if one.textFormat() != Qt.TextFormat.PlainText]


@pytest.mark.parametrize("name", PAGES)
def test_no_label_of_a_page_takes_the_books_text_for_html(qtbot, tasks, state, hostile, name):
    page = PAGES[name](tasks, state)
    qtbot.addWidget(page)
    page.resize(1000, 720)
    page.show()
    if name == "customer":
        qtbot.waitUntil(lambda: page.chart.chart is not None)
        page.chart.chart.grab()  # mathematics that cannot be read would raise here
    assert rich(page) == []
    if name == "customer":
        assert page.header._name.text() == HOSTILE


def test_messages_and_tooltips_show_text_as_it_stands(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    toast, notice = Toast(window), Notice(window)
    window.show()
    toast.say(HOSTILE)
    notice.say(HOSTILE)
    assert rich(window) == []
    QToolTip.showText(QPoint(5, 5), HOSTILE, window)
    [tip] = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QLabel) and one.text() == HOSTILE and one.isWindow()
    ]
    assert tip.textFormat() == Qt.TextFormat.PlainText
    tip.close()
    toast.dismiss()


def test_a_label_made_before_the_look_is_plain_once_it_is_laid_out(qtbot, theme):
    label = QLabel(HOSTILE)
    qtbot.addWidget(label)
    label.sizeHint()
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_file_is_called_by_a_name_not_by_a_path():
    assert plain_name("Standing on 03/05/2026") == "Standing on 03-05-2026"
    assert plain_name("../../etc/passwd") == "etc-passwd"
    assert plain_name("C:\\Windows\\x\0|y") == "C-Windows-x-y"
    assert plain_name("..") == "-"
