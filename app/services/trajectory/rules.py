"""From what the records say to dated evidence (docs/method.md, 2).

What stands dated on or before a day never depends on anything dated after it. Where the method
leaves a choice open, the rule says which one was taken and why.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import floor

from app.models.kinds import AdvocacyKind, FeedbackKind, InteractionKind, Outcome, Question
from app.services.trajectory.evidence import Evidence, in_order, weigh
from app.services.trajectory.promises import promise_evidence
from app.services.trajectory.records import (
    Act,
    Answer,
    Decision,
    Departure,
    Invitation,
    Loop,
    Records,
    Ref,
    Talk,
    TicketRecord,
)
from app.services.trajectory.table import (
    CHANNELS,
    CONTACT_WINDOW,
    HALF_LIFE,
    IGNORED_AFTER,
    LEFT_UNKNOWN_SHARE,
    NO_ANSWER_AFTER,
    UNANSWERED_AFTER,
)

TONES = {None: "tone?", -2: "tone-2", -1: "tone-1", 0: "tone0", 1: "tone+1", 2: "tone+2"}
EFFORTS = ("ces1-3", "ces1-3", "ces1-3", "ces4", "ces5", "ces6-7", "ces6-7")
RECOMMENDATIONS = (*("nps0-4",) * 5, *("nps5-6",) * 2, *("nps7-8",) * 2, *("nps9-10",) * 2)
RELATIONSHIP = (Question.COMPETENCE, Question.SERVICE, Question.COMMITMENT, Question.TRUST)
# Not answering tells something where the relation was asked about, not where a ticket was.
TELLING_SILENCE = (Question.NPS, *RELATIONSHIP)
DECISIONS = {
    Outcome.RENEWED: "renewed",
    Outcome.ROLLED_OVER: "auto_renewed",
    Outcome.GROWN: "upsold",
    Outcome.REDUCED: "reduced",
}
ACTS = {
    AdvocacyKind.REFERRAL: "referral",
    AdvocacyKind.REFERENCE: "advocacy",
    AdvocacyKind.CASE_STUDY: "advocacy",
    AdvocacyKind.REVIEW: "praise",
    AdvocacyKind.TESTIMONIAL: "praise",
    AdvocacyKind.MENTION: "praise",
}
ORDINARY_PRIORITY = 3


def evidence_of(records: Records) -> tuple[Evidence, ...]:
    """Turn one customer's records into evidence, in the order in which it is counted."""
    found = [
        *_talks(records.talks),
        *_unanswered(records.talks),
        *_departures(records.departures, records.talks),
        *_no_answers(records.invitations),
    ]
    for ticket in records.tickets:
        found.extend(_ticket(ticket))
    for answer in records.answers:
        found.extend(_answer(answer))
    for loop in records.loops:
        found.extend(_loop(loop))
    for pledge in records.pledges:
        found.extend(promise_evidence(pledge))
    found.extend(_decisions(records.decisions))
    found.extend(_acts(records.acts))
    return in_order(found)


def talk_days(talks: Iterable[Talk]) -> tuple[int, ...]:
    """Return the days with a two-way interaction, which are what ends a silence."""
    return tuple(sorted({talk.day for talk in talks if talk.two_way}))


def contact_shares(talks: Iterable[Talk], day: int) -> dict[int, float]:
    """Return who holds the thread: each person's share of a year's two-way contact.

    A talk with several people counts for each of them in equal parts. Talks that name nobody are
    left out, for they could be anybody's.
    """
    masses: defaultdict[int, float] = defaultdict(float)
    for talk in sorted(talks, key=lambda talk: (talk.day, talk.ref)):
        if talk.two_way and 0 <= day - talk.day <= CONTACT_WINDOW:
            people = set(talk.people)
            mass = CHANNELS[talk.channel] * 2.0 ** ((talk.day - day) / HALF_LIFE)
            for person in people:
                masses[person] += mass / len(people)
    whole = sum(masses.values())
    return {person: mass / whole for person, mass in masses.items()}


def _talks(talks: Iterable[Talk]) -> Iterator[Evidence]:
    for talk in talks:
        if talk.two_way:
            yield weigh(
                talk.ref,
                talk.day,
                TONES[talk.feeling],
                factor=CHANNELS[talk.channel],
                people=tuple(sorted(set(talk.people))),
                detail=talk.channel,
            )


def _unanswered(talks: Iterable[Talk]) -> Iterator[Evidence]:
    """Find the days we reached out and heard nothing for a fortnight.

    Several mails of ours on one day are one attempt, or our diligence would count against the
    customer. A talk on the same day is an answer: the mail that follows a meeting waits for none.
    """
    attempts: dict[int, Ref] = {}
    heard: set[int] = set()
    for talk in talks:
        if talk.two_way:
            heard.add(talk.day)
        elif talk.channel is InteractionKind.NOTE:
            continue
        elif talk.ours:
            attempts[talk.day] = min(talk.ref, attempts.get(talk.day, talk.ref))
        else:
            heard.add(talk.day)
    replies = sorted(heard)
    for day, ref in attempts.items():
        next_reply = bisect_left(replies, day)
        if next_reply == len(replies) or replies[next_reply] > day + UNANSWERED_AFTER:
            yield weigh(ref, day + UNANSWERED_AFTER, "unanswered")


def _departures(departures: Iterable[Departure], talks: Iterable[Talk]) -> Iterator[Evidence]:
    """Weigh who left by how much of the contact they held, the day they left included.

    Somebody who left twice left the first time: whoever comes back is no longer departed.
    """
    first: dict[int, Departure] = {}
    for departure in sorted(departures, key=lambda one: (one.day, one.ref)):
        first.setdefault(departure.person, departure)
    for person, departure in first.items():
        shares = contact_shares(talks, departure.day)
        share = shares.get(person, 0.0) if shares else LEFT_UNKNOWN_SHARE
        yield weigh(departure.ref, departure.day, "left", factor=share, people=(person,))


def _ticket(ticket: TicketRecord) -> Iterator[Evidence]:
    """Judge a ticket on its closing day; one still open, once its breach is known.

    A priority that nobody noted counts as the ordinary one.
    """
    closed = None if ticket.closed is None else max(ticket.closed, ticket.opened)
    if ticket.breached:
        day = max(ticket.opened, ticket.known_on) if closed is None else closed
        priority = min(max(ticket.priority or ORDINARY_PRIORITY, 1), 4)
        yield weigh(ticket.ref, day, f"breach{priority}")
    if closed is not None and ticket.reopened:
        yield weigh(ticket.ref, closed, "reopen")
    elif closed is not None and not ticket.breached:
        yield weigh(ticket.ref, closed, "ticket_ok")


def _answer(answer: Answer) -> Iterator[Evidence]:
    """Weigh an answer to a question whose meaning is known; a survey's own ones say nothing here.

    An answer belongs to whoever gave it, also about effort: it leaves with the person.
    """
    match answer.question:
        case Question.CSAT:
            kind = f"csat{_on_scale(answer, 1, 5)}"
        case Question.EFFORT:
            kind = EFFORTS[_on_scale(answer, 1, 7) - 1]
        case Question.NPS:
            kind = RECOMMENDATIONS[_on_scale(answer, 0, 10)]
        case question if question in RELATIONSHIP:
            kind = f"rel{_on_scale(answer, 1, 5)}"
        case _:
            return
    people = () if answer.person is None else (answer.person,)
    yield weigh(answer.ref, answer.day, kind, people=people, detail=answer.question)


def _on_scale(answer: Answer, low: int, high: int) -> int:
    """Map a score to another scale in a straight line, halves upwards."""
    part = (answer.score - answer.low) * (high - low) / (answer.high - answer.low)
    return min(max(low + floor(part + 0.5), low), high)


def _no_answers(invitations: Iterable[Invitation]) -> Iterator[Evidence]:
    """Find who was asked about the relationship and said nothing for three weeks.

    All that one person was asked on one day is one invitation, and one answer answers it.
    """
    asked: defaultdict[tuple[int, int | None], list[Invitation]] = defaultdict(list)
    for invitation in invitations:
        if invitation.question in TELLING_SILENCE:
            asked[invitation.asked_on, invitation.person].append(invitation)
    for (day, _person), questions in asked.items():
        answers = [one.answered_on for one in questions if one.answered_on is not None]
        if not answers or min(answers) > day + NO_ANSWER_AFTER:
            ref = min(one.ref for one in questions)
            yield weigh(ref, day + NO_ANSWER_AFTER, "no_answer")


def _loop(loop: Loop) -> Iterator[Evidence]:
    """Follow feedback from the day it was heard; no step of its loop can come before that.

    The good of a confirmed loop is earned with any feedback, only complaints bring harm to mend.
    """
    steps = (loop.acted_on, loop.told_on, loop.confirmed_on)
    if loop.kind is FeedbackKind.PRAISE:
        yield weigh(loop.ref, loop.day, "praise")
    if loop.kind is FeedbackKind.COMPLAINT:
        yield weigh(loop.ref, loop.day, "complaint", link=loop.ref)
        last = loop.day + IGNORED_AFTER
        if all(step is None or step > last for step in steps):
            yield weigh(loop.ref, last, "ignored", link=loop.ref)
        if loop.told_on is not None:
            yield weigh(loop.ref, max(loop.told_on, loop.day), "told", link=loop.ref)
    if loop.confirmed_on is not None:
        yield weigh(loop.ref, max(loop.confirmed_on, loop.day), "confirmed", link=loop.ref)


def _decisions(decisions: Iterable[Decision]) -> Iterator[Evidence]:
    """Count how renewals were decided; a customer lost has no relationship left to judge."""
    for decision in decisions:
        if kind := DECISIONS.get(decision.outcome):
            yield weigh(decision.ref, decision.day, kind)


def _acts(acts: Iterable[Act]) -> Iterator[Evidence]:
    for act in acts:
        yield weigh(act.ref, act.day, ACTS[act.kind], detail=act.kind)
