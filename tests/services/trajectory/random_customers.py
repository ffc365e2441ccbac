"""Strategies that draw a customer's records, steps taken by any day included."""

from dataclasses import fields

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from app.models.kinds import AdvocacyKind, FeedbackKind, InteractionKind, Outcome
from app.services.trajectory.records import (
    Act,
    Answer,
    Decision,
    Departure,
    Invitation,
    Loop,
    Pledge,
    Records,
    Talk,
    TicketRecord,
)
from app.services.trajectory.story import tell

# The same customers on every run: a property that fails here fails everywhere.
holds = settings(
    derandomize=True,
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

LAST = 900
DAY = st.integers(0, LAST)
LOOKED_AT = st.integers(0, LAST + 100)
PERSON = st.integers(0, 3)
SCALES = {
    "csat": (1, 5),
    "effort": (1, 7),
    "nps": (0, 10),
    "competence": (1, 5),
    "trust": (0, 100),
    "our own": (1, 5),
}


def _later(most=120):
    return st.none() | st.integers(0, most)


def _plus(day, more):
    return None if more is None else day + more


@st.composite
def talks(draw):
    return Talk(
        ("interaction", 0),
        draw(DAY),
        draw(st.sampled_from(InteractionKind)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from([None, -2, -1, 0, 1, 2])),
        tuple(draw(st.lists(PERSON, max_size=3))),
    )


@st.composite
def tickets(draw):
    opened = draw(DAY)
    return TicketRecord(
        ("ticket", 0),
        opened,
        _plus(opened, draw(_later(40))),
        opened + draw(st.integers(0, 40)),
        draw(st.sampled_from([None, 1, 2, 3, 4])),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@st.composite
def answers(draw):
    question = draw(st.sampled_from(sorted(SCALES)))
    low, high = SCALES[question]
    person = draw(st.none() | PERSON)
    score = draw(st.integers(low, high))
    return Answer(("response", 0), draw(DAY), question, score, low, high, person)


@st.composite
def invitations(draw):
    asked = draw(DAY)
    question = draw(st.sampled_from(sorted(SCALES)))
    answered = _plus(asked, draw(_later(40)))
    return Invitation(("response", 0), asked, answered, question, draw(st.none() | PERSON))


@st.composite
def loops(draw):
    day = draw(DAY)
    acted, told, confirmed = (_plus(day, draw(_later(60))) for _ in range(3))
    return Loop(("feedback", 0), day, draw(st.sampled_from(FeedbackKind)), acted, told, confirmed)


@st.composite
def pledges(draw):
    made = draw(DAY)
    steps = [_plus(made, draw(_later())) for _ in range(4)]
    moved = _plus(made, draw(_later()))
    return Pledge(("promise", 0), made, *steps, moved)


def _dated(make, word, values):
    return st.builds(make, st.just((word, 0)), DAY, values)


@st.composite
def customers(draw, most=3):
    """Draw all records of a customer; each gets its own ref."""
    strategies = {
        "talks": talks(),
        "departures": _dated(Departure, "contact", PERSON),
        "tickets": tickets(),
        "answers": answers(),
        "invitations": invitations(),
        "loops": loops(),
        "pledges": pledges(),
        "decisions": _dated(Decision, "renewal", st.sampled_from(Outcome)),
        "acts": _dated(Act, "advocacy", st.sampled_from(AdvocacyKind)),
    }
    drawn = {name: draw(st.lists(one, max_size=most)) for name, one in strategies.items()}
    drawn["departures"] = drawn["departures"][:2]
    return Records(
        **{
            name: tuple(one._replace(ref=(one.ref[0], n)) for n, one in enumerate(group))
            for name, group in drawn.items()
        }
    )


def story_of(records, **how):
    """Tell a story that begins on day 0, listened to from the start."""
    return tell(records, **{"start": 0, "listening_from": 0, **how})


def plus(records, *more):
    """Add records, under refs that no other has."""
    groups = {field.name: list(getattr(records, field.name)) for field in fields(records)}
    kinds = {
        Talk: "talks", Departure: "departures", TicketRecord: "tickets", Answer: "answers",
        Invitation: "invitations", Loop: "loops", Pledge: "pledges", Decision: "decisions",
        Act: "acts",
    }  # fmt: skip
    for number, one in enumerate(more, start=1000):
        groups[kinds[type(one)]].append(one._replace(ref=(one.ref[0], number)))
    return Records(**groups)


def map_days(records, change):
    """Return the records with every day in them sent through ``change``."""
    names = {"day", "opened", "closed", "known_on", "asked_on", "answered_on", "acted_on"}
    names |= {"told_on", "confirmed_on", "made_on", "due_on", "done_on", "broken_on"}
    names |= {"moved_from", "moved_on"}

    def moved(one):
        days = {name: getattr(one, name) for name in one._fields if name in names}
        return one._replace(**{n: None if d is None else change(d) for n, d in days.items()})

    return Records(**{f.name: tuple(map(moved, getattr(records, f.name))) for f in fields(records)})


def known_by(records, day):
    """Return what the records had said at the end of ``day``: a step taken later is not there."""

    def step(when):
        return when if when is not None and when <= day else None

    def ticket(one):
        closed_later = one.closed is not None and one.closed > day
        breached = one.breached and not closed_later and (one.closed or one.known_on) <= day
        return one._replace(closed=step(one.closed), breached=breached)

    def pledge(one):
        one = one._replace(done_on=step(one.done_on), broken_on=step(one.broken_on))
        if one.moved_on is not None and one.moved_on > day:
            return one._replace(due_on=one.moved_from, moved_from=None, moved_on=None)
        return one

    def loop(one):
        steps = {n: step(getattr(one, n)) for n in ("acted_on", "told_on", "confirmed_on")}
        return one._replace(**steps)

    def past(group):
        return tuple(one for one in group if one.day <= day)

    return Records(
        talks=past(records.talks),
        departures=past(records.departures),
        tickets=tuple(ticket(one) for one in records.tickets if one.opened <= day),
        answers=past(records.answers),
        invitations=tuple(
            one._replace(answered_on=step(one.answered_on))
            for one in records.invitations
            if one.asked_on <= day
        ),
        loops=tuple(loop(one) for one in past(records.loops)),
        pledges=tuple(pledge(one) for one in records.pledges if one.made_on <= day),
        decisions=past(records.decisions),
        acts=past(records.acts),
    )
