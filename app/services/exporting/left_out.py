"""What of a book no file of the format has a place for: said where a whole book is exported."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models import (
    CharacterOverrule,
    CompetitorMention,
    Contract,
    Customer,
    Distinction,
    Expectation,
    Feedback,
    Pause,
    Promise,
    RenewalReview,
    Response,
    Snooze,
    Survey,
)
from app.models.base import Base


def left_out(session: Session) -> str:
    """Return a sentence that names what the files leave out, "" where they hold all there is.

    The history of changes, which only this book can undo, is never in them and goes unsaid here.
    """
    counted = session.execute(select(*(one.scalar_subquery() for one in _counts().values()))).one()
    parts = [_words(name, count) for name, count in zip(_counts(), counted, strict=True) if count]
    if not parts:
        return ""
    return _("No file has a place for: {what}. A backup keeps them.").format(what=", ".join(parts))


def _counts() -> dict[str, Select[int]]:
    links = (
        (Contract, Contract.successor_id),
        (Feedback, Feedback.response_id),
        (Promise, Promise.interaction_id),
        (Expectation, Expectation.interaction_id),
        (CompetitorMention, CompetitorMention.interaction_id),
        (Response, Response.survey_id),
    )
    linked = [
        select(func.count(column)).where(model.deleted_at.is_(None)).scalar_subquery()
        for model, column in links
    ]
    return {
        "pauses": _there(Pause),
        "surveys": _there(Survey),
        "reviews": _there(RenewalReview),
        "characters": _there(CharacterOverrule),
        "snoozes": select(func.count()).select_from(Snooze),
        "links": select(sum(linked[1:], linked[0])),
        "distinctions": select(func.count()).select_from(Distinction),
        "merged": select(func.count()).where(Customer.merged_into_id.is_not(None)),
        "deleted": select(func.count()).where(
            Customer.deleted_at.is_not(None), Customer.merged_into_id.is_(None)
        ),
    }


def _there(model: type[Base]) -> Select[int]:
    table = model.__table__
    return select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))


def _words(name: str, count: int) -> str:
    match name:
        case "pauses":
            words = ngettext("{n} pause", "{n} pauses", count)
        case "surveys":
            words = ngettext("{n} survey", "{n} surveys", count)
        case "reviews":
            words = ngettext("{n} owner's review", "{n} owner's reviews", count)
        case "characters":
            words = ngettext("{n} overruled character", "{n} overruled characters", count)
        case "snoozes":
            words = ngettext("{n} line put off on Today", "{n} lines put off on Today", count)
        case "links":
            words = ngettext(
                "{n} link from one record to the one it came from",
                "{n} links from records to the ones they came from",
                count,
            )
        case "distinctions":
            words = ngettext(
                "{n} pair of customers told apart", "{n} pairs of customers told apart", count
            )
        case "merged":
            words = ngettext(
                "{n} customer merged into another", "{n} customers merged into others", count
            )
        case _:
            words = ngettext("{n} deleted customer", "{n} deleted customers", count)
    return words.format(n=count)
