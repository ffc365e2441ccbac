"""The evidence table and the constants of the method, version 1 (docs/method.md, 2–4).

One unit of evidence is about one considered answer of somebody who decides. Never evidence: our own
opinion of ourselves, our one-way mails, revenue and seats.
"""

from enum import StrEnum
from typing import NamedTuple

from app.models.kinds import InteractionKind

VERSION = 1


class Group(StrEnum):
    """What a piece of evidence is about; the level opens into these six sums."""

    SERVICE = "service"
    VOICE = "voice"
    PROMISES = "promises"
    PEOPLE = "people"
    ADVOCACY = "advocacy"
    SILENCE = "silence"


class Weight(NamedTuple):
    """How much one kind of evidence says for and against the relationship."""

    group: Group
    good: float
    harm: float


HALF_LIFE = 120.0  # days after which evidence counts half
PRIOR_MASS = 3.0  # "we don't know yet", in units of evidence
NORM = 0.60  # the good share that nothing is known against: level 60
FLOOR_VARIANCE = 75.0  # points², the part of the band that no evidence narrows
SPREAD_VARIANCE = 645.0  # points², divided by the evidence in hand
DRIFT_VARIANCE = 0.5  # points² a day of forecast
BAND_80 = 1.2816  # standard deviations on each side of an 80 % band

LEFT_KEEP = 0.30  # share of a person's evidence that stays when the person leaves
LEFT_UNKNOWN_SHARE = 0.5  # a departed person's share where no contact names anybody
CONTACT_WINDOW = 365  # days of contact that decide who holds the thread
TOLD_KEEP = 0.50  # share of a complaint's harm left once we told what we did
CONFIRMED_KEEP = 0.10  # and once the customer confirmed that it is settled

USUAL_GAP = 30.0  # days between two contacts where nothing was agreed
USUAL_GAP_COUNT = 3.0  # how many such gaps that assumption is worth
GAPS_REMEMBERED = 20
SAME_TALK = 3  # days within which two contacts are one conversation
SILENCE_FREE_BITS = 3.0  # one gap in eight is as long as this
SILENCE_MOST_BITS = 5.0
SILENCE_WEIGHT = 0.40  # harm for each bit above the free ones

UNANSWERED_AFTER = 14
NO_ANSWER_AFTER = 21
IGNORED_AFTER = 30
BROKEN_AFTER = 60

CHANNELS = {
    InteractionKind.EMAIL: 0.6,
    InteractionKind.CHAT: 0.6,  # written and short, like an e-mail
    InteractionKind.NOTE: 0.6,  # we know that they met, not how
    InteractionKind.CALL: 1.0,
    InteractionKind.MEETING: 1.4,
    InteractionKind.VISIT: 1.6,
    InteractionKind.REVIEW: 1.8,
}

EVIDENCE = {
    "tone+2": Weight(Group.PEOPLE, 0.60, 0.00),
    "tone+1": Weight(Group.PEOPLE, 0.35, 0.00),
    "tone0": Weight(Group.PEOPLE, 0.12, 0.08),
    "tone-1": Weight(Group.PEOPLE, 0.00, 0.45),
    "tone-2": Weight(Group.PEOPLE, 0.00, 0.90),
    "tone?": Weight(Group.PEOPLE, 0.15, 0.00),
    "unanswered": Weight(Group.PEOPLE, 0.00, 0.20),
    "left": Weight(Group.PEOPLE, 0.00, 0.80),
    "ticket_ok": Weight(Group.SERVICE, 0.02, 0.00),
    "breach1": Weight(Group.SERVICE, 0.00, 0.90),
    "breach2": Weight(Group.SERVICE, 0.00, 0.55),
    "breach3": Weight(Group.SERVICE, 0.00, 0.30),
    "breach4": Weight(Group.SERVICE, 0.00, 0.15),
    "reopen": Weight(Group.SERVICE, 0.00, 0.25),
    "complaint": Weight(Group.SERVICE, 0.00, 0.60),
    "ignored": Weight(Group.SERVICE, 0.00, 0.80),
    "told": Weight(Group.SERVICE, 0.00, 0.00),  # only takes harm away from its complaint
    "confirmed": Weight(Group.SERVICE, 0.25, 0.00),
    "csat5": Weight(Group.VOICE, 0.15, 0.00),
    "csat4": Weight(Group.VOICE, 0.12, 0.04),
    "csat3": Weight(Group.VOICE, 0.05, 0.25),
    "csat2": Weight(Group.VOICE, 0.00, 0.60),
    "csat1": Weight(Group.VOICE, 0.00, 0.90),
    "ces6-7": Weight(Group.VOICE, 0.10, 0.00),
    "ces5": Weight(Group.VOICE, 0.08, 0.03),
    "ces4": Weight(Group.VOICE, 0.03, 0.17),
    "ces1-3": Weight(Group.VOICE, 0.00, 0.45),
    "nps9-10": Weight(Group.VOICE, 1.20, 0.00),
    "nps7-8": Weight(Group.VOICE, 0.45, 0.20),
    "nps5-6": Weight(Group.VOICE, 0.00, 0.80),
    "nps0-4": Weight(Group.VOICE, 0.00, 1.40),
    "rel5": Weight(Group.VOICE, 0.50, 0.00),
    "rel4": Weight(Group.VOICE, 0.35, 0.10),
    "rel3": Weight(Group.VOICE, 0.15, 0.30),
    "rel2": Weight(Group.VOICE, 0.00, 0.60),
    "rel1": Weight(Group.VOICE, 0.00, 0.80),
    "no_answer": Weight(Group.VOICE, 0.00, 0.15),
    "praise": Weight(Group.VOICE, 0.90, 0.00),
    "kept": Weight(Group.PROMISES, 0.20, 0.00),
    "late": Weight(Group.PROMISES, 0.00, 0.40),
    "broken": Weight(Group.PROMISES, 0.00, 1.40),
    "referral": Weight(Group.ADVOCACY, 1.80, 0.00),
    "advocacy": Weight(Group.ADVOCACY, 1.40, 0.00),
    "auto_renewed": Weight(Group.ADVOCACY, 0.10, 0.00),
    "renewed": Weight(Group.ADVOCACY, 0.70, 0.00),
    "upsold": Weight(Group.ADVOCACY, 1.50, 0.00),
    "reduced": Weight(Group.ADVOCACY, 0.00, 1.40),
}
