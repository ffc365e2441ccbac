"""Surveys: the one about the relationship, the firm's own, and what was answered to one of them.

A survey's own questions are their words, which each answer stores; so a survey that is edited or
deleted changes nothing that was answered. A line that is the name of a question which Rapport knows
("nps", "trust") asks that one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Response, Survey
from app.models.base import now
from app.models.kinds import ResponseChannel
from app.services.book import recording
from app.services.customers import note_lines, note_records, typed_text, who
from app.services.errors import Invalid
from app.services.feedback import questions, responses
from app.services.feedback.answers import on_scale
from app.services.feedback.feedback import contact
from app.services.feedback.questions import Worded
from app.services.feedback.responses import Asking
from app.services.trajectory.rules import TELLING_SILENCE
from app.services.trust import entries

MOST = 20  # questions: nobody answers more on the phone
LONGEST = 300  # characters of a question
BAD = -1  # a feeling from which an answer wants a loop

Waiting = dict[str, Response]  # open invitations, by the question they ask


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What can be asked; ``id`` is None for the survey about the relationship."""

    id: int | None
    name: str
    questions: tuple[Worded, ...]


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey of the firm's own, and how it has been used."""

    id: int
    name: str
    questions: int
    answers: int
    last_asked: date | None


@dataclass(slots=True)
class OwnSurveyDraft:
    """What the form edits, the questions one a line; ``id`` is None for a new survey."""

    name: str = ""
    questions: str = ""
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """What was said to one question; without a ``score`` it was skipped."""

    question: str
    score: float | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is asked: a customer, and a contact where one is named."""

    customer_id: int
    customer: str
    contact_id: int | None


@dataclass(frozen=True, slots=True)
class SurveyDraft:
    """One survey as it was gone through; ``asked_on`` None is today.

    ``customer`` is a name or external id where ``customer_id`` is not known; ``contact`` an e-mail
    address or a name. ``channel`` None is face to face.
    """

    customer_id: int | None = None
    customer: str = ""
    contact_id: int | None = None
    contact: str = ""
    survey_id: int | None = None
    asked_on: date | None = None
    at: datetime | None = None
    channel: ResponseChannel | None = ResponseChannel.PHONE
    answers: tuple[SurveyAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyLogged:
    """The ids of what one survey stored."""

    responses: tuple[int, ...]
    competitors: tuple[int, ...] = ()


# ---- what is asked


def questionnaires(session: Session) -> list[Questionnaire]:
    """Return what can be asked: the survey about the relationship, then the firm's own by name."""
    own = select(Survey).where(Survey.deleted_at.is_(None), Survey.questions != "")
    return [
        relationship(),
        *(
            Questionnaire(one.id, one.name, tuple(map(questions.worded, one.questions.split("\n"))))
            for one in session.scalars(own.order_by(func.lower(Survey.name), Survey.id))
        ),
    ]


def relationship() -> Questionnaire:
    """Return the survey that is built in."""
    asked = tuple(map(questions.worded, questions.RELATIONSHIP))
    return Questionnaire(None, questions.relationship_survey(), asked)


def overview(session: Session) -> list[SurveyRow]:
    """Return the firm's own surveys by name; one query."""
    given = (Response.deleted_at.is_(None), Response.score.is_not(None))
    query = (
        select(
            Survey.id, Survey.name, Survey.questions,
            func.count(Response.id), func.max(Response.occurred_on),
        )
        .outerjoin(Response, (Response.survey_id == Survey.id) & given[0] & given[1])
        .where(Survey.deleted_at.is_(None))
        .group_by(Survey.id)
        .order_by(func.lower(Survey.name), Survey.id)
    )  # fmt: skip
    return [
        SurveyRow(found, name, len(lines.splitlines()), answers, last)
        for found, name, lines, answers, last in session.execute(query)
    ]


def load(session: Session, survey_id: int) -> OwnSurveyDraft:
    """Return a survey as a form wants it; raises NotFound."""
    found = entries.get(session, Survey, survey_id)
    return OwnSurveyDraft(found.name, found.questions, found.id, found.version)


def save(session: Session, draft: OwnSurveyDraft) -> int:
    """Store a new or edited survey and return its id; raises Invalid, Conflict and NotFound."""
    said = " ".join(draft.name.split())
    name = typed_text.required("name", said, _("Please give the survey's name."))
    same = select(Survey.id).where(
        func.lower(Survey.name) == name.lower(),
        Survey.deleted_at.is_(None),
        Survey.id != (draft.id or 0),
    )
    if (
        name.casefold() == questions.relationship_survey().casefold()
        or session.scalars(same).first() is not None
    ):
        raise Invalid("name", _("There is already a survey of that name."))
    survey = entries.for_draft(session, Survey, draft.id, draft.version, Survey())
    survey.name, survey.questions = name, "\n".join(_lines(draft.questions))
    session.add(survey)
    session.flush()
    label = _("Changed the survey {name}") if draft.id else _("Added the survey {name}")
    recording.describe(session, label.format(name=name))
    return survey.id


def delete(session: Session, survey_ids: Iterable[int]) -> None:
    """Take surveys out of sight; what was answered keeps their names, and undo brings them back."""
    found = [entries.get(session, Survey, survey_id) for survey_id in survey_ids]
    for survey in found:
        survey.deleted_at = now()
    what = found[0].name if len(found) == 1 else _("{n} surveys").format(n=len(found))
    recording.describe(session, _("Deleted {what}").format(what=what))


def _lines(text: str) -> list[str]:
    """Return the questions of a form: one a line, each once, none empty, none endless."""
    typed = (" ".join(line.split()) for line in typed_text.kept("questions", text).splitlines())
    lines = [line.lower() if questions.is_known(line.lower()) else line for line in typed if line]
    asked = list(dict.fromkeys(lines))
    if not asked:
        raise Invalid("questions", _("Please write at least one question."))
    if len(asked) > MOST:
        raise Invalid(
            "questions",
            _("{n} questions are too many to be asked at once; {most} is the most.").format(
                n=len(asked), most=MOST
            ),
        )
    if any(len(line) > LONGEST for line in asked):
        raise Invalid(
            "questions",
            _("A question that is read aloud has at most {most} characters.").format(most=LONGEST),
        )
    return asked


# ---- what was answered


def whom(session: Session, draft: SurveyDraft, today: date) -> Whom:
    """Return who a draft is about, before anybody is asked; raises Invalid and NotFound."""
    responses.not_ahead("asked_on", draft.asked_on or today, today)
    customer = who.customer(session, draft.customer_id, draft.customer, today)
    person = contact(session, customer.id, draft.contact_id, draft.contact)
    return Whom(customer.id, customer.name, person)


def log_survey(session: Session, draft: SurveyDraft, today: date) -> SurveyLogged:
    """Store what one person answered, and what was skipped; raises Invalid and NotFound.

    Where the same person was asked the same not long ago and has not answered, it answers that. A
    skipped question is one that was asked and not answered; if all were skipped, that is an
    invitation which nobody answered.
    """
    _check(draft.answers)
    asked = whom(session, draft, today)
    day = draft.asked_on or today
    asking = Asking(asked.customer_id, asked.contact_id, day, today, draft.at, draft.channel)
    waiting = responses.open_invitations(session, asking, [one.question for one in draft.answers])
    survey = session.get(Survey, draft.survey_id) if draft.survey_id else None
    # of a survey that was deleted meanwhile, the answers are given all the same
    stored = _stored(draft.answers, survey and survey.id, asking, waiting)
    if not stored:
        raise Invalid("answers", _("All of this was asked lately and is still not answered."))
    session.add_all(stored)
    session.flush()
    named = _mentions(session, draft.answers, asking)
    recording.describe(session, _("Logged a survey of {customer}").format(customer=asked.customer))
    return SurveyLogged(tuple(one.id for one in stored), named)


def _check(answers: Sequence[SurveyAnswer]) -> None:
    if not answers:
        raise Invalid("answers", _("Please ask at least one question."))
    if len({one.question for one in answers}) < len(answers):
        raise Invalid("answers", _("Each question is asked once."))
    for one in answers:
        low, high = questions.scale_of(one.question)
        if one.score is not None and not low <= one.score <= high:
            raise Invalid(
                one.question,
                _("The answer lies between {low} and {high}.").format(low=low, high=high),
            )


def _stored(
    answers: Sequence[SurveyAnswer], survey_id: int | None, asking: Asking, waiting: Waiting
) -> list[Response]:
    """Return the responses that are new, and the invitations that now say something."""
    skipped_on = _skipped_on(answers, asking, waiting)
    stored: list[Response] = []
    for one in answers:
        response = waiting.get(one.question)
        silent = one.score is None and not one.comment.strip()
        if silent and (response is not None or (skipped_on is None and _tells(one))):
            continue  # as open as it was, or nothing that may stand alone
        response = response or responses.unanswered(asking, one.question)
        asked_on = asking.day if one.score is not None else skipped_on or asking.day
        response.asked_on = response.asked_on or asked_on
        response.survey_id = survey_id or response.survey_id
        _say(response, one, asking)
        stored.append(response)
    return stored


def _say(response: Response, said: SurveyAnswer, asking: Asking) -> None:
    if said.score is not None:
        scale = questions.scale_of(said.question)
        responses.answer(response, asking, said.score, scale, said.comment)
        content = on_scale(said.score, *scale) > BAD and not said.comment.strip()
        response.seen_on = asking.today if content else None  # who asked has heard it
        return
    response.occurred_on = response.asked_on or asking.day
    response.channel = asking.channel
    response.comment = typed_text.kept("comment", said.comment)


def _skipped_on(answers: Sequence[SurveyAnswer], asking: Asking, waiting: Waiting) -> date | None:
    """Return the day on which skipped questions were asked, so that they do not pass for silence.

    Of all that tells by its silence (METHOD §2), what one person was asked on a day is one
    invitation: beside an answer of that day a skipped question is harmless. Where only an older
    invitation was answered, the rest was asked with that. Where nothing but other questions was
    answered there is no such day: None.
    """
    given = [one for one in answers if one.score is not None]
    telling = [one.question for one in given if _tells(one)]
    if not given or any(name not in waiting for name in telling):
        return asking.day
    days = (waiting[name].asked_on for name in telling)
    return max((day for day in days if day is not None), default=None)


def _tells(answer: SurveyAnswer) -> bool:
    return answer.question in TELLING_SILENCE


def _mentions(session: Session, answers: Sequence[SurveyAnswer], asking: Asking) -> tuple[int, ...]:
    """Store the competitors that were named, as a note's lines name them."""
    shared: dict[str, Any] = {
        "customer_id": asking.customer_id,
        "contact_id": asking.contact_id,
        "recorded_on": asking.today,
    }
    found = dict.fromkeys(line for one in answers for line in note_lines.rivals(one.comment))
    made = [note_records.mention(session, line, asking.day, shared) for line in found]
    session.add_all(made)
    session.flush()
    return tuple(one.id for one in made)
