"""The words for evidence, zones, silence and risk. The numbers they hold come with their range.

`N_` marks a text for the catalogue that is translated when it is shown.
"""

from enum import StrEnum

from app.language import _, ngettext

N_ = str

TALKS = {
    "tone+2": {
        "call": N_("very warm call"),
        "email": N_("very warm e-mail"),
        "meeting": N_("very warm meeting"),
        "visit": N_("very warm visit"),
        "review": N_("very warm review"),
        "chat": N_("very warm chat"),
        "note": N_("very warm talk"),
    },
    "tone+1": {
        "call": N_("warm call"),
        "email": N_("warm e-mail"),
        "meeting": N_("warm meeting"),
        "visit": N_("warm visit"),
        "review": N_("warm review"),
        "chat": N_("warm chat"),
        "note": N_("warm talk"),
    },
    "tone0": {
        "call": N_("matter-of-fact call"),
        "email": N_("matter-of-fact e-mail"),
        "meeting": N_("matter-of-fact meeting"),
        "visit": N_("matter-of-fact visit"),
        "review": N_("matter-of-fact review"),
        "chat": N_("matter-of-fact chat"),
        "note": N_("matter-of-fact talk"),
    },
    "tone-1": {
        "call": N_("tense call"),
        "email": N_("tense e-mail"),
        "meeting": N_("tense meeting"),
        "visit": N_("tense visit"),
        "review": N_("tense review"),
        "chat": N_("tense chat"),
        "note": N_("tense talk"),
    },
    "tone-2": {
        "call": N_("hostile call"),
        "email": N_("hostile e-mail"),
        "meeting": N_("hostile meeting"),
        "visit": N_("hostile visit"),
        "review": N_("hostile review"),
        "chat": N_("hostile chat"),
        "note": N_("hostile talk"),
    },
    "tone?": {
        "call": N_("call"),
        "email": N_("e-mail exchange"),
        "meeting": N_("meeting"),
        "visit": N_("visit"),
        "review": N_("review"),
        "chat": N_("chat"),
        "note": N_("talk"),
    },
}

DIMENSIONS = {
    "competence": N_("competence answered with {score} of 5"),
    "service": N_("service answered with {score} of 5"),
    "commitment": N_("commitment answered with {score} of 5"),
    "trust": N_("trust answered with {score} of 5"),
}

ACTS = {
    "reference": N_("gave a reference"),
    "referral": N_("referred somebody to us"),
    "review": N_("reviewed us in public"),
    "case_study": N_("took part in a case study"),
    "testimonial": N_("gave a testimonial"),
    "mention": N_("spoke well of us"),
}

PHRASES = {
    "unanswered": N_("no answer to us in two weeks"),
    "left": N_("contact left"),
    "ticket_ok": N_("ticket solved within its SLA"),
    "breach1": N_("priority 1 ticket past its SLA"),
    "breach2": N_("priority 2 ticket past its SLA"),
    "breach3": N_("priority 3 ticket past its SLA"),
    "breach4": N_("priority 4 ticket past its SLA"),
    "reopen": N_("ticket reopened"),
    "complaint": N_("complaint"),
    "ignored": N_("complaint not addressed in 30 days"),
    "told": N_("told what became of a complaint"),
    "confirmed": N_("settled, the customer confirms"),
    "csat5": N_("ticket rated 5 of 5"),
    "csat4": N_("ticket rated 4 of 5"),
    "csat3": N_("ticket rated 3 of 5"),
    "csat2": N_("ticket rated 2 of 5"),
    "csat1": N_("ticket rated 1 of 5"),
    "ces6-7": N_("found it easy to be helped"),
    "ces5": N_("found it fairly easy to be helped"),
    "ces4": N_("found it neither easy nor hard to be helped"),
    "ces1-3": N_("found it hard to be helped"),
    "nps9-10": N_("would recommend us (9–10)"),
    "nps7-8": N_("might recommend us (7–8)"),
    "nps5-6": N_("would hardly recommend us (5–6)"),
    "nps0-4": N_("would not recommend us (0–4)"),
    "no_answer": N_("survey not answered in three weeks"),
    "praise": N_("praise"),
    "kept": N_("promise kept"),
    "late": N_("promise late"),
    "broken": N_("promise broken"),
    "auto_renewed": N_("renewed by itself"),
    "renewed": N_("renewed by decision"),
    "upsold": N_("renewed and grown"),
    "reduced": N_("renewed but reduced"),
    "resumed": N_("contact resumed"),
    "silence": N_("silence"),
    "fading": N_("older evidence fading"),
}


RAREST, CERTAIN = 0.001, 0.95  # beyond these, more digits would only pretend


class Zone(StrEnum):
    """A stretch of levels that has a word."""

    BREAKING = "breaking"
    STRAINED = "strained"
    ORDINARY = "ordinary"
    STRONG = "strong"


def reason(kind: str, detail: str = "") -> str:
    """Return the words for a kind of evidence; ``detail`` is the one the evidence carries."""
    if kind in TALKS:
        return _(TALKS[kind][detail or "note"])
    if detail in DIMENSIONS and kind.startswith("rel"):
        return _(DIMENSIONS[detail]).format(score=kind.removeprefix("rel"))
    return _(ACTS[detail] if detail in ACTS else PHRASES[kind])


def zone(level: float) -> Zone:
    """Return the zone that a level lies in."""
    if level < 35:
        return Zone.BREAKING
    if level < 45:
        return Zone.STRAINED
    return Zone.ORDINARY if level < 65 else Zone.STRONG


def zone_with_range(level: float) -> str:
    """Return the word for a level, with the levels that it stands for."""
    match zone(level):
        case Zone.BREAKING:
            return _("breaking, below 35")
        case Zone.STRAINED:
            return _("strained, 35–45")
        case Zone.ORDINARY:
            return _("ordinary, 45–65")
        case Zone.STRONG:
            return _("strong, 65 and more")


def silence(days: int, usual_gap: float, bits: float) -> str:
    """Say how long a customer has been quiet, and how unusual that is."""
    # Rounded down: however long a silence, more than 99 % is never all.
    percent = min(99, int(100 * (1 - 2.0**-bits)))
    text = ngettext(
        "Quiet for {days} day; their usual gap is {gap}. "
        "Longer than {percent} % of what we'd expect.",
        "Quiet for {days} days; their usual gap is {gap}. "
        "Longer than {percent} % of what we'd expect.",
        days,
    )
    return text.format(days=days, gap=round(usual_gap), percent=percent)


def chance(p: float, low: float, high: float) -> str:
    """Say a risk with its range, as people say odds: about 1 in 6 (1 in 11 … 1 in 4)."""
    return _("about {p} ({low} … {high})").format(p=one_in(p), low=one_in(low), high=one_in(high))


def experience(decided: int, lost: int, *, own: bool = False, tells: bool = True) -> str:
    """Say what a risk rests on: a prior, the firm's ``own`` losses, or just their usual rate.

    ``tells``: whether anything known beforehand told those losses from the others.
    """
    if not own:
        text = _("Mostly a prior, not yet your own experience: {decided} decided, {lost} lost.")
    elif tells:
        text = _("Learnt from your own renewals: {decided} decided, {lost} lost.")
    else:
        text = _(
            "Nothing known beforehand told your losses from the others so far, so this stays near "
            "their usual rate: {decided} decided, {lost} lost."
        )
    return text.format(decided=decided, lost=lost)


def one_in(p: float) -> str:
    """Say a chance as people do: "1 in 6"; never a decimal."""
    if p > CERTAIN:
        return _("over 9 in 10")
    if p > 0.55:
        return _("{count} in 10").format(count=round(10 * p))
    if 0.4 <= p <= 0.45:
        return _("2 in 5")
    count = round(1 / max(p, RAREST))
    return _("1 in {count}").format(count=count if count < 100 else round(count, -1))
