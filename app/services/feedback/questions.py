"""What customers are asked: in which words, on which scale, what its two ends mean.

Pure, and quick to import: a dialog shows a question before the book has answered anything.
"""

from dataclasses import dataclass

from app.language import _
from app.models.kinds import Question

# the ends of the scale each question is asked on, METHOD §2; a survey's own: as its draft says
SCALES = {Question.NPS: (0, 10), Question.EFFORT: (1, 7)}
USUAL = (1, 5)

# the survey about the relationship, in the order in which it is asked
RELATIONSHIP = (
    *(Question.COMPETENCE, Question.SERVICE, Question.COMMITMENT, Question.TRUST),
    *(Question.NPS, Question.EFFORT, Question.EXPECTATION, Question.COMPETITOR),
)
DRIVERS = frozenset(RELATIONSHIP[:4])  # asked in no other survey of Rapport's


@dataclass(frozen=True, slots=True)
class Worded:
    """One question as it is read aloud; ``name`` is what an answer to it stores."""

    name: str
    text: str
    low: int
    high: int
    worst: str
    best: str


def worded(name: str) -> Worded:
    """Return a question that Rapport knows, or one of a survey's own: its name are its words."""
    low, high = scale_of(name)
    worst, best = _ends().get(name) or (_("not at all"), _("very much"))
    return Worded(name, texts().get(name, name), low, high, worst, best)


def scale_of(name: str) -> tuple[int, int]:
    """Return the lowest and the highest answer to a question."""
    return SCALES.get(Question(name), USUAL) if is_known(name) else USUAL


def is_known(name: str) -> bool:
    """Return whether Rapport knows what an answer to this question means."""
    return name in set(Question)


def texts() -> dict[str, str]:
    """Return the questions that Rapport knows, as one asks them."""
    return {
        Question.CSAT: _("How satisfied are you with how we solved it?"),
        Question.NPS: _("How likely are you to recommend us?"),
        Question.EFFORT: _("How easy is it to get something solved with us?"),
        Question.COMPETENCE: _("How competent are we?"),
        Question.SERVICE: _("How good is our service and support?"),
        Question.COMMITMENT: _("How committed are we to you?"),
        Question.TRUST: _("How much do you trust us?"),
        Question.EXPECTATION: _("How well do we meet what you expect?"),
        Question.COMPETITOR: _("How do we compare with other providers you look at?"),
    }


def short(name: str) -> str:
    """Return what a question is called in a line of its own: "NPS", "trust", or its words."""
    names: dict[str, str] = {
        Question.CSAT: _("CSAT"),
        Question.NPS: _("NPS"),
        Question.EFFORT: _("effort"),
        Question.COMPETENCE: _("competence"),
        Question.SERVICE: _("service"),
        Question.COMMITMENT: _("commitment"),
        Question.TRUST: _("trust"),
        Question.EXPECTATION: _("expectations met"),
        Question.COMPETITOR: _("compared with others"),
    }
    return names.get(name, name)


def relationship_survey() -> str:
    """Return the name of the survey that is built in."""
    return _("Relationship survey")


def survey_of(name: str, own: str) -> str:
    """Return the survey that a question was asked in: the firm's ``own``, else what its name says.

    An answer to a driver of the relationship tells where it comes from also after an import.
    """
    return own or (relationship_survey() if name in DRIVERS else "")


def _ends() -> dict[str, tuple[str, str]]:
    return {
        Question.CSAT: (_("not at all"), _("very satisfied")),
        Question.NPS: (_("not at all likely"), _("extremely likely")),
        Question.EFFORT: (_("very hard"), _("very easy")),
        Question.COMPETENCE: (_("not competent"), _("very competent")),
        Question.SERVICE: (_("very bad"), _("very good")),
        Question.COMMITMENT: (_("not at all"), _("fully")),
        Question.TRUST: (_("not at all"), _("fully")),
        Question.EXPECTATION: (_("not at all"), _("fully")),
        Question.COMPETITOR: (_("much worse"), _("much better")),
    }
