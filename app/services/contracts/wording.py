"""How renewals are spoken of, in lists, on paper and on the command line."""

from app.language import _, ngettext
from app.models.kinds import Outcome, Renews


def outcomes() -> dict[Outcome, str]:
    """Return what can become of a renewal, in the order it is offered."""
    return {
        Outcome.RENEWED: _("Renewed"),
        Outcome.GROWN: _("Renewed and grown"),
        Outcome.REDUCED: _("Renewed, but reduced"),
        Outcome.ROLLED_OVER: _("Rolled over by itself"),
        Outcome.LOST: _("Lost"),
        Outcome.NO_LONGER_CONSIDERED: _("We are no longer considered"),
    }


def manners() -> dict[Renews, str]:
    """Return what happens at the end of a term, in words."""
    return {
        Renews.AUTOMATIC: _("Renews by itself"),
        Renews.EXPIRES: _("Expires unless renewed"),
        Renews.OPEN: _("Open-ended"),
    }


def experience(decided: int, lost: int) -> str:
    """Say how much of this firm's own experience stands behind the risks: none of it so far."""
    known = ngettext(
        "{decided} renewal decided, {lost} lost", "{decided} renewals decided, {lost} lost", decided
    ).format(decided=decided, lost=lost)
    return _("Risks are mostly a prior, not yet your own experience: {known}.").format(known=known)


def days_to_say_no(days: int) -> str:
    """Return how long there is to say no, or since when that is past."""
    if days < 0:
        return ngettext("{n} day past notice", "{n} days past notice", -days).format(n=-days)
    if days == 0:
        return _("last day to say no")
    return ngettext("{n} day to say no", "{n} days to say no", days).format(n=days)
