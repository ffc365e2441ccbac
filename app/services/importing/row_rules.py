"""What a row must obey as a whole, and what the book puts where a new row says nothing.

The same rules stand as constraints in the database; here they become sentences.
"""

from collections.abc import Callable
from typing import Any

from app.language import _
from app.models.kinds import (
    Direction,
    FeedbackKind,
    InteractionKind,
    PromiseDirection,
    Question,
)
from app.services.importing.refusal import Refused
from app.services.importing.values import Scale

Values = dict[str, Any]

SCALES = {
    Question.NPS: Scale(0, 10),
    Question.CSAT: Scale(1, 5),
    Question.EFFORT: Scale(1, 7),
    Question.COMPETENCE: Scale(1, 5),
    Question.SERVICE: Scale(1, 5),
    Question.COMMITMENT: Scale(1, 5),
    Question.TRUST: Scale(1, 5),
    Question.EXPECTATION: Scale(1, 5),
    Question.COMPETITOR: Scale(-1, 1),
}
"""The usual scale of each question, meant where a row names none."""


def tidy(row: Values) -> None:
    """Write a known question as we do, whatever its case."""
    if "question" in row and row["question"].casefold() in set(Question):
        row["question"] = row["question"].casefold()


def defaults(kind: str, row: Values, currency: str) -> Values:
    """Return what a new row of a kind holds where the file says nothing."""
    match kind:
        case "interactions":
            ours = row["kind"] == InteractionKind.EMAIL and row.get("direction") == Direction.OUT
            return {"two_way": not ours}
        case "contracts":
            return {"currency": currency}
        case "feedback":
            return {"kind": FeedbackKind.REMARK}
        case "promises":
            return {"direction": PromiseDirection.OURS}
        case "responses" | "self_ratings":
            return _scale(row)
        case _:
            return {}


def check(kind: str, row: Values) -> None:
    """Refuse a row, as it would stand in the book, that contradicts itself."""
    rule = _RULES.get(kind)
    if rule is not None:
        rule(row)


def _scale(row: Values) -> Values:
    if "low" in row:
        return {}
    scale = SCALES.get(row["question"])
    if scale is None:
        raise Refused(_("scale is missing: nobody knows the scale of a question of your own"))
    return {"low": scale.low, "high": scale.high}


def _contract(row: Values) -> None:
    if _before(row.get("ends"), row.get("starts")):
        raise Refused(_("ends lies before starts"))


def _ticket(row: Values) -> None:
    earlier = _before(row.get("closed"), row.get("opened"))
    if earlier or _before(row.get("closed_on"), row["opened_on"]):
        raise Refused(_("closed lies before opened"))


def _response(row: Values) -> None:
    score = row.get("score")
    if score is not None and not row["low"] <= score <= row["high"]:
        raise Refused(
            _("score: {score} does not lie on the scale from {low} to {high}").format(
                score=f"{score:g}", low=f"{row['low']:g}", high=f"{row['high']:g}"
            )
        )


def _before(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one < other


_RULES: dict[str, Callable[[Values], None]] = {
    "contracts": _contract,
    "tickets": _ticket,
    "responses": _response,
    "self_ratings": _response,
}
