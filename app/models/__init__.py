"""What is stored. The words of the domain (`kinds`) cost nothing; naming a table loads them all.

The window names words before it is painted, and SQLAlchemy takes longer than that.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.models.advocacy import AdvocacyAct
    from app.models.base import Base
    from app.models.bookkeeping import Change, ChangeSet, ImportBatch, Setting, Unfinished
    from app.models.character import CharacterOverrule
    from app.models.colleague import Colleague
    from app.models.competitor import Competitor, CompetitorMention
    from app.models.contact import Contact
    from app.models.contract import Contract, Renewal
    from app.models.customer import Customer, Distinction, Pause, StageEntry
    from app.models.expectation import Expectation
    from app.models.feedback import Feedback
    from app.models.goal import Goal
    from app.models.initiative import Initiative
    from app.models.interaction import Interaction, InteractionContact
    from app.models.lesson import LearntModel, Lesson
    from app.models.promise import Promise
    from app.models.review import RenewalReview, RiskSnapshot
    from app.models.standing import Glance, Snooze, Standing
    from app.models.survey import Response, SelfRating, Survey
    from app.models.ticket import Ticket
    from app.models.vendor import Vendor

__all__ = [
    "AdvocacyAct",
    "Base",
    "Change",
    "ChangeSet",
    "CharacterOverrule",
    "Colleague",
    "Competitor",
    "CompetitorMention",
    "Contact",
    "Contract",
    "Customer",
    "Distinction",
    "Expectation",
    "Feedback",
    "Glance",
    "Goal",
    "ImportBatch",
    "Initiative",
    "Interaction",
    "InteractionContact",
    "LearntModel",
    "Lesson",
    "Pause",
    "Promise",
    "Renewal",
    "RenewalReview",
    "Response",
    "RiskSnapshot",
    "SelfRating",
    "Setting",
    "Snooze",
    "StageEntry",
    "Standing",
    "Survey",
    "Ticket",
    "Unfinished",
    "Vendor",
]


def __getattr__(name: str) -> Any:
    """Load the tables when the first of them is named."""
    if name not in __all__:
        raise AttributeError(name)
    from app.models import tables

    return getattr(tables, name)
