"""The records that would have told the events of the golden vectors."""

from dataclasses import replace

import pytest

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
from tests.services.trajectory.random_customers import plus

CHANNELS = {"qbr": "review"}
OUTCOMES = {"upsold": Outcome.GROWN, "renewed": Outcome.RENEWED}
OF_LOOPS = ("complaint", "loop_told", "loop_confirmed", "ignored")
RELATIONSHIP = ("competence", "service", "commitment", "trust")
ACTS = {
    "referral": AdvocacyKind.REFERRAL,
    "advocacy": AdvocacyKind.REFERENCE,
    "praise": AdvocacyKind.TESTIMONIAL,
}


def records_told(events):
    """Return records from which the rules find exactly these events."""
    others = [event for event in events if event["kind"] not in OF_LOOPS]
    found = [one for n, event in enumerate(others) for one in _records_of(n, event)]
    return replace(plus(Records(), *found), loops=_loops_of(events))


def _records_of(number, event):
    day, who = event["d"], event.get("who")
    found = []
    match event["kind"]:
        case "contact":
            channel = InteractionKind(CHANNELS.get(event["ch"], event["ch"]))
            ref, ours = ("interaction", number), not event["inb"]
            found = [Talk(ref, day, channel, True, ours, event["s"], (who,))]
        case "champion_left":
            found = [Departure(("contact", who), day, who)]
        case "ticket":
            steps = event["pr"], event["breach"], event["reopen"]
            found = [TicketRecord(("ticket", number), day, day, day, *steps)]
        case "csat" | "nps" as question:
            low, high = (1, 5) if question == "csat" else (0, 10)
            found = [Answer(("response", number), day, question, event["v"], low, high, who)]
        case "rel":
            pairs = zip(RELATIONSHIP, event["v"], strict=True)
            found = [Answer(("response", number), day, one, v, 1, 5, who) for one, v in pairs]
        case "no_answer":
            found = [Invitation(("response", number), day - 21, None, "nps", who)]
        case "promise":
            found = [_pledge(number, day, event["o"])]
        case "renewal":
            found = [Decision(("renewal", number), day, OUTCOMES[event["o"]])]
        case "referral" | "advocacy" | "praise" as kind:
            found = [Act(("advocacy", number), day, ACTS[kind])]
        case kind:
            pytest.fail(f"no record tells {kind}")
    return found


def _pledge(number, day, outcome):
    if outcome == "late":
        return Pledge(("promise", number), day - 10, due_on=day - 1, done_on=day)
    step = {"kept": "done_on", "broken": "broken_on"}[outcome]
    return Pledge(("promise", number), day, **{step: day})


def _loops_of(events):
    """The feedback that golden complaints and the steps of their loops come from."""
    loops = {}
    for event in events:
        match event["kind"]:
            case "complaint":
                loops[event["id"]] = {"day": event["d"]}
            case "loop_told":
                loops[event["link"]]["told_on"] = event["d"]
            case "loop_confirmed":
                loops[event["link"]]["confirmed_on"] = event["d"]
            case "ignored":
                # Our rules find this themselves.
                assert event["d"] == loops[event["link"]]["day"] + 30
    complaint = FeedbackKind.COMPLAINT
    return [Loop(("feedback", key), kind=complaint, **steps) for key, steps in loops.items()]
