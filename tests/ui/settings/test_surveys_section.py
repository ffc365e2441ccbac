"""Surveys of the firm's own, written in the settings of a real encrypted book."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.models import Customer
from app.services.book import history
from app.services.customers import timeline
from app.services.feedback import surveys
from app.services.feedback.surveys import OwnSurveyDraft, SurveyAnswer, SurveyDraft

TODAY = date(2026, 5, 4)


@pytest.fixture
def section(page):
    return page.surveys


def listed(section):
    return [
        (row.name, row.questions, row.answers, row.last_asked)
        for row in section.list._rows.values()
    ]


def press(widget, title):
    [button] = [b for b in widget.findChildren(QPushButton) if b.text() == title and b.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def write(section, name, lines):
    form = section.list.editor.form
    form.fields["name"].setText(name)
    form.fields["questions"].setPlainText(lines)


def test_without_any_it_says_what_will_be_here_and_offers_the_first_step(section):
    assert section.list._stack.currentIndex() == 1
    press(section.list._stack.currentWidget(), "New survey")
    assert section.list.editor.isVisible()


def test_a_survey_is_written_by_keyboard(section, database):
    section.list.add()
    name, lines = section.list.editor.form.fields.values()
    QTest.keyClicks(name, "Yearly check")
    QTest.keyClicks(lines, "How clear are our invoices?")
    QTest.keyClick(lines, Qt.Key.Key_Return)
    QTest.keyClicks(lines, "nps")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert not section.list.editor.isVisible()
    assert listed(section) == [("Yearly check", 2, 0, None)]
    with database.read() as session:
        asked = surveys.questionnaires(session)[1]
    assert [one.name for one in asked.questions] == ["How clear are our invoices?", "nps"]


def test_what_nobody_could_ask_is_refused_at_its_field(section):
    section.list.add()
    write(section, "Yearly check", "  ")
    press(section.list.editor, "Save")
    trouble = section.list.editor.form._errors["questions"]
    assert trouble.text() == "Please write at least one question."
    assert listed(section) == []


def test_a_survey_is_edited_deleted_and_brought_back(section, tasks, database):
    tasks.write(surveys.save, OwnSurveyDraft("Yearly check", "One?"))
    [row] = section.list._rows
    section.list.edit(row)
    write(section, "Check", "One?\nTwo?")
    press(section.list.editor, "Save")
    assert listed(section) == [("Check", 2, 0, None)]
    section.list.table.go_to(row)
    section.list.delete_selected()
    assert listed(section) == []
    with database.read() as session:
        last = history.next_undo(session)
    assert last.label == "Deleted Check"
    tasks.write(history.undo, last.change_set)
    assert listed(section) == [("Check", 2, 0, None)]


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten(section, tasks):
    tasks.write(surveys.save, OwnSurveyDraft("Yearly check", "One?"))
    [row] = section.list._rows
    section.list.edit(row)
    tasks.write(surveys.save, OwnSurveyDraft("Yearly check", "Two?", row, 1))
    write(section, "Check", "One?")
    press(section.list.editor, "Save")
    assert section.list.editor.form.fields["questions"].toPlainText() == "Two?"
    press(section.list.editor, "Save")
    assert listed(section) == [("Check", 1, 0, None)]


def test_how_often_it_was_answered_follows_by_itself(section, tasks, database):
    with database.write() as session:
        session.add(Customer(name="Nordwind", recorded_on=TODAY))
    tasks.write(surveys.save, OwnSurveyDraft("Yearly check", "One?"))
    said = (SurveyAnswer("One?", 4),)
    tasks.write(surveys.log_survey, SurveyDraft(1, survey_id=1, answers=said), TODAY)
    assert listed(section) == [("Yearly check", 1, 1, TODAY)]
    with database.read() as session:
        (row,) = timeline.page(session, 1, TODAY).rows
    assert (row.title, row.text) == ("Yearly check: 4 of 5", "One?")
