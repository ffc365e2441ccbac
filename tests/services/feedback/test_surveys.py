"""A survey asked on the phone or at a table: one write, one label, one undo."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from sqlalchemy import event, select

from app.models import ChangeSet, Competitor, CompetitorMention, Contact, Customer, Response, Survey
from app.models.base import Base
from app.models.kinds import Question, ResponseChannel
from app.services.book import history
from app.services.book.database import Database
from app.services.customers import facts, search, standings, timeline
from app.services.errors import Conflict, Invalid, NotFound
from app.services.exporting.book import export_book
from app.services.exporting.left_out import left_out
from app.services.feedback import questions, surveys
from app.services.feedback.surveys import OwnSurveyDraft, SurveyAnswer, SurveyDraft
from app.services.importing import service
from app.services.importing.service import Options
from app.services.trust import answers

TODAY = date(2026, 5, 4)
DAY = timedelta(days=1)
ALL = tuple(question.name for question in surveys.relationship().questions)
FULL = tuple(
    SurveyAnswer(name, score) for name, score in zip(ALL, (4, 5, 3, 4, 9, 6, 3, 4), strict=True)
)
SKIPPED = tuple(SurveyAnswer(name) for name in ALL)


@pytest.fixture
def nordwind(database):
    with database.write() as session:
        customer = Customer(name="Nordwind GmbH", since=TODAY - 400 * DAY, recorded_on=TODAY)
        session.add(customer)
        session.flush()
        for name in ("Marta", "Karl"):
            session.add(Contact(customer_id=customer.id, name=name, recorded_on=TODAY))
        return customer.id


def log(database, draft, today=TODAY):
    with database.write() as session:
        return surveys.log_survey(session, draft, today)


def save(database, name="Yearly check", lines="How clear are our invoices?\nnps", **more):
    with database.write() as session:
        return surveys.save(session, OwnSurveyDraft(name, lines, **more))


def stored(database, model=Response):
    with database.read() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def by_question(database):
    return {one.question: one for one in stored(database)}


def invite(database, question, asked_on, contact_id=1):
    low, high = questions.scale_of(question)
    with database.write() as session:
        session.add(
            Response(
                customer_id=1, contact_id=contact_id, question=question, low=low, high=high,
                asked_on=asked_on, occurred_on=asked_on, recorded_on=asked_on, channel="mail",
            )
        )  # fmt: skip


def content(database):
    """Return every row of every table but the history and what is derived."""
    apart = {"change_sets", "changes", "standings"}
    stamps = {"version", "created_at", "changed_at"}
    with database.read() as session:
        return {
            table.name: sorted(
                map(repr, session.execute(select(*(c for c in table.c if c.name not in stamps))))
            )
            for table in Base.metadata.sorted_tables
            if table.name not in apart
        }


# ---- the survey that is built in


def test_the_relationship_survey_asks_every_driver_recommendation_effort_and_more():
    asked = surveys.relationship().questions
    assert {one.name for one in asked} == set(Question) - {Question.CSAT}
    assert asked[:4] == tuple(
        map(questions.worded, ("competence", "service", "commitment", "trust"))
    )
    assert all(one.text.endswith("?") and one.worst and one.best for one in asked)
    assert {(one.low, one.high) for one in asked} == {(1, 5), (0, 10), (1, 7)}


# ---- logging


def test_a_whole_survey_is_one_write_with_one_label_and_one_time(database, nordwind):
    at = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
    made = log(database, SurveyDraft(nordwind, contact="Marta", at=at, answers=FULL))
    found = stored(database)
    assert made.responses == tuple(one.id for one in found)
    assert [(one.question, one.score) for one in found] == [(a.question, a.score) for a in FULL]
    assert {(one.contact_id, one.channel, one.at, one.occurred_on) for one in found} == {
        (1, ResponseChannel.PHONE, at, TODAY)
    }
    assert {(one.asked_on, one.recorded_on, one.survey_id) for one in found} == {
        (TODAY, TODAY, None)
    }
    assert [one.label for one in stored(database, ChangeSet)][1:] == [
        "Logged a survey of Nordwind GmbH"
    ]


def test_the_words_are_kept_as_they_were_said(database, nordwind):
    said = SurveyAnswer("trust", 2, "  Nobody called back.\nTwice ")
    log(database, SurveyDraft(nordwind, answers=(said,)))
    assert stored(database)[0].comment == said.comment


def test_face_to_face_has_no_word_in_the_files(database, nordwind):
    log(database, SurveyDraft(nordwind, channel=None, answers=FULL))
    assert {one.channel for one in stored(database)} == {None}


def test_a_survey_of_last_week_is_known_from_today_on(database, nordwind):
    log(database, SurveyDraft(nordwind, asked_on=TODAY - 7 * DAY, answers=FULL))
    found = stored(database)
    assert {(one.occurred_on, one.asked_on, one.recorded_on) for one in found} == {
        (TODAY - 7 * DAY, TODAY - 7 * DAY, TODAY)
    }


def test_undo_takes_all_of_it_back_row_by_row_also_after_a_restart(database, nordwind):
    invite(database, "nps", TODAY - 5 * DAY)
    before = content(database)
    words = replace(FULL[-1], comment="vs Otherhouse: cheaper, firewall")
    draft = SurveyDraft(nordwind, contact="Marta", answers=(*FULL[:-1], words))
    log(database, draft)
    assert content(database) != before
    database.close()
    again = Database(database.path)
    try:
        with again.write() as session:
            history.undo(session, history.next_undo(session).change_set)
        assert content(again) == before
        with again.write() as session:
            history.undo(session, history.next_redo(session).change_set)
        assert len(stored(again)) == len(ALL)
        assert len(stored(again, CompetitorMention)) == 1
    finally:
        again.close()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answers": ()}, "answers"),
        ({"answers": (SurveyAnswer("trust", 6),)}, "trust"),
        ({"answers": (SurveyAnswer("nps", -1),)}, "nps"),
        ({"answers": (*FULL, SurveyAnswer("How clear?", 0))}, "How clear?"),
        ({"answers": (SurveyAnswer("trust", 3, "\x00"),)}, "comment"),
        ({"answers": (*FULL, FULL[0])}, "answers"),
        ({"asked_on": TODAY + DAY}, "asked_on"),
        ({"contact": "Nobody"}, "contact"),
        ({"contact_id": 99}, "contact"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_of_it_is_kept(database, nordwind, wrong, field):
    with pytest.raises(Invalid) as trouble:
        log(database, replace(SurveyDraft(nordwind, answers=FULL), **wrong))
    assert trouble.value.field == field
    assert stored(database) == []


def test_a_customer_that_is_gone_or_unknown_is_said(database, nordwind):
    with pytest.raises(NotFound, match="nearest: Nordwind GmbH"):
        log(database, SurveyDraft(customer="Nordwnd", answers=FULL))
    with database.write() as session:
        session.get(Customer, nordwind).deleted_at = datetime(2026, 5, 4, tzinfo=UTC)
    with pytest.raises(NotFound, match="not there any more"):
        log(database, SurveyDraft(nordwind, answers=FULL))


def test_a_survey_costs_the_same_few_questions_however_long_it_is(database, nordwind):
    def selects(answers):
        asked = []
        listen = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(database.engine, "before_cursor_execute", listen)
        log(database, SurveyDraft(nordwind, contact="Marta", answers=answers))
        event.remove(database.engine, "before_cursor_execute", listen)
        return sum(one.lstrip().startswith("SELECT") for one in asked)

    assert selects(FULL) == selects(FULL[:1])


# ---- invitations


def test_an_open_invitation_is_answered_instead_of_doubled(database, nordwind):
    invite(database, "nps", TODAY - 5 * DAY)
    made = log(database, SurveyDraft(nordwind, contact="Marta", answers=FULL))
    found = by_question(database)
    assert len(stored(database)) == len(ALL) == len(made.responses)
    assert (found["nps"].score, found["nps"].asked_on) == (9, TODAY - 5 * DAY)
    assert (found["nps"].occurred_on, found["nps"].channel) == (TODAY, ResponseChannel.PHONE)
    assert found["trust"].asked_on == TODAY


@pytest.mark.parametrize(
    ("asked_on", "contact"), [(TODAY - 61 * DAY, 1), (TODAY - DAY, 2), (TODAY - DAY, None)]
)
def test_an_invitation_of_long_ago_or_of_somebody_else_stays_open(
    database, nordwind, asked_on, contact
):
    invite(database, "nps", asked_on, contact)
    log(database, SurveyDraft(nordwind, contact="Marta", answers=FULL))
    assert sorted(one.score is None for one in stored(database)) == [False] * 8 + [True]


def test_who_answers_nothing_was_invited_and_did_not_answer(database, nordwind):
    log(database, SurveyDraft(nordwind, contact="Marta", answers=SKIPPED))
    found = stored(database)
    assert {(one.score, one.asked_on, one.occurred_on) for one in found} == {(None, TODAY, TODAY)}
    assert silences(database, TODAY + 20 * DAY) == []
    assert silences(database, TODAY + 21 * DAY) == [TODAY + 21 * DAY]


def test_who_skips_some_has_answered(database, nordwind):
    log(database, SurveyDraft(nordwind, contact="Marta", answers=(FULL[0], *SKIPPED[1:])))
    assert sorted(one.score is None for one in stored(database)) == [False] + [True] * 7
    assert silences(database, TODAY + 60 * DAY) == []


def test_who_answers_only_what_was_asked_before_has_answered_it_all(database, nordwind):
    invite(database, "trust", TODAY - 5 * DAY)
    draft = SurveyDraft(nordwind, contact="Marta", answers=(*SKIPPED[:3], FULL[3], *SKIPPED[4:]))
    log(database, draft)
    assert {one.asked_on for one in stored(database)} == {TODAY - 5 * DAY}
    assert silences(database, TODAY + 60 * DAY) == []


@pytest.mark.parametrize("answered", ["effort", "expectation", "competitor"])
def test_who_answers_only_other_questions_has_not_been_silent(database, nordwind, answered):
    said = tuple(replace(one, score=4 if one.question == answered else None) for one in FULL)
    log(database, SurveyDraft(nordwind, contact="Marta", answers=said))
    assert by_question(database)[answered].score == 4
    assert silences(database, TODAY + 60 * DAY) == []


def test_who_skips_trust_in_a_survey_of_our_own_has_not_been_silent(database, nordwind):
    said = (SurveyAnswer("trust"), SurveyAnswer("How clear?", 4), SurveyAnswer("How fast?"))
    log(database, SurveyDraft(nordwind, contact="Marta", answers=said))
    assert sorted(by_question(database)) == ["How clear?", "How fast?"]
    assert silences(database, TODAY + 60 * DAY) == []


def test_what_is_still_unanswered_is_not_asked_twice(database, nordwind):
    draft = SurveyDraft(nordwind, contact="Marta", answers=SKIPPED)
    log(database, draft)
    with pytest.raises(Invalid, match="still not answered"):
        log(database, replace(draft, asked_on=None), TODAY + 3 * DAY)
    assert len(stored(database)) == len(ALL)


def test_words_without_a_score_are_kept_with_the_question(database, nordwind):
    words = SurveyAnswer("competitor", None, "They look around.\nvs Otherhouse: cheaper")
    log(database, SurveyDraft(nordwind, answers=(FULL[0], words)))
    assert by_question(database)["competitor"].comment == words.comment
    assert len(stored(database, CompetitorMention)) == 1


def silences(database, day):
    """Return on which days up to this one the trajectory sees an unanswered survey."""
    with database.read() as session:
        [known] = facts.load(session, day, [1])
        evidence = facts.story(known, day, None).evidence
    return [
        date.fromordinal(one.day)
        for one in evidence
        if one.kind == "no_answer" and one.day <= day.toordinal()
    ]


# ---- competitors


def test_a_competitor_is_noted_as_in_a_note(database, nordwind):
    line = "They got an offer.\nvs Otherhouse: cheaper, firewall, since May"
    said = (replace(FULL[0], comment=line), replace(FULL[1], comment="vs otherhouse: better"))
    made = log(database, SurveyDraft(nordwind, contact="Marta", answers=said))
    first, second = stored(database, CompetitorMention)
    assert made.competitors == (first.id, second.id)
    assert [one.name for one in stored(database, Competitor)] == ["Otherhouse"]
    assert (first.stance, first.product, first.note) == ("cheaper", "firewall", "since May")
    assert (first.contact_id, first.occurred_on, first.recorded_on) == (1, TODAY, TODAY)


def test_the_same_competitor_said_twice_is_one_mention(database, nordwind):
    said = tuple(replace(one, comment="vs Otherhouse") for one in FULL[:2])
    log(database, SurveyDraft(nordwind, answers=said))
    assert len(stored(database, CompetitorMention)) == 1


def test_words_are_found_under_the_question_they_answered(database, nordwind):
    said = (replace(FULL[3], comment="zebra"), SurveyAnswer("How clear?", 2, "zebra"))
    log(database, SurveyDraft(nordwind, answers=said))
    with database.read() as session:
        found = search.search(session, "zebra").found
    assert {hit.title for hit in found} == {"Answer to trust", "Answer to How clear?"}


# ---- who has to look at it


def test_only_what_wants_something_of_us_waits_on_today(database, nordwind):
    said = (FULL[0], SurveyAnswer("service", 2), replace(FULL[2], comment="Slow lately"))
    log(database, SurveyDraft(nordwind, answers=said))
    seen = {one.question: one.seen_on for one in stored(database)}
    assert seen == {"competence": TODAY, "service": None, "commitment": None}


# ---- where it shows


def test_the_timeline_names_the_survey_and_not_the_question_alone(database, nordwind):
    own = save(database)
    said = (SurveyAnswer("How clear are our invoices?", 4, "Better now"), SurveyAnswer("nps", 9))
    log(database, SurveyDraft(nordwind, survey_id=own, answers=said))
    log(database, SurveyDraft(nordwind, answers=(FULL[0], SKIPPED[3], FULL[4])))
    with database.read() as session:
        rows = timeline.page(session, nordwind, TODAY).rows
        listed = answers.of_customer(session, nordwind)
    assert {(row.title, row.text) for row in rows} == {
        ("Yearly check: 4 of 5", "How clear are our invoices? · Better now"),
        ("Yearly check, NPS: 9 of 10", ""),
        ("Relationship survey, competence: 4 of 5", ""),
        ("Asked, not answered: Relationship survey, trust", ""),
        ("NPS: 9 of 10", ""),
    }
    assert {(one.question, one.survey) for one in listed} >= {
        ("How clear are our invoices?", "Yearly check"), ("trust", "Relationship survey"),
    }  # fmt: skip


def test_the_four_drivers_move_the_level_and_own_questions_do_not(database, nordwind):
    def level():
        with database.write() as session:
            standings.freshen(session, TODAY)
        with database.read() as session:
            return session.execute(select(Base.metadata.tables["standings"].c.level)).scalar()

    before = level()
    log(database, SurveyDraft(nordwind, answers=(SurveyAnswer("Our own?", 5),)))
    assert level() == before
    log(database, SurveyDraft(nordwind, answers=FULL))
    assert level() > before


# ---- the firm's own


def test_a_survey_of_our_own_is_asked_in_its_words(database):
    own = save(database, " Yearly  check ", "  How clear   are our invoices?\n\nNPS\nnps\n")
    with database.read() as session:
        built_in, asked = surveys.questionnaires(session)
    assert (built_in.id, asked.id, asked.name) == (None, own, "Yearly check")
    invoices, nps = asked.questions
    assert (invoices.name, invoices.text) == ("How clear are our invoices?",) * 2
    assert (invoices.low, invoices.high, nps.high) == (1, 5, 10)
    assert (nps.name, nps.text) == ("nps", "How likely are you to recommend us?")


def test_surveys_are_listed_with_how_they_were_used(database, nordwind):
    own = save(database)
    save(database, "Another")
    said = (SurveyAnswer("How clear are our invoices?", 4), SurveyAnswer("nps"))
    log(database, SurveyDraft(nordwind, survey_id=own, answers=said))
    with database.read() as session:
        rows = surveys.overview(session)
    assert [(one.name, one.questions, one.answers, one.last_asked) for one in rows] == [
        ("Another", 2, 0, None), ("Yearly check", 2, 1, TODAY),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "yearly CHECK"}, "name"),
        ({"name": "relationship survey"}, "name"),
        ({"lines": " \n "}, "questions"),
        ({"lines": "\n".join(f"Question {n}?" for n in range(21))}, "questions"),
        ({"lines": "x" * 301}, "questions"),
        ({"lines": "a\x00b"}, "questions"),
    ],
)
def test_a_survey_that_nobody_could_ask_is_refused(database, wrong, field):
    save(database)
    with pytest.raises(Invalid) as trouble:
        save(database, **({"name": "New"} | wrong))
    assert trouble.value.field == field
    assert len(stored(database, Survey)) == 1


def test_an_edited_survey_leaves_what_was_answered(database, nordwind):
    own = save(database)
    said = (SurveyAnswer("How clear are our invoices?", 4),)
    log(database, SurveyDraft(nordwind, survey_id=own, answers=said))
    with database.read() as session:
        draft = surveys.load(session, own)
    with database.write() as session:
        surveys.save(session, replace(draft, name="Check", questions="Anything else?"))
    with pytest.raises(Conflict), database.write() as session:
        surveys.save(session, draft)
    with database.read() as session:
        (answer,) = answers.of_customer(session, nordwind)
    assert (answer.question, answer.survey) == ("How clear are our invoices?", "Check")


def test_a_deleted_survey_is_asked_no_more_and_undo_brings_it_back(database, nordwind):
    own = save(database)
    with database.write() as session:
        surveys.delete(session, [own])
    with database.read() as session:
        assert surveys.overview(session) == []
        assert [one.id for one in surveys.questionnaires(session)] == [None]
    with pytest.raises(NotFound), database.read() as session:
        surveys.load(session, own)
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    with database.read() as session:
        assert len(surveys.overview(session)) == 1


def test_answers_survive_that_their_survey_was_undone_meanwhile(database, nordwind):
    own = save(database)
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    said = (SurveyAnswer("How clear are our invoices?", 4),)
    log(database, SurveyDraft(nordwind, survey_id=own, answers=said))
    assert stored(database)[0].survey_id is None


# ---- out and in again


def test_answers_come_back_from_the_files_as_they_were(database, nordwind, empty_file, tmp_path):
    own = save(database, lines="=How clear?\nnps")
    said = (SurveyAnswer("=How clear?", 4, "vs Otherhouse\nyes"), SurveyAnswer("nps"))
    log(database, SurveyDraft(nordwind, contact="Marta", survey_id=own, answers=said))
    log(database, SurveyDraft(nordwind, contact="Karl", channel=None, answers=FULL))
    other = Database(Path(copy(empty_file, tmp_path / "other.rapport")))
    try:
        with database.read() as session:
            export_book(session, tmp_path / "out")
            assert "1 survey" in left_out(session)
        with other.write() as session:
            files = sorted((tmp_path / "out").glob("*.csv"))
            report = service.import_files(session, files, Options(), TODAY + DAY)
        assert not any(file.rejected for file in report.files)
        assert as_given(other) == as_given(database)
    finally:
        other.close()


def as_given(database):
    """Return all that a file has a place for."""
    names = (
        *("customer_id", "contact_id", "question", "score", "low", "high", "asked_on", "at"),
        *("occurred_on", "recorded_on", "channel", "comment", "seen_on"),
    )
    return [tuple(getattr(one, name) for name in names) for one in stored(database)]
