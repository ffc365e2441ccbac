"""Words of the domain that every room may use. Imports nothing of ours.

The values are the words of the CSV files (see docs/formats.md), so they never change.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where a customer stands on the way from first hearing of us to speaking for us."""

    AWARENESS = "awareness"
    CONSIDERATION = "consideration"
    PURCHASE = "purchase"
    APPLICATION = "application"
    LEVERAGE = "leverage"
    BONDING = "bonding"
    ADVOCACY = "advocacy"
    LOST = "lost"


class Status(StrEnum):
    """What the contracts alone say of a customer: derived, never typed in."""

    PROSPECT = "prospect"
    COMING = "coming"
    CUSTOMER = "customer"
    LEAVING = "leaving"
    LOST = "lost"


class InteractionKind(StrEnum):
    """How people were in touch."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    VISIT = "visit"
    REVIEW = "review"
    CHAT = "chat"
    NOTE = "note"


class Direction(StrEnum):
    """Who started it: in = the customer, out = we."""

    IN = "in"
    OUT = "out"


class Renews(StrEnum):
    """What happens at the end of a term when nobody does anything."""

    AUTOMATIC = "automatic"
    EXPIRES = "expires"
    OPEN = "open"


class Outcome(StrEnum):
    """How a renewal was decided."""

    RENEWED = "renewed"
    ROLLED_OVER = "rolled_over"
    GROWN = "grown"
    REDUCED = "reduced"
    LOST = "lost"
    NO_LONGER_CONSIDERED = "no_longer_considered"


class Question(StrEnum):
    """The questions that Rapport knows the meaning of; a survey may have others."""

    CSAT = "csat"
    NPS = "nps"
    EFFORT = "effort"
    COMPETENCE = "competence"
    SERVICE = "service"
    COMMITMENT = "commitment"
    TRUST = "trust"
    EXPECTATION = "expectation"
    COMPETITOR = "competitor"


class ResponseChannel(StrEnum):
    """How an answer reached us."""

    MAIL = "mail"
    PHONE = "phone"
    IMPORT = "import"


class FeedbackKind(StrEnum):
    """What a customer told us, by its nature."""

    COMPLAINT = "complaint"
    PRAISE = "praise"
    WISH = "wish"
    MENTION = "mention"
    REMARK = "remark"


class LoopStep(StrEnum):
    """How far feedback has come: the columns of the board."""

    HEARD = "heard"
    ACTING = "acting"
    TOLD = "told"
    CONFIRMED = "confirmed"


class PromiseDirection(StrEnum):
    """Who promised."""

    OURS = "ours"
    THEIRS = "theirs"


class PromiseState(StrEnum):
    """What became of a promise, as of a day."""

    OPEN = "open"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"


class AdvocacyKind(StrEnum):
    """What a customer did for us."""

    REFERENCE = "reference"
    REFERRAL = "referral"
    REVIEW = "review"
    CASE_STUDY = "case_study"
    TESTIMONIAL = "testimonial"
    MENTION = "mention"


class Stance(StrEnum):
    """How the customer sees a competitor's offering against ours."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    CHEAPER = "cheaper"
    CONSIDERING = "considering"


class VendorKind(StrEnum):
    """What a vendor is."""

    MANUFACTURER = "manufacturer"
    DISTRIBUTOR = "distributor"


class TrendDirection(StrEnum):
    """Which way a trajectory has gone in half a year, if evidence allows to say."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    TOO_LITTLE = "too_little"
    TOO_EARLY = "too_early"


class Character(StrEnum):
    """What kind of relationship it is: a label with its reasons, never a score."""

    PARTNER = "partner"
    HEALTHY = "healthy"
    TRANSACTIONAL = "transactional"
    CAPTIVE = "captive"
    STRUGGLING = "struggling"
    COMBATIVE = "combative"
    INDIFFERENT = "indifferent"
    MIXED = "mixed"
    TOO_LITTLE = "too_little"


class Call(StrEnum):
    """What somebody expects of a renewal, in the owner's review."""

    SAFE = "safe"
    WATCH = "watch"
    AT_RISK = "at_risk"


class Surprise(StrEnum):
    """Why a loss came that had not been called: the owner's word, looking back."""

    OUTSIDE_CAUSE = "outside_cause"
    CHANGED_AFTER = "changed_after"
    DID_NOTHING = "did_nothing"
    THIN_EVIDENCE = "thin_evidence"
    WRONG_EVIDENCE = "wrong_evidence"
