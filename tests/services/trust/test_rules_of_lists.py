import pytest

from app.models import Competitor
from app.services.errors import Invalid
from app.services.feedback import tickets
from app.services.feedback.tickets import TicketDraft
from app.services.trust import advocacy, answers, competitors, expectations, goals, remarks
from app.services.trust.advocacy import AdvocacyDraft
from app.services.trust.competitors import MentionDraft
from app.services.trust.expectations import ExpectationDraft
from app.services.trust.goals import GoalDraft
from tests.nordwind import NORDWIND, QUIET, TODAY, ago

TOMORROW = ago(-1)


@pytest.mark.parametrize(
    ("save", "draft", "field"),
    [
        (expectations.save, ExpectationDraft(QUIET, "x", raised_on=TOMORROW), "raised_on"),
        (goals.save, GoalDraft(QUIET, "x", progress=101), "progress"),
        (goals.save, GoalDraft(QUIET, "x", set_on=TODAY, due_on=ago(1)), "due_on"),
        (advocacy.save, AdvocacyDraft(QUIET, "review", occurred_on=TOMORROW), "occurred_on"),
        (advocacy.save, AdvocacyDraft(QUIET, "review", thanked_on=ago(1)), "thanked_on"),
        (competitors.save, MentionDraft(QUIET, "Rival", occurred_on=TOMORROW), "occurred_on"),
        (tickets.save, TicketDraft(QUIET, "x", closed_on=ago(1)), "closed_on"),
        (tickets.save, TicketDraft(QUIET, "x", priority=5), "priority"),
        (tickets.save, TicketDraft(QUIET, "x", opened_on=TOMORROW), "opened_on"),
        (tickets.save, TicketDraft(QUIET, "x", reopened=-1), "reopened"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(known, save, draft, field):
    with pytest.raises(Invalid) as refused, known.write() as session:
        save(session, draft, TODAY)
    assert refused.value.field == field


def test_saying_how_well_an_expectation_is_met_says_that_we_asked(known):
    with known.write() as session:
        expectations.save(session, ExpectationDraft(QUIET, "Be on time", met=3), TODAY)
        row = expectations.of_customer(session, QUIET)[0]
    assert (row.met, row.asked_on, row.raised_on) == (3, TODAY, TODAY)


def test_the_weightiest_expectation_stands_first(known):
    with known.write() as session:
        for text, weight in (("some", None), ("much", 5), ("little", 1)):
            expectations.save(session, ExpectationDraft(QUIET, text, weight=weight), TODAY)
        rows = expectations.of_customer(session, QUIET)
    assert [row.text for row in rows] == ["much", "little", "some"]


def test_one_competitor_has_one_name_whatever_its_letters(known):
    with known.write() as session:
        competitors.save(session, MentionDraft(QUIET, "Rival IT", stance="cheaper"), TODAY)
        competitors.save(session, MentionDraft(QUIET, " rival  it "), TODAY)
    with known.read() as session:
        assert session.query(Competitor).count() == 1
        assert competitors.names(session) == ["Rival IT"]
        assert [row.competitor for row in competitors.of_customer(session, QUIET)] == [
            "Rival IT",
            "Rival IT",
        ]


def test_open_tickets_stand_first_and_a_rating_stands_beside_its_ticket(known):
    with known.write() as session:
        tickets.save(session, TicketDraft(NORDWIND, "Still open", opened_on=ago(90)), TODAY)
        rows = tickets.of_customer(session, NORDWIND)
    assert [(row.title, row.csat) for row in rows] == [("Still open", None), ("Printer on fire", 2)]


def test_a_corrected_day_drops_the_time_that_no_longer_fits(known):
    with known.write() as session:
        draft = tickets.load(session, 1)
        draft.closed_on = ago(38)
        tickets.save(session, draft, TODAY)
        assert tickets.of_customer(session, NORDWIND)[0].closed_on == ago(38)


def test_answers_stand_with_their_ticket_the_newest_first(known):
    with known.read() as session:
        answer = answers.of_customer(session, NORDWIND)[0]
    assert (answer.score, answer.high, answer.ticket) == (2, 5, "Printer on fire")


def test_saying_what_we_do_about_feedback_begins_to_act(known):
    with known.write() as session:
        draft = remarks.load(session, 1)
        draft.action = "New driver"
        remarks.save(session, draft, TODAY)
    with known.write() as session:
        draft = remarks.load(session, 1)
        draft.action = ""
        with pytest.raises(Invalid) as refused:
            remarks.save(session, draft, TODAY)
    assert refused.value.field == "action"


def test_feedback_can_be_taken_away(known):
    with known.write() as session:
        remarks.delete(session, 1)
    with known.read() as session, pytest.raises(Exception, match="not there"):
        remarks.load(session, 1)
