"""How renewals are spoken of, in lists, on paper and on the command line."""

from app.language import _, ngettext
from app.models.kinds import Call, Outcome, Renews, Surprise


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


def calls() -> dict[Call, str]:
    """Return what may be called of a renewal in a review, the calmest first."""
    return {Call.SAFE: _("Safe"), Call.WATCH: _("Watch"), Call.AT_RISK: _("At risk")}


def guts() -> dict[int, str]:
    """Return what one's gut may say before anything is computed."""
    return {
        1: _("sure to stay"),
        2: _("likely to stay"),
        3: _("either way"),
        4: _("likely to go"),
        5: _("sure to go"),
    }


def surprises() -> dict[Surprise, str]:
    """Return why a loss came that nobody had called."""
    return {
        Surprise.OUTSIDE_CAUSE: _("A cause outside: merger, closing down"),
        Surprise.CHANGED_AFTER: _("Something changed after the review"),
        Surprise.DID_NOTHING: _("We knew, and did nothing"),
        Surprise.THIN_EVIDENCE: _("We knew too little"),
        Surprise.WRONG_EVIDENCE: _("What we had noted was wrong"),
    }


def manners() -> dict[Renews, str]:
    """Return what happens at the end of a term, in words."""
    return {
        Renews.AUTOMATIC: _("Renews by itself"),
        Renews.EXPIRES: _("Expires unless renewed"),
        Renews.OPEN: _("Open-ended"),
    }


def experience(decided: int, lost: int, *, own: bool = False, tells: bool = True) -> str:
    """Say how much of this firm's own experience stands behind the risks.

    ``own``: enough losses are known; ``tells``: something known beforehand told them apart.
    """
    known = ngettext(
        "{decided} renewal decided, {lost} lost", "{decided} renewals decided, {lost} lost", decided
    ).format(decided=decided, lost=lost)
    if not own:
        return _("Risks are mostly a prior, not yet your own experience: {known}.").format(
            known=known
        )
    if tells:
        return _("Risks are learnt from your own renewals: {known}.").format(known=known)
    return _(
        "Nothing known beforehand told your losses from the others so far, so all risks stay near "
        "their usual rate: {known}."
    ).format(known=known)


def days_to_say_no(days: int) -> str:
    """Return how long there is to say no, or since when that is past."""
    if days < 0:
        return ngettext("{n} day past notice", "{n} days past notice", -days).format(n=-days)
    if days == 0:
        return _("last day to say no")
    return ngettext("{n} day to say no", "{n} days to say no", days).format(n=days)
