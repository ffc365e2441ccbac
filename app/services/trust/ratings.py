"""How we rate our own service to a customer, blind, on the questions that the customer answers."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, SelfRating
from app.models.kinds import Question
from app.services.book import recording
from app.services.customers import who
from app.services.errors import Invalid

DRIVERS = (Question.COMPETENCE, Question.SERVICE, Question.COMMITMENT, Question.TRUST)
LOW, HIGH = 1, 5


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """What the form gives: a score from 1 to 5 for each driver, those left out are not rated."""

    customer_id: int | None = None
    customer: str = ""
    scores: dict[Question, int] = field(default_factory=dict[Question, int])
    colleague_id: int | None = None


def rate(session: Session, draft: RatingDraft, today: date) -> int:
    """Store our own rating of a customer and return the customer's id; raises Invalid, NotFound.

    Rating the same customer twice on a day corrects nothing: both are kept, and both count.
    """
    if not draft.scores:
        raise Invalid("scores", _("Please rate at least one of the four."))
    if set(draft.scores) - set(DRIVERS) or not all(
        LOW <= score <= HIGH for score in draft.scores.values()
    ):
        raise Invalid("scores", _("A rating lies between 1 and 5."))
    if draft.colleague_id is not None and session.get(Colleague, draft.colleague_id) is None:
        raise Invalid("colleague_id", _("This colleague is not there any more."))
    customer = who.customer(session, draft.customer_id, draft.customer, today)
    for driver in DRIVERS:
        if driver in draft.scores:
            session.add(
                SelfRating(
                    customer_id=customer.id,
                    occurred_on=today,
                    recorded_on=today,
                    question=driver.value,
                    score=draft.scores[driver],
                    low=LOW,
                    high=HIGH,
                    colleague_id=draft.colleague_id,
                )
            )
    session.flush()
    recording.describe(session, _("Rated ourselves at {name}").format(name=customer.name))
    return customer.id
