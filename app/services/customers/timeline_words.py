"""What the steps of a customer's story are called, and what each says."""

from collections.abc import Callable
from functools import cache
from typing import Any

from app.language import _, ngettext
from app.services.customers.search_sources import (
    ADVOCACY,
    FEEDBACK,
    INTERACTIONS,
    N_,
)
from app.services.feedback import questions

PLAIN = {
    ("ticket", "opened"): N_("Ticket opened"),
    ("ticket", "closed"): N_("Ticket closed"),
    ("expectation", ""): N_("Expectation"),
    ("feedback", "acting"): N_("Acting on it"),
    ("feedback", "told"): N_("Told the customer what was done"),
    ("feedback", "confirmed"): N_("Confirmed by the customer"),
    ("promise", "made"): N_("Promised"),
    ("promise", "moved"): N_("Promise moved"),
    ("promise", "late"): N_("Promise not kept by its day"),
    ("promise", "broken"): N_("Promise broken"),
    ("promise", "kept"): N_("Promise kept"),
    ("promise", "kept_late"): N_("Promise kept late"),
    ("theirs", "made"): N_("They promised"),
    ("theirs", "moved"): N_("Their promise moved"),
    ("theirs", "late"): N_("Their promise not kept by its day"),
    ("theirs", "broken"): N_("Their promise broken"),
    ("theirs", "kept"): N_("Their promise kept"),
    ("theirs", "kept_late"): N_("Their promise kept late"),
}
OUTCOMES = {
    "renewed": N_("Renewed"),
    "rolled_over": N_("Renewed by itself"),
    "grown": N_("Renewed and grown"),
    "reduced": N_("Renewed and reduced"),
    "lost": N_("Renewal lost"),
    "no_longer_considered": N_("No longer considered"),
}
STAGES = {
    "awareness": N_("Stage: awareness"),
    "consideration": N_("Stage: consideration"),
    "purchase": N_("Stage: purchase"),
    "application": N_("Stage: application"),
    "leverage": N_("Stage: leverage"),
    "bonding": N_("Stage: bonding"),
    "advocacy": N_("Stage: advocacy"),
    "lost": N_("Stage: lost"),
}
STANCES = {
    "better": N_("seen as better than us"),
    "same": N_("seen as equal"),
    "worse": N_("seen as worse than us"),
    "cheaper": N_("seen as cheaper"),
    "considering": N_("being considered"),
}
OF_KIND = {
    "interaction": INTERACTIONS,
    "feedback": FEEDBACK,
    "advocacy": ADVOCACY,
    "renewal": OUTCOMES,
    "stage": STAGES,
}


def title(kind: str, step: str, row: Any) -> str:
    """Return what a step of a record is called."""
    if kind == "contact":
        return _joined(left=step == "left").format(name=row.name)
    if kind == "competitor":
        return _spoken(N_("Spoke of {name}")).format(name=row.name)
    if kind == "response":
        return _answer(step, row)
    if kind == "promise":
        if step == "kept" and row.due_on is not None and row.done_on > row.due_on:
            step = "kept_late"
        return _spoken(PLAIN["theirs" if row.word == "theirs" else "promise", step])
    if (kind, step) in PLAIN:
        return _spoken(PLAIN[kind, step])
    return _spoken(OF_KIND[kind][row.word])


def text(kind: str, step: str, row: Any) -> str:
    """Return what a step of a record says."""
    return TEXTS[kind](step, row)


TEXTS: dict[str, Callable[[str, Any], str]] = {
    "contact": lambda _step, row: row.title or row.role,
    "stage": lambda _step, row: row.evidence,
    "ticket": lambda step, row: _parts(row.title, row.external_id, _ticket(step, row)),
    "interaction": lambda _step, row: row.note,
    "promise": lambda _step, row: row.text,
    "expectation": lambda _step, row: row.text,
    "competitor": lambda _step, row: _parts(
        _spoken(STANCES[row.word]) if row.word else "", row.product, row.note
    ),
    "feedback": lambda step, row: {"heard": row.text, "confirmed": row.outcome}.get(
        step, row.action
    ),
    "response": lambda _step, row: _parts(_own_words(row), row.comment),
    "advocacy": lambda _step, row: row.note,
    "renewal": lambda _step, row: _parts(row.title, row.reason),
}


def _answer(step: str, row: Any) -> str:
    """Return an answer under the name of its survey; a survey's own question stands below it."""
    if step == "answered":
        named = _spoken(N_("{question}: {score} of {high}"))
    elif row.comment:
        named = _spoken(N_("Answered in words: {question}"))
    else:
        named = _spoken(N_("Asked, not answered: {question}"))
    score = "" if row.score is None else f"{row.score:g}"
    return named.format(question=_question(row), score=score, high=f"{row.high:g}")


def _question(row: Any) -> str:
    survey = questions.survey_of(row.word, row.survey or "")
    if not questions.is_known(row.word):
        return survey or _spoken(N_("Question of our own"))
    name = questions.short(row.word)
    if survey:
        return _spoken(N_("{survey}, {question}")).format(survey=survey, question=name)
    return name[:1].upper() + name[1:]


def _own_words(row: Any) -> str:
    return "" if questions.is_known(row.word) else row.word


def _ticket(step: str, row: Any) -> str:
    notes: list[str] = []
    if row.priority == 1:
        notes.append(_spoken(N_("urgent")))
    if step == "closed" and row.sla_breached:
        notes.append(_spoken(N_("later than agreed")))
    if step == "closed" and row.reopened:
        times = ngettext("reopened once", "reopened {n} times", row.reopened)
        notes.append(times.format(n=row.reopened))
    return ", ".join(notes)


def _parts(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _joined(*, left: bool) -> str:
    return _spoken(N_("{name} left") if left else N_("{name} joined"))


@cache
def _spoken(words: str) -> str:
    """Return the words in the user's language; kept, as a look into the catalogue is slow."""
    return _(words)
