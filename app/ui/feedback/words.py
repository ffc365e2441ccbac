"""What the board calls its columns, kinds and times."""

from statistics import median
from typing import TYPE_CHECKING

from app.language import _
from app.models.kinds import FeedbackKind, LoopStep
from app.ui import formats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.services.feedback.answers import AnswerRow
    from app.services.feedback.loops import LoopCard

STEPS = tuple(LoopStep)


def columns() -> dict[LoopStep, str]:
    """Return the heading of each column, from left to right."""
    return {
        LoopStep.HEARD: _("Heard"),
        LoopStep.ACTING: _("Acting"),
        LoopStep.TOLD: _("Told"),
        LoopStep.CONFIRMED: _("Confirmed"),
    }


def meanings() -> dict[LoopStep, str]:
    """Return what it takes to stand in each column."""
    return {
        LoopStep.HEARD: _("The customer told us"),
        LoopStep.ACTING: _("We do something about it"),
        LoopStep.TOLD: _("The customer knows what we did"),
        LoopStep.CONFIRMED: _("The customer says it is solved"),
    }


def kinds() -> dict[FeedbackKind, str]:
    """Return what each kind is called."""
    return {
        FeedbackKind.COMPLAINT: _("Complaint"),
        FeedbackKind.PRAISE: _("Praise"),
        FeedbackKind.WISH: _("Wish"),
        FeedbackKind.MENTION: _("Mention"),
        FeedbackKind.REMARK: _("Remark"),
    }


def age(cards: "Sequence[LoopCard]") -> str:
    """Return how old the cards of a column are, by the one in the middle."""
    if not cards:
        return ""
    days = round(median(card.age for card in cards))
    return _("median age {time}").format(time=formats.duration(days))


def source(card: "LoopCard") -> str:
    """Return who said it, by which way, about what."""
    about = " ".join(part for part in (card.vendor, card.product) if part)
    return " · ".join(part for part in (card.contact, card.via, about) if part)


def due(card: "LoopCard", today: "date") -> str:
    """Return until when, and who carries it; the day first, for it must not be cut."""
    parts = [card.owner or _("nobody yet")]
    if card.confirmed_on is not None:
        day = formats.day_and_month(card.confirmed_on, today)
        parts = [_("confirmed {day}").format(day=day)]
    elif card.overdue and card.due_on is not None:
        late = formats.duration((today - card.due_on).days)
        parts.insert(0, _("{time} overdue").format(time=late))
    elif card.due_on is not None:
        parts.insert(0, _("due {day}").format(day=formats.day_and_month(card.due_on, today)))
    return " · ".join(parts)


def spoken(card: "LoopCard", today: "date") -> str:
    """Return a card as it is read aloud."""
    parts = (
        card.customer,
        kinds()[card.kind],
        card.text,
        source(card),
        formats.duration(card.age),
        due(card, today),
    )
    return ". ".join(part for part in parts if part)


def score(row: "AnswerRow") -> str:
    """Return an answer on its scale, "CSAT 2 of 5"."""
    digits = 0 if float(row.score).is_integer() else 1
    question = row.question.upper() if len(row.question) <= 4 else row.question
    return _("{question} {score} of {high}").format(
        question=question, score=formats.number(row.score, digits), high=formats.number(row.high)
    )
