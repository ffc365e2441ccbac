"""The words of a customer's records on the screen, by the words in which they are stored.

Keyed by plain text: the domain's enums are text too, and looking one up must not import models.
"""

from collections.abc import Mapping

from app.language import _, ngettext
from app.ui import formats
from app.ui.tokens import Ink

TRENDS: Mapping[str, Ink] = {"rising": "good", "falling": "bad"}


def stages() -> dict[str, str]:
    """Return the stages of the lifecycle, in their order."""
    return {
        "awareness": _("Awareness"),
        "consideration": _("Consideration"),
        "purchase": _("Purchase"),
        "application": _("Application"),
        "leverage": _("Leverage"),
        "bonding": _("Bonding"),
        "advocacy": _("Advocacy"),
        "lost": _("Lost"),
    }


def statuses() -> dict[str, str]:
    """Return what the contracts say of a customer."""
    return {
        "prospect": _("Prospect"),
        "coming": _("Coming"),
        "customer": _("Customer"),
        "leaving": _("Leaving"),
        "lost": _("Lost"),
    }


def groups() -> dict[str, str]:
    """Return what evidence is about: the six sums of a standing."""
    return {
        "service": _("Service"),
        "voice": _("Their voice"),
        "promises": _("Promises"),
        "people": _("People"),
        "advocacy": _("Speaking for us"),
        "silence": _("Silence"),
    }


def zones() -> dict[str, str]:
    """Return the words for levels, from the lowest on."""
    return {
        "breaking": _("breaking"),
        "strained": _("strained"),
        "ordinary": _("ordinary"),
        "strong": _("strong"),
    }


def outcomes() -> dict[str, str]:
    """Return how a renewal was decided, short."""
    return {
        "renewed": _("renewed"),
        "rolled_over": _("rolled over"),
        "grown": _("grown"),
        "reduced": _("reduced"),
        "lost": _("lost"),
        "no_longer_considered": _("no longer considered"),
    }


def trend(direction: str | None, change: float | None) -> str:
    """Return which way it went in half a year; an arrow only where the evidence earns one."""
    points = formats.signed(change or 0)
    match direction:
        case "rising":
            return _("▲ rising, {points}").format(points=points)
        case "falling":
            return _("▼ falling, {points}").format(points=points)
        case "steady":
            return _("steady")
        case "too_little":
            return _("too little news")
        case "too_early":
            return _("too early to say")
    return ""


def promise_states() -> dict[str, str]:
    """Return what became of a promise."""
    return {
        "open": _("Open"),
        "late": _("Late"),
        "kept": _("Kept"),
        "kept_late": _("Kept late"),
        "broken": _("Broken"),
    }


def sides() -> dict[str, str]:
    """Return who promised."""
    return {"ours": _("We promised"), "theirs": _("They promised")}


def feedback_kinds() -> dict[str, str]:
    """Return what feedback is by its nature."""
    return {
        "complaint": _("Complaint"),
        "praise": _("Praise"),
        "wish": _("Wish"),
        "mention": _("Public mention"),
        "remark": _("Remark"),
    }


def loop_steps() -> dict[str, str]:
    """Return how far feedback has come."""
    return {
        "heard": _("Heard"),
        "acting": _("Acting"),
        "told": _("Told"),
        "confirmed": _("Confirmed"),
    }


def questions() -> dict[str, str]:
    """Return the questions that Rapport knows."""
    return {
        "csat": _("Satisfied with this ticket?"),
        "nps": _("Would recommend us?"),
        "effort": _("Easy to be helped?"),
        "competence": _("Competence"),
        "service": _("Service"),
        "commitment": _("Commitment"),
        "trust": _("Trust"),
        "expectation": _("Expectations met?"),
        "competitor": _("Competitors"),
    }


def advocacy_kinds() -> dict[str, str]:
    """Return what a customer may do to speak for us."""
    return {
        "reference": _("Reference"),
        "referral": _("Referral"),
        "review": _("Review"),
        "case_study": _("Case study"),
        "testimonial": _("Testimonial"),
        "mention": _("Public mention"),
    }


def stances() -> dict[str, str]:
    """Return how a customer sees a competitor's offering against ours."""
    return {
        "better": _("Better than ours"),
        "same": _("As good as ours"),
        "worse": _("Worse than ours"),
        "cheaper": _("Cheaper than ours"),
        "considering": _("Thinks of changing"),
    }


def met() -> dict[int, str]:
    """Return how well an expectation is met."""
    return {
        0: _("Not at all"),
        1: _("Hardly"),
        2: _("Partly"),
        3: _("Mostly"),
        4: _("Fully"),
    }


def priorities() -> dict[int, str]:
    """Return the priorities of tickets."""
    return {1: _("1, urgent"), 2: _("2, high"), 3: _("3, normal"), 4: _("4, low")}


def attitudes() -> dict[int, str]:
    """Return how a person stands to us."""
    return {
        2: _("For us"),
        1: _("Well disposed"),
        0: _("Neutral"),
        -1: _("Sceptical"),
        -2: _("Against us"),
    }


def influences() -> dict[int, str]:
    """Return how much a person has to say."""
    return {
        5: _("5, decides"),
        4: _("4, much"),
        3: _("3, some"),
        2: _("2, little"),
        1: _("1, hardly any"),
        0: _("0, none"),
    }


def eases() -> dict[int, str]:
    """Return how easily a customer could leave, as the owner sees it."""
    return {
        -2: _("Captive: it could hardly leave"),
        -1: _("Leaving would be hard"),
        0: _("As easy as for others"),
        1: _("Leaving would be easy"),
        2: _("Gone tomorrow if it wants"),
    }


def renews() -> dict[str, str]:
    """Return what happens at the end of a term when nobody does anything."""
    return {
        "automatic": _("Renews by itself"),
        "expires": _("Expires unless renewed"),
        "open": _("Open-ended"),
    }


def line(text: str) -> str:
    """Return a text as a line of a table has it."""
    return " ".join(text.split())


def days(count: int) -> str:
    """Return a number of days."""
    return ngettext("{n} day", "{n} days", count).format(n=formats.number(count))


def facts(count: int) -> str:
    """Return a number of dated facts."""
    return ngettext("{n} fact", "{n} facts", count).format(n=formats.number(count))
