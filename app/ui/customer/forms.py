"""The fields of each form: what is seen at once, and what stands under More."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.language import _
from app.ui.customer import words
from app.ui.customer.inputs import Field

Names = Sequence[tuple[int, str]]


def customer(colleagues: Names, segments: Sequence[str]) -> list[Field]:
    """Return the fields of a customer."""
    return [
        Field("name", _("&Name")),
        Field("owner_id", _("&Owner"), "choice", _nobody(colleagues)),
        Field("stage", _("&Stage"), "choice", _unknown(words.stages(), "Stage")),
        Field("segment", _("Se&gment"), suggestions=segments),
        Field("city", _("&City")),
        Field("email", _("&E-mail"), more=True),
        Field("phone", _("&Phone"), more=True),
        Field("website", _("&Website"), more=True),
        Field("country", _("Countr&y"), more=True),
        Field("language", _("&Language"), more=True, hint=_("Two letters, such as de")),
        Field("external_id", _("Their n&umber"), more=True),
        Field("note", _("No&te"), "lines", more=True),
        Field("since", _("Customer s&ince"), "past", more=True),
        Field("seats", _("Se&ats"), "number", more=True),
        Field("ease", _("How easily could they leave?"), "choice", _unknown(words.eases()),
              more=True),
        Field("cadence_days", _("Agreed days between contacts"), "number", more=True,
              hint=_("Empty: their own rhythm is learnt")),
    ]  # fmt: skip


def contact(people: Names) -> list[Field]:
    """Return the fields of a contact."""
    asked = ((None, _("Not known")), (True, _("Yes")), (False, _("No, never")))
    return [
        Field("name", _("&Name")),
        Field("title", _("&Job title")),
        Field("email", _("&E-mail")),
        Field("phone", _("&Phone")),
        Field("role", _("&Role"), suggestions=(_("decides"), _("influences"), _("uses"))),
        Field("influence", _("&Influence"), "choice", _unknown(words.influences()), more=True),
        Field("attitude", _("&Attitude to us"), "choice", _unknown(words.attitudes()), more=True),
        Field("reports_to_id", _("Reports t&o"), "choice", _nobody(people), more=True),
        Field("may_be_asked", _("&May be asked in surveys"), "choice", asked, more=True),
        Field("joined_on", _("Joined on"), "past", more=True),
        Field("left_on", _("&Left on"), "past", more=True),
        Field("note", _("No&te"), "lines", more=True),
    ]


def contract(colleagues: Names, vendors: Names) -> list[Field]:
    """Return the fields of a contract."""
    return [
        Field("title", _("&Title")),
        Field("value", _("Yearly &value"), "money"),
        Field("starts", _("&Starts"), "past"),
        Field("term_months", _("&Months of a term"), "number", hint=_("12 yearly, 1 monthly")),
        Field("renews", _("&At its end it"), "choice", _unknown(words.renews(), "Renews")),
        Field("notice_days", _("&Notice, in days"), "number"),
        Field("currency", _("&Currency"), more=True),
        Field("product", _("&Product"), more=True),
        Field("vendor_id", _("Ven&dor"), "choice", _nobody(vendors), more=True),
        Field("quantity", _("&Quantity"), "number", more=True),
        Field("ends", _("&Ends"), "future", more=True, hint=_("Empty: follows from the term")),
        Field("review_on", _("&Review on"), "future", more=True),
        Field("owner_id", _("&Owner"), "choice", _nobody(colleagues), more=True),
        Field("cancelled_on", _("Cance&lled on"), "past", more=True),
        Field("upstream_ends", _("&Upstream ends"), "future", more=True),
        Field("upstream_notice_days", _("Upstream notice, in days"), "number", more=True),
        Field("external_id", _("Num&ber"), more=True),
        Field("note", _("Note"), "lines", more=True),
    ]


def promise(colleagues: Names, people: Names) -> list[Field]:
    """Return the fields of a promise."""
    return [
        Field("text", _("&What was promised")),
        Field("due_on", _("&Due"), "future"),
        Field("direction", _("Wh&o promised"), "choice", _known(words.sides(), "PromiseDirection")),
        Field("colleague_id", _("Colle&ague"), "choice", _nobody(colleagues)),
        Field("contact_id", _("&Contact"), "choice", _nobody(people)),
        Field("made_on", _("&Made on"), "past", more=True, hint=_("Empty: today")),
    ]


def feedback(colleagues: Names, people: Names) -> list[Field]:
    """Return the fields of feedback that was logged before."""
    return [
        Field("text", _("In their &words"), "lines"),
        Field("kind", _("&Kind"), "choice", _known(words.feedback_kinds(), "FeedbackKind")),
        Field("action", _("What we &do about it")),
        Field("owner_id", _("&Owner"), "choice", _nobody(colleagues)),
        Field("due_on", _("&By when"), "future"),
        Field("contact_id", _("&Contact"), "choice", _nobody(people), more=True),
        Field("product", _("&Product"), more=True),
        Field("outcome", _("What came of &it"), more=True),
    ]


def expectation(people: Names) -> list[Field]:
    """Return the fields of an expectation."""
    weights = {n: str(n) for n in range(5, 0, -1)}
    return [
        Field("text", _("&What they expect, in their words"), "lines"),
        Field("weight", _("How m&uch it weighs"), "choice", _unknown(weights),
              hint=_("5 matters most")),
        Field("met", _("How well it is &met"), "choice", _unknown(words.met())),
        Field("contact_id", _("&Contact"), "choice", _nobody(people)),
        Field("raised_on", _("&Raised on"), "past", more=True, hint=_("Empty: today")),
        Field("asked_on", _("&Asked on"), "past", more=True),
    ]  # fmt: skip


def goal() -> list[Field]:
    """Return the fields of a goal."""
    return [
        Field("text", _("&What they want to reach"), "lines"),
        Field("our_part", _("&Our part in it")),
        Field("due_on", _("&By when"), "future"),
        Field("progress", _("&Progress, per cent"), "number"),
        Field("set_on", _("&Set on"), "past", more=True),
        Field("status", _("S&tatus"), more=True),
    ]


def initiative() -> list[Field]:
    """Return the fields of an initiative."""
    ideas = (("", _("Not known")), ("customer", _("The customer's")), ("us", _("Ours")))
    return [
        Field("title", _("&What we do together")),
        Field("raised_by", _("Whose &idea"), "choice", ideas),
        Field("started_on", _("&Started on"), "past"),
        Field("status", _("S&tatus")),
        Field("result", _("&Result"), "lines"),
    ]


def advocacy(people: Names) -> list[Field]:
    """Return the fields of an advocacy act."""
    return [
        Field(
            "kind", _("&What they did"), "choice", _unknown(words.advocacy_kinds(), "AdvocacyKind")
        ),
        Field("occurred_on", _("&On"), "past", hint=_("Empty: today")),
        Field("contact_id", _("&Contact"), "choice", _nobody(people)),
        Field("note", _("&Note"), "lines"),
        Field("asked_on", _("&Asked on"), "past", more=True),
        Field("thanked_on", _("&Thanked on"), "past", more=True),
        Field("outcome", _("What came of &it"), more=True),
    ]


def mention(people: Names, competitors: Sequence[str]) -> list[Field]:
    """Return the fields of a competitor's mention."""
    return [
        Field("competitor", _("&Competitor"), suggestions=competitors),
        Field("stance", _("&How they see it"), "choice", _unknown(words.stances(), "Stance")),
        Field("product", _("&Product")),
        Field("note", _("&Note"), "lines"),
        Field("contact_id", _("C&ontact"), "choice", _nobody(people), more=True),
        Field("occurred_on", _("On"), "past", more=True, hint=_("Empty: today")),
    ]


def ticket(colleagues: Names, people: Names) -> list[Field]:
    """Return the fields of a ticket."""
    held = ((None, _("Not known")), (False, _("Kept")), (True, _("Breached")))
    return [
        Field("title", _("&What it is about")),
        Field("priority", _("&Priority"), "choice", _unknown(words.priorities())),
        Field("opened_on", _("&Opened on"), "past", hint=_("Empty: today")),
        Field("closed_on", _("&Closed on"), "past"),
        Field("contact_id", _("Co&ntact"), "choice", _nobody(people)),
        Field("colleague_id", _("Colle&ague"), "choice", _nobody(colleagues), more=True),
        Field("sla_breached", _("&SLA"), "choice", held, more=True),
        Field("reopened", _("&Reopened, times"), "number", more=True),
        Field("queue", _("&Queue"), more=True),
        Field("status", _("S&tatus"), more=True),
    ]


def _nobody(names: Names) -> list[tuple[int | None, str]]:
    return [(None, _("Nobody")), *names]


def _unknown(named: Mapping[Any, str], kind: str = "") -> list[tuple[Any, str]]:
    return [(None, _("Not known")), *_known(named, kind)]


def _known(named: Mapping[Any, str], kind: str = "") -> list[tuple[Any, str]]:
    """Return values and words; the values as members of the enum ``kind`` where there is one."""
    if not kind:
        return list(named.items())
    from app.models import kinds  # here, where a book is open: it brings all models with it

    member = getattr(kinds, kind)
    return [(member(value), text) for value, text in named.items()]
