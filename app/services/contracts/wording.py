"""How renewals are spoken of, in lists, on paper and on the command line."""

from app.language import _, ngettext
from app.models.kinds import Outcome, Renews

RAREST, CERTAIN = 0.001, 0.95


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


def chance(p: float) -> str:
    """Return a chance as people say it: "1 in 6"; never a decimal."""
    if p > CERTAIN:
        return _("over 9 in 10")
    if p > 0.55:
        return _("{count} in 10").format(count=round(p * 10))
    if 0.4 <= p <= 0.45:
        return _("2 in 5")
    many = round(1 / max(p, RAREST))
    return _("1 in {many}").format(many=many if many < 100 else round(many, -1))


def chance_with_range(p: float, low: float, high: float) -> str:
    """Return a risk with its 80 % range: "about 1 in 6 (1 in 11 … 1 in 4)"."""
    return _("about {chance} ({low} … {high})").format(
        chance=chance(p), low=chance(low), high=chance(high)
    )


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
