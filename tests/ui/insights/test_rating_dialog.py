"""We rate ourselves blind: what the customer answered comes after, never before."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import SelfRating
from app.models.kinds import Question
from app.services.customers.finding import CustomerHint
from app.ui.insights.rating_dialog import RatingDialog
from tests.firm import TODAY


@pytest.fixture
def dialog(few, tasks, qtbot):
    dialog = RatingDialog(tasks, lambda: TODAY, None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    return dialog


def seen(dialog):
    return {driver for driver, label in dialog._theirs.items() if label.isVisible()}


def test_the_customer_whose_page_is_open_is_already_named(dialog):
    dialog.open_for(3)
    assert dialog.customer.field.text() == "Trade 1"
    assert dialog.customer.field.picked_id() == 3


def test_the_customers_answers_are_shown_only_after_ours_are_kept(dialog, few, qtbot):
    dialog.open_for(None)
    dialog.customer.field.pick(CustomerHint(2, "Trade 0"))
    QTest.keyClicks(dialog.rows[Question.TRUST], "4")
    QTest.keyClicks(dialog.rows[Question.SERVICE], "2")
    assert dialog.rows[Question.TRUST].score == 4
    assert not seen(dialog)
    with qtbot.waitSignal(dialog.rated) as rated:
        dialog.keep()
    assert rated.args == [2]
    assert seen(dialog) == {Question.TRUST, Question.SERVICE}
    assert dialog._theirs[Question.TRUST].text().startswith("The customer: ")
    assert "has not answered" in dialog._theirs[Question.SERVICE].text()
    assert not dialog.rows[Question.TRUST].isEnabled()
    with few.database.read() as session:
        kept = session.query(SelfRating).filter_by(customer_id=2, occurred_on=TODAY).all()
    assert sorted((one.question, one.score) for one in kept) == [("service", 2), ("trust", 4)]
    dialog.save.click()
    assert not dialog.isVisible()


def test_a_rating_is_kept_once_however_often_the_keys_are_pressed(dialog, few, tasks):
    dialog.open_for(3)
    dialog.rows[Question.TRUST].pick(4)
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    tasks.hold()
    for _press in range(2):
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tasks.go_on()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    with few.database.read() as session:
        assert session.query(SelfRating).filter_by(customer_id=3, occurred_on=TODAY).count() == 1


def test_what_is_missing_is_said_and_nothing_is_lost(dialog):
    dialog.open_for(None)
    dialog.rows[Question.TRUST].pick(3)
    dialog.keep()
    assert dialog.customer.trouble.text() == "Please say which customer."
    dialog.customer.field.pick(CustomerHint(2, "Trade 0"))
    dialog.rows[Question.TRUST]._group.setExclusive(False)
    dialog.rows[Question.TRUST]._group.checkedButton().setChecked(False)
    dialog.keep()
    assert dialog._error.text() == "Please rate at least one of the four."
    assert dialog.save.isEnabled()
    assert not seen(dialog)
