"""What was begun and not stored is there again, after a crash and after closing."""

import sqlite3
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QObject

from app.models import Contact, Customer, Interaction, Survey
from app.services.book import unfinished
from app.services.errors import Unavailable
from app.ui.logging import begun as logging_begun
from app.ui.logging.window import ANSWER, FEEDBACK, QuickLog
from app.ui.survey import begun as survey_begun
from app.ui.survey.window import SurveyWindow
from app.ui.unfinished import EVERY, Unfinished

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)
NOTE = "@Ben and @Xaver\n! call back by Friday\n! quiet\n? quiet\nvs Contoso"


class Sitting(QObject):
    """One run of the program, as far as it is about what is unfinished."""

    def __init__(self, qtbot, tasks, now=NOW):
        super().__init__()
        self.told = []
        self.unfinished = Unfinished(tasks, lambda: "here", self)
        self.unfinished.found.connect(self.told.append)
        self.log, self.survey = QuickLog(tasks, lambda: now), SurveyWindow(tasks, lambda: now)
        for what, window, begun in (
            ("log", self.log, logging_begun), ("survey", self.survey, survey_begun),
        ):  # fmt: skip
            qtbot.addWidget(window)
            self.unfinished.expect(what, partial(begun.take_up, window))
            self.unfinished.watch(what, window, partial(begun.said, window))
        self.unfinished.look()

    def crash(self):
        """End without a last word: from here on nothing is kept."""
        self.unfinished._look_away()
        self.log.hide()
        self.survey.hide()

    def tick(self):
        """Let the time go by after which is kept what stands there."""
        assert self.unfinished._timer.interval() == EVERY
        assert self.unfinished._timer.isActive()
        self.unfinished._timer.timeout.emit()


@pytest.fixture
def nordwind(database):
    with database.write() as session:
        customer = Customer(name="Nordwind Logistics", recorded_on=TODAY)
        session.add_all([customer, Customer(name="Hafen GmbH", recorded_on=TODAY)])
        session.flush()
        session.add(Contact(customer_id=customer.id, name="Marta Keller", recorded_on=TODAY))
        session.add(Survey(name="Yearly check", questions="How clear are our invoices?\ntrust"))
        return customer.id


@pytest.fixture
def sit(qtbot, tasks, nordwind):
    sat = []

    def sit(now=NOW):
        sat.append(Sitting(qtbot, tasks, now))
        return sat[-1]

    yield sit
    for one in sat:
        one.crash()


def kept(database):
    with database.read() as session:
        return unfinished.found(session, "here")


def test_a_call_that_was_begun_is_there_after_a_crash(sit, database, nordwind):
    first = sit()
    first.log.open_for(nordwind)
    pane = first.log.pane
    pane.kind.pick("visit")
    pane.feeling.pick(-1)
    pane.note.setPlainText("half a thought\n! send a quote")
    pane.direction.pick("in")
    first.tick()
    first.crash()

    again = sit()
    assert again.told == [{"log"}]
    again.log.open_for(2)
    assert again.log._begun.isVisible()
    assert again.log.customer.picked_id() == nordwind
    pane = again.log.pane
    assert (pane.kind.value(), pane.feeling.feeling(), pane.direction.value()) == (
        "visit",
        -1,
        "in",
    )
    assert pane.note.text() == "half a thought\n! send a quote"
    again.log.log()
    with database.read() as session:
        assert session.get_one(Interaction, 1).customer_id == nordwind
    assert kept(database) == {}, "what is logged is no longer unfinished"
    again.crash()
    assert sit().told == []


@pytest.mark.parametrize(
    ("mode", "values"),
    [
        (FEEDBACK, {"kind": "wish", "text": "Faster", "contact": "Ben", "via": "the fair",
                    "product": "Wi-Fi"}),
        (ANSWER, {"question": "nps", "score": "7", "comment": "Well", "ticket": "T-1",
                  "contact": "Ben"}),
    ],
)  # fmt: skip
def test_every_mode_of_the_quick_log_is_kept(sit, mode, values):
    first = sit()
    first.log.open_for()
    first.log.customer.setText("Nord")
    first.log.modes.setCurrentIndex(mode)
    first.log.pane.take_up(values)
    first.log.reject()

    again = sit()
    again.log.open_for()
    assert again.log.modes.currentIndex() == mode
    assert again.log.customer.text() == "Nord"
    assert again.log.pane.unfinished().items() >= values.items()


@pytest.mark.parametrize(
    ("typed", "later", "stands"),
    [
        ("yesterday 15:00", timedelta(hours=3), "yesterday 15:00"),
        ("yesterday 15:00", timedelta(days=3), "2026-05-03 15:00"),
        ("", timedelta(hours=3), ""),
        ("", timedelta(days=1), "2026-05-04 10:12"),
        ("half past never", timedelta(days=1), "half past never"),
    ],
)
def test_when_it_was_stays_the_same_on_another_day(sit, nordwind, typed, later, stands):
    first = sit()
    first.log.open_for(nordwind)
    first.log.pane.note.setPlainText("half")
    first.log.pane.when.field.setText(typed)
    first.log.reject()
    assert sit(NOW + later).log.pane.when.text() == stands


def test_what_was_changed_of_a_note_stays_changed(sit, database, nordwind):
    with database.write() as session:
        for name in ("Ben Adler", "Ben Lindqvist"):
            session.add(Contact(customer_id=nordwind, name=name, recorded_on=TODAY))
    first = sit()
    first.log.open_for(nordwind)
    pane = first.log.pane
    pane.note.setPlainText(NOTE)
    pane.note.settle()
    ben, xaver, call, quietly, quiet, contoso = pane.strip._shown
    pane.strip._choose(ben, ben.choices[1])
    pane.strip._choose(xaver, xaver.choices[0])
    for chip, words in ((call, "call back by 2026-05-20"), (contoso, "Contoso: cheaper")):
        pane.strip._change(chip, pane.strip)
        pane.strip._editor.setText(words)
        pane.strip._edited(chip)
    pane.strip._drop(quiet)
    texts = pane.strip.texts()
    assert texts == [
        "Ben Lindqvist", "Xaver · new contact", "call back · by 20 May", quietly.text,
        "Contoso · cheaper",
    ]  # fmt: skip
    first.tick()
    first.crash()

    again = sit(NOW + timedelta(days=8))
    again.log.open_for(nordwind)
    again.log.pane.note.settle()
    assert again.log.pane.strip.texts() == texts


def test_a_survey_that_was_begun_is_there_after_a_crash(sit, database, nordwind):
    first = sit()
    first.survey.open_for(nordwind)
    survey = first.survey.start.survey
    survey.setCurrentText("Yearly check")
    survey.activated.emit(survey.currentIndex())
    first.survey.start.contact.setText("Marta Keller")
    first.survey.forward()
    first.survey.question.scale.answer(4)
    first.survey.forward()
    first.survey.question.words.setPlainText("Hm")
    first.tick()
    first.crash()

    again = sit()
    assert again.told == [{"survey"}]
    window = again.survey
    window.open_for(2)
    assert window.head.begun.isVisible()
    assert (window.start.customer.picked_id(), window.start.survey.currentText()) == (
        nordwind, "Yearly check",
    )  # fmt: skip
    assert window.start.contact.text() == "Marta Keller"
    assert window.head.answered.text() == "1 of 2 answered"
    window.forward()
    assert window.course.step == 2, "where it stopped"
    assert window.question.words.text() == "Hm"
    window._to_the_end()
    window.forward()
    assert not window.isVisible(), window.end.trouble.text()
    assert kept(database) == {}


def test_what_is_thrown_away_stays_away(sit, nordwind):
    first = sit()
    first.log.open_for(nordwind)
    first.log.pane.note.setPlainText("half")
    first.tick()
    first.log.begin_anew()
    first.tick()
    first.crash()
    assert sit().told == []


def test_another_book_gets_nothing_of_it(sit, database, tasks, nordwind):
    first = sit()
    first.log.open_for(nordwind)
    first.log.pane.note.setPlainText("half")
    first.tick()
    tasks.replaced.emit()
    assert first.log.pane.is_blank()
    assert kept(database) != {}, "it stays in the book that it was begun in"
    first.log.open_for(nordwind)
    first.log.pane.note.setPlainText("of the other book")
    first.tick()
    assert kept(database)["log"]["panes"]["interaction"]["note"] == "half"


def test_while_a_book_is_let_go_of_nothing_waits_to_be_kept_in_the_next(sit, tasks, nordwind):
    first = sit()
    first.log.open_for(nordwind)
    first.log.pane.note.setPlainText("half")
    tasks.is_opening = True
    first.tick()
    assert tasks._waiting == []
    tasks.is_opening = False
    first.tick()
    assert sit().told == [{"log"}]


@pytest.mark.parametrize("error", [Unavailable("full"), sqlite3.OperationalError("bad")])
def test_what_could_not_be_kept_is_tried_again_without_a_word(
    sit, tasks, database, nordwind, monkeypatch, error
):
    told = []
    tasks.failed.connect(told.append)
    first = sit()
    first.log.open_for(nordwind)
    first.log.pane.note.setPlainText("half")
    with monkeypatch.context() as broken:
        broken.setattr(unfinished, "keep", partial(_raise, error))
        first.tick()
        first.tick()
    is_ours = isinstance(error, Unavailable)
    assert told == ([] if is_ours else [error]), "a bug is told, once"
    first.tick()
    assert bool(kept(database)) == is_ours


def _raise(error, *_args):
    raise error
