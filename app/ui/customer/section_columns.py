"""The columns of the lists of a customer's page."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.language import _
from app.ui import formats
from app.ui.customer import words
from app.ui.table_model import Column
from app.ui.tokens import Ink

Clock = Callable[[], date]
Columns = list[Column[Any]]

DAY = 104
STATE_INKS: dict[str, Ink] = {"late": "warn", "broken": "bad", "kept": "good", "kept_late": "muted"}


def contracts(today: Clock) -> Columns:
    """Return the columns of contracts."""
    manners = words.renews()
    return [
        _text("title", _("Contract"), lambda r: r.title, width=200, stretch=True, strong=True),
        _text("vendor", _("Vendor"), lambda r: r.vendor, width=130),
        Column(
            "value",
            _("Yearly value"),
            lambda r: formats.money(r.value, r.currency, whole=True),
            sort=lambda r: r.value,
            align="end",
            width=104,
        ),
        _text("term", _("Term"), _term, width=100),
        _day("due_on", _("Renews"), today),
        _day("notice_by", _("Notice by"), today),
        _text("renews", _("At its end"), lambda r: manners.get(r.renews or "", ""), width=160),
        _text(
            "state",
            _("State"),
            lambda r: _contract_state(r, today()),
            ink=lambda r: "text" if r.runs else "muted",
            width=100,
        ),
    ]


def feedback(today: Clock) -> Columns:
    """Return the columns of feedback."""
    kinds, steps = words.feedback_kinds(), words.loop_steps()
    return [
        _day("heard_on", _("Heard"), today),
        _text("kind", _("Kind"), lambda r: kinds[r.kind], width=100),
        _text("text", _("In their words"), lambda r: r.text, width=280, stretch=True, strong=True),
        _text(
            "step",
            _("Step"),
            lambda r: "" if r.kind == "praise" else steps[r.step],
            ink=lambda r: "good" if r.step == "confirmed" else "warn" if r.overdue else "text",
            width=90,
        ),
        Column("age", _("Age"), lambda r: words.days(r.age), sort=lambda r: r.age, width=84),
        _text("contact", _("Contact"), lambda r: r.contact, width=130),
        _text("owner", _("Owner"), lambda r: r.owner, width=120),
        _text("action", _("What we do"), lambda r: r.action, width=200),
    ]


def answers(today: Clock) -> Columns:
    """Return the columns of answers."""
    asked = words.questions()
    return [
        _day("day", _("Day"), today),
        _text("question", _("Question"), lambda r: asked.get(r.question) or r.question, width=190),
        Column(
            "score",
            _("Answer"),
            _score,
            sort=lambda r: None if r.score is None else (r.score - r.low) / (r.high - r.low),
            ink=lambda r: "muted" if r.score is None else "text",
            width=110,
        ),
        _text("comment", _("Comment"), lambda r: words.line(r.comment), width=240, stretch=True),
        _text("contact", _("Contact"), lambda r: r.contact, width=140),
        _text("ticket", _("Ticket"), lambda r: r.ticket, width=200),
        _text("survey", _("Survey"), lambda r: r.survey, width=160),
    ]


def promises(today: Clock) -> Columns:
    """Return the columns of promises."""
    states, sides = words.promise_states(), words.sides()
    return [
        _text("text", _("Promise"), lambda r: r.text, width=260, stretch=True, strong=True),
        _text(
            "state",
            _("State"),
            lambda r: states[r.state],
            ink=lambda r: STATE_INKS.get(r.state, "text"),
            width=90,
        ),
        Column(
            "due_on",
            _("Due"),
            lambda r: formats.day_and_month(r.due_on, today()) if r.due_on else "",
            sort=lambda r: r.due_on,
            tooltip=lambda r: formats.distance(r.due_on, today()) if r.due_on else "",
            width=DAY,
        ),
        _text("direction", _("Who"), lambda r: sides[r.direction], width=124),
        _text("by", _("By"), lambda r: r.by, width=120),
        _text("to", _("To"), lambda r: r.to, width=130),
        _day("made_on", _("Made"), today),
        _day("told_on", _("Told"), today),
    ]


def people(today: Clock) -> Columns:
    """Return the columns of contacts."""
    influences, attitudes = words.influences(), words.attitudes()
    gone: Callable[[Any], Ink] = lambda r: "muted" if r.left_on else "text"  # noqa: E731
    return [
        _text("name", _("Name"), _person, width=190, stretch=True, strong=True, ink=gone),
        _text("title", _("Job title"), lambda r: r.title, width=150),
        _text("role", _("Role"), lambda r: r.role, width=110),
        Column(
            "influence",
            _("Influence"),
            lambda r: influences.get(r.influence, ""),
            sort=lambda r: r.influence,
            width=100,
        ),
        Column(
            "attitude",
            _("Attitude to us"),
            lambda r: attitudes.get(r.attitude, ""),
            sort=lambda r: r.attitude,
            ink=lambda r: "bad" if (r.attitude or 0) < 0 else "text",
            width=110,
        ),
        Column(
            "share",
            _("Conversations"),
            lambda r: formats.percent(r.share) if r.talks else "",
            sort=lambda r: r.talks,
            align="end",
            width=104,
            explained=_("Share of this year's conversations with the customer"),
        ),
        _day("last_talk", _("Last spoke"), today),
        _text("email", _("E-mail"), lambda r: r.email, width=200),
        _text("phone", _("Phone"), lambda r: r.phone, width=130),
    ]


def expectations(today: Clock) -> Columns:
    """Return the columns of expectations."""
    how = words.met()
    return [
        _text("text", _("In their words"), lambda r: r.text, width=320, stretch=True, strong=True),
        Column(
            "weight",
            _("Weight"),
            lambda r: formats.number(r.weight) if r.weight else "",
            sort=lambda r: r.weight,
            align="end",
            width=80,
        ),
        Column(
            "met",
            _("Met"),
            lambda r: how.get(r.met, _("Not asked yet")),
            sort=lambda r: r.met,
            ink=lambda r: "muted" if r.met is None else "bad" if r.met < 2 else "text",
            width=110,
        ),
        _text("contact", _("Contact"), lambda r: r.contact, width=140),
        _day("raised_on", _("Raised"), today),
        _day("asked_on", _("Asked"), today),
    ]


def goals(today: Clock) -> Columns:
    """Return the columns of goals."""
    return [
        _text("text", _("Goal"), lambda r: r.text, width=280, stretch=True, strong=True),
        Column(
            "progress",
            _("Progress"),
            lambda r: "" if r.progress is None else formats.percent(r.progress / 100),
            sort=lambda r: r.progress,
            align="end",
            width=90,
        ),
        _text("our_part", _("Our part"), lambda r: r.our_part, width=280),
        _day("due_on", _("By"), today),
        _text("status", _("Status"), lambda r: r.status, width=100),
    ]


def initiatives(today: Clock) -> Columns:
    """Return the columns of initiatives."""
    ideas = {"customer": _("The customer's"), "us": _("Ours")}
    return [
        _text("title", _("Together"), lambda r: r.title, width=280, stretch=True, strong=True),
        _text("raised_by", _("Whose idea"), lambda r: ideas.get(r.raised_by, ""), width=120),
        _day("started_on", _("Started"), today),
        _text("status", _("Status"), lambda r: r.status, width=110),
        _text("result", _("Result"), lambda r: r.result, width=240),
    ]


def advocacy(today: Clock) -> Columns:
    """Return the columns of advocacy acts."""
    kinds = words.advocacy_kinds()
    return [
        _day("occurred_on", _("Day"), today),
        _text("kind", _("What they did"), lambda r: kinds[r.kind], width=140, strong=True),
        _text("note", _("Note"), lambda r: r.note, width=240, stretch=True),
        _text("contact", _("Contact"), lambda r: r.contact, width=140),
        _day("asked_on", _("Asked"), today),
        _day("thanked_on", _("Thanked"), today),
        _text("outcome", _("What came of it"), lambda r: r.outcome, width=180),
    ]


def competitors(today: Clock) -> Columns:
    """Return the columns of competitors' mentions."""
    stances = words.stances()
    return [
        _day("occurred_on", _("Day"), today),
        _text("competitor", _("Competitor"), lambda r: r.competitor, width=160, strong=True),
        _text("stance", _("How they see it"), lambda r: stances.get(r.stance or "", ""), width=150),
        _text("product", _("Product"), lambda r: r.product, width=140),
        _text("note", _("Note"), lambda r: r.note, width=240, stretch=True),
        _text("contact", _("Contact"), lambda r: r.contact, width=140),
    ]


def tickets(today: Clock) -> Columns:
    """Return the columns of tickets."""
    return [
        _day("opened_on", _("Opened"), today),
        _text("title", _("Ticket"), lambda r: r.title, width=300, stretch=True, strong=True),
        Column(
            "priority",
            _("Priority"),
            lambda r: words.priorities().get(r.priority, ""),
            sort=lambda r: r.priority,
            ink=lambda r: "bad" if r.priority == 1 else "text",
            width=90,
        ),
        Column(
            "closed_on",
            _("Closed"),
            lambda r: formats.day_and_month(r.closed_on, today()) if r.closed_on else _("open"),
            sort=lambda r: r.closed_on or date.max,
            ink=lambda r: "text" if r.closed_on else "warn",
            width=DAY,
        ),
        *_how_tickets_went(),
    ]


def _text(key: str, title: str, text: Callable[[Any], str], **more: Any) -> Column[Any]:
    return Column(key, title, text, **more)


def _day(key: str, title: str, today: Clock) -> Column[Any]:
    """Return a column for a day, empty where there is none."""

    def day(row: Any) -> date | None:
        return getattr(row, key)

    return Column(
        key,
        title,
        lambda row: formats.day_and_month(found, today()) if (found := day(row)) else "",
        sort=day,
        width=DAY,
    )


def _person(row: Any) -> str:
    if row.left_on is None:
        return row.name
    return _("{name} (left {day})").format(name=row.name, day=formats.day(row.left_on))


def _term(row: Any) -> str:
    if row.term_months == 0 or row.renews == "open":
        return _("open-ended")
    if row.term_months is None:
        return ""
    return {1: _("monthly"), 12: _("yearly")}.get(
        row.term_months, _("{n} months").format(n=formats.number(row.term_months))
    )


def _contract_state(row: Any, today: date) -> str:
    if row.succeeded:
        return _("succeeded")
    if row.runs:
        return _("cancelled") if row.cancelled_on else _("running")
    return _("coming") if row.starts is not None and row.starts > today else _("ended")


def _score(row: Any) -> str:
    if row.score is None:
        return _("in words") if row.comment else _("not answered")
    return _("{score} of {most}").format(
        score=formats.number(row.score), most=formats.number(row.high)
    )


def _how_tickets_went() -> Columns:
    return [
        _text(
            "sla",
            _("SLA"),
            lambda r: {True: _("breached"), False: _("kept")}.get(r.sla_breached, ""),
            ink=lambda r: "bad" if r.sla_breached else "muted",
            width=84,
        ),
        Column(
            "csat",
            _("Rated"),
            lambda r: "" if r.csat is None else _("{n} of 5").format(n=formats.number(r.csat)),
            sort=lambda r: r.csat,
            ink=lambda r: "bad" if r.csat is not None and r.csat < 3 else "text",
            width=76,
        ),
        _text(
            "reopened", _("Reopened"), lambda r: f"{r.reopened}×" if r.reopened else "", width=84
        ),
        _text("contact", _("Contact"), lambda r: r.contact, width=140),
        _text("colleague", _("Colleague"), lambda r: r.colleague, width=140),
        _text("queue", _("Queue"), lambda r: r.queue, width=110),
        _text("number", _("Number"), lambda r: r.number, width=90),
    ]
