"""What records say as evidence, rule by rule."""

import pytest
from hypothesis import given

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
from app.services.trajectory.rules import contact_shares, evidence_of, talk_days
from app.services.trajectory.table import Group
from tests.services.trajectory.random_customers import (
    LOOKED_AT,
    customers,
    holds,
    known_by,
    story_of,
)

CALL, EMAIL, NOTE = InteractionKind.CALL, InteractionKind.EMAIL, InteractionKind.NOTE


def dated(**groups):
    """What the records come to: (day, kind) of each piece of evidence."""
    return [(one.day, one.kind) for one in evidence_of(Records(**groups))]


def only(**groups):
    (one,) = evidence_of(Records(**groups))
    return one


def talk(day, number=1, **how):
    how = {"channel": CALL, "two_way": True, "ours": False, **how}
    return Talk(("interaction", number), day, **how)


def our_mail(day, number=1, **how):
    return talk(day, number, **{"channel": EMAIL, "two_way": False, "ours": True, **how})


def pledge(**days):
    return Pledge(("promise", 1), **{"made_on": 0, **days})


# ---- nothing knows the future


@holds
@given(customers(), LOOKED_AT)
def test_what_stands_by_a_day_depends_on_nothing_later(records, day):
    seen_later = [one for one in evidence_of(records) if one.day <= day]
    seen_then = [one for one in evidence_of(known_by(records, day)) if one.day <= day]
    assert seen_later == seen_then
    assert story_of(records).at(day) == story_of(known_by(records, day)).at(day)


# ---- talks


@pytest.mark.parametrize(
    ("channel", "factor"),
    [("email", 0.6), ("chat", 0.6), ("note", 0.6), ("call", 1), ("meeting", 1.4), ("visit", 1.6),
     ("review", 1.8)],
)  # fmt: skip
def test_a_talk_weighs_by_its_channel(channel, factor):
    warm = only(talks=[talk(5, channel=InteractionKind(channel), feeling=2)])
    assert (warm.kind, warm.group, warm.good) == ("tone+2", Group.PEOPLE, 0.6 * factor)
    assert warm.detail == channel


def test_a_talk_without_a_noted_feeling_is_a_little_good():
    assert dated(talks=[talk(5)]) == [(5, "tone?")]


def test_people_named_twice_took_part_once():
    assert only(talks=[talk(5, people=(7, 3, 7))]).people == (3, 7)


def test_only_two_way_contact_breaks_a_silence():
    assert talk_days([talk(9), our_mail(3), talk(5), talk(9, 2)]) == (5, 9)


# ---- outreach


def test_outreach_that_nobody_answers_counts_after_two_weeks():
    assert dated(talks=[our_mail(10)]) == [(24, "unanswered")]


@pytest.mark.parametrize("day", [10, 24])
@pytest.mark.parametrize("two_way", [True, False])
def test_a_talk_or_a_mail_of_theirs_within_two_weeks_is_an_answer(day, two_way):
    reply = talk(day, 2, channel=EMAIL, two_way=two_way)
    assert "unanswered" not in dict(map(reversed, dated(talks=[our_mail(10), reply])))


@pytest.mark.parametrize("day", [9, 25])
def test_a_talk_before_or_too_late_is_no_answer(day):
    assert (24, "unanswered") in dated(talks=[our_mail(10), talk(day, 2)])


def test_a_note_is_neither_outreach_nor_an_answer():
    note = our_mail(12, 2, channel=NOTE)
    assert dated(talks=[note]) == []
    assert dated(talks=[our_mail(10), note, note._replace(ours=False)]) == [(24, "unanswered")]


def test_several_mails_of_one_day_are_one_attempt():
    assert dated(talks=[our_mail(10), our_mail(10, 2), our_mail(11, 3)]) == [
        (24, "unanswered"),
        (25, "unanswered"),
    ]


# ---- departures


def test_a_departure_weighs_by_the_share_of_contact():
    talks = [talk(100, 1, people=(1,)), talk(100, 2, people=(2,)), talk(100, 3, people=(1, 2))]
    assert contact_shares(talks, 100) == {1: pytest.approx(0.5), 2: pytest.approx(0.5)}
    left = evidence_of(Records(talks=talks, departures=[Departure(("contact", 1), 100, 1)]))[0]
    assert (left.kind, left.harm) == ("left", pytest.approx(0.4))


def test_contact_shares_fade_and_end_after_a_year():
    talks = [talk(0, 1, people=(1,)), talk(120, 2, people=(2,))]
    assert contact_shares(talks, 240)[2] == pytest.approx(2 / 3)
    assert contact_shares(talks, 366) == {2: 1.0}


def test_where_no_talk_names_anybody_who_leaves_held_half():
    left = Departure(("contact", 1), 50, 1)
    assert only(departures=[left]).harm == pytest.approx(0.4)
    assert evidence_of(Records(talks=[talk(40)], departures=[left]))[-1].harm == pytest.approx(0.4)


def test_who_was_never_spoken_with_takes_nothing_along():
    left = Departure(("contact", 1), 50, 1)
    talks = [talk(40, people=(2,))]
    assert evidence_of(Records(talks=talks, departures=[left]))[-1].harm == 0


def test_a_departure_takes_only_its_own_part_of_a_shared_talk():
    shared = talk(100, people=(1, 2), feeling=2)
    records = Records(talks=[shared], departures=[Departure(("contact", 1), 100, 1)])
    assert story_of(records).at(100).good == pytest.approx(0.6 * (0.5 + 0.5 * 0.3))


def test_what_somebody_says_after_leaving_counts_in_full():
    records = Records(
        talks=[talk(100, people=(1,), feeling=2)], departures=[Departure(("contact", 1), 99, 1)]
    )
    assert story_of(records).at(100).good == pytest.approx(0.6)


def test_who_leaves_twice_leaves_once():
    left = [Departure(("contact", 1), 80, 1), Departure(("contact", 2), 50, 1)]
    assert dated(departures=left) == [(50, "left")]


# ---- tickets


def ticket(**how):
    return TicketRecord(("ticket", 1), **{"opened": 10, "closed": 20, "known_on": 10, **how})


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (ticket(), [(20, "ticket_ok")]),
        (ticket(priority=1, breached=True), [(20, "breach1")]),
        (ticket(breached=True), [(20, "breach3")]),
        (ticket(priority=9, breached=True), [(20, "breach4")]),
        (ticket(reopened=True), [(20, "reopen")]),
        (ticket(priority=2, breached=True, reopened=True), [(20, "breach2"), (20, "reopen")]),
        (ticket(closed=None), []),
        (ticket(closed=None, reopened=True), []),
        (ticket(closed=None, known_on=14, priority=2, breached=True), [(14, "breach2")]),
        (ticket(closed=None, known_on=4, priority=2, breached=True), [(10, "breach2")]),
    ],
)
def test_a_ticket_is_judged_when_it_closes_or_its_breach_is_known(record, expected):
    assert dated(tickets=[record]) == expected


# ---- answers


@pytest.mark.parametrize(
    ("question", "score", "low", "high", "kind"),
    [
        ("csat", 5, 1, 5, "csat5"), ("csat", 1, -1, 1, "csat5"), ("csat", 0, -1, 1, "csat3"),
        ("csat", -1, -1, 1, "csat1"), ("csat", 62.5, 0, 100, "csat4"), ("csat", 62, 0, 99, "csat4"),
        ("csat", 2, 1, 3, "csat3"), ("csat", 5, 0, 10, "csat3"), ("csat", 9, 1, 5, "csat5"),
        ("effort", 7, 1, 7, "ces6-7"), ("effort", 5, 1, 7, "ces5"), ("effort", 3, 1, 5, "ces4"),
        ("effort", 1, 1, 7, "ces1-3"), ("effort", 3, 1, 7, "ces1-3"),
        ("nps", 9, 0, 10, "nps9-10"), ("nps", 8, 0, 10, "nps7-8"), ("nps", 6, 0, 10, "nps5-6"),
        ("nps", 4, 0, 10, "nps0-4"), ("nps", 85, 0, 100, "nps9-10"),
        ("trust", 4, 1, 5, "rel4"), ("competence", 0, 0, 10, "rel1"), ("service", 9, 0, 9, "rel5"),
        ("commitment", 2, 1, 5, "rel2"),
    ],
)  # fmt: skip
def test_an_answer_is_read_on_the_scale_its_question_has(question, score, low, high, kind):
    answer = Answer(("response", 1), 30, question, score, low, high, 7)
    found = only(answers=[answer])
    assert (found.day, found.kind, found.people, found.detail) == (30, kind, (7,), question)


@pytest.mark.parametrize("question", ["expectation", "competitor", "Was the coffee good?"])
def test_other_questions_are_no_evidence(question):
    assert dated(answers=[Answer(("response", 1), 30, question, 1, 1, 5)]) == []


# ---- invitations


def asked(question="nps", number=1, answered_on=None, person=1):
    return Invitation(("response", number), 100, answered_on, question, person)


def test_an_invitation_is_unanswered_after_three_weeks():
    assert dated(invitations=[asked()]) == [(121, "no_answer")]
    assert dated(invitations=[asked(answered_on=122)]) == [(121, "no_answer")]
    assert dated(invitations=[asked(answered_on=121)]) == []


@pytest.mark.parametrize("question", ["csat", "effort", "expectation", "our own"])
def test_only_invitations_about_the_relationship_count(question):
    assert dated(invitations=[asked(question)]) == []


def test_all_questions_to_one_person_on_one_day_are_one_invitation():
    questions = [asked("nps", 1), asked("trust", 2), asked("service", 3)]
    assert dated(invitations=questions) == [(121, "no_answer")]
    assert dated(invitations=[*questions[:2], asked("service", 3, answered_on=105)]) == []
    assert len(dated(invitations=[*questions, asked("nps", 4, person=2)])) == 2


# ---- feedback


def loop(kind=FeedbackKind.COMPLAINT, **steps):
    return Loop(("feedback", 1), 50, kind, **steps)


def test_a_complaint_that_nobody_addresses_counts_twice():
    assert dated(loops=[loop()]) == [(50, "complaint"), (80, "ignored")]


@pytest.mark.parametrize("step", ["acted_on", "told_on", "confirmed_on"])
def test_any_step_within_thirty_days_addresses_a_complaint(step):
    assert "ignored" not in {kind for _, kind in dated(loops=[loop(**{step: 80})])}
    assert (80, "ignored") in dated(loops=[loop(**{step: 81})])


def test_acting_mends_nothing_before_the_customer_was_told():
    heard, acted = loop(), loop(acted_on=60)
    assert story_of(Records(loops=[acted])).at(79) == story_of(Records(loops=[heard])).at(79)


def test_telling_halves_a_complaint_and_confirming_leaves_a_tenth():
    story = story_of(Records(loops=[loop(told_on=50, confirmed_on=50)]))
    assert (story.at(50).good, story.at(50).harm) == (pytest.approx(0.25), pytest.approx(0.06))
    assert story_of(Records(loops=[loop(told_on=50)])).at(50).harm == pytest.approx(0.3)


def test_telling_late_also_mends_that_nobody_addressed_it():
    story = story_of(Records(loops=[loop(told_on=80 + 120)]))
    expected = 0.5 * (0.6 * 2 ** (-150 / 120) + 0.8 / 2)
    assert story.at(200).harm == pytest.approx(expected)


def test_telling_after_confirming_changes_nothing():
    early = story_of(Records(loops=[loop(confirmed_on=60)])).at(90)
    assert story_of(Records(loops=[loop(confirmed_on=60, told_on=70)])).at(90) == early


def test_steps_dated_before_the_feedback_happen_with_it():
    assert dated(loops=[loop(told_on=1, confirmed_on=2)]) == [
        (50, "complaint"),
        (50, "confirmed"),
        (50, "told"),
    ]


@pytest.mark.parametrize("kind", ["wish", "mention", "remark"])
def test_wishes_mentions_and_remarks_count_only_when_settled(kind):
    assert dated(loops=[loop(FeedbackKind(kind), told_on=60)]) == []
    assert dated(loops=[loop(FeedbackKind(kind), confirmed_on=60)]) == [(60, "confirmed")]


def test_praise_is_praise():
    assert only(loops=[loop(FeedbackKind.PRAISE)]).good == 0.90


# ---- promises


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (pledge(), []),
        (pledge(done_on=9), [(9, "kept")]),
        (pledge(due_on=10, done_on=10), [(10, "kept")]),
        (pledge(due_on=10, done_on=11), [(11, "late")]),
        (pledge(due_on=10, done_on=70), [(11, "late")]),
        (pledge(due_on=10, done_on=71), [(11, "late"), (70, "broken")]),
        (pledge(due_on=10), [(11, "late"), (70, "broken")]),
        (pledge(due_on=10, broken_on=8), [(8, "broken")]),
        (pledge(due_on=10, broken_on=20), [(11, "late"), (20, "broken")]),
        (pledge(due_on=10, broken_on=99), [(11, "late"), (70, "broken")]),
        (pledge(broken_on=20), [(20, "broken")]),
        (pledge(due_on=10, done_on=8, broken_on=20), [(8, "kept"), (20, "broken")]),
        (pledge(due_on=10, done_on=8, broken_on=8), [(8, "broken")]),
        # moved in time: judged by the new date
        (pledge(moved_from=10, moved_on=10, due_on=30, done_on=30), [(30, "kept")]),
        (pledge(moved_from=10, moved_on=5, due_on=30), [(31, "late"), (90, "broken")]),
        (pledge(moved_from=10, moved_on=None, due_on=30, done_on=30), [(30, "kept")]),
        # moved when it was late: late once, at the old date
        (pledge(moved_from=10, moved_on=11, due_on=30, done_on=30), [(11, "late")]),
        (pledge(moved_from=10, moved_on=11, due_on=30), [(11, "late"), (90, "broken")]),
        (pledge(moved_from=10, moved_on=70, due_on=80, done_on=80), [(11, "late")]),
        # moved when it was broken, or done: nothing moves
        (pledge(moved_from=10, moved_on=71, due_on=80), [(11, "late"), (70, "broken")]),
        (pledge(moved_from=10, moved_on=20, due_on=30, done_on=15), [(11, "late")]),
        (pledge(moved_from=10, moved_on=9, due_on=30, broken_on=8), [(8, "broken")]),
        # given its first date, or let off it
        (pledge(moved_on=5, due_on=30), [(31, "late"), (90, "broken")]),
        (pledge(moved_from=10, moved_on=5, done_on=99), [(99, "kept")]),
        # dates that cannot be: none counts before it was set
        (pledge(made_on=50, due_on=10, done_on=20), [(50, "kept")]),
        (pledge(moved_from=40, moved_on=30, due_on=5), [(31, "late"), (90, "broken")]),
    ],
)
def test_a_promise_is_judged_by_the_date_that_held(record, expected):
    assert dated(pledges=[record]) == expected


def test_broken_weighs_the_same_whether_it_was_late_before_or_not():
    late_first = evidence_of(Records(pledges=[pledge(due_on=10)]))
    assert [one.harm for one in late_first] == [pytest.approx(0.4), pytest.approx(1.0)]
    assert only(pledges=[pledge(due_on=10, broken_on=5)]).harm == pytest.approx(1.4)


# ---- renewals and advocacy


@pytest.mark.parametrize(
    ("outcome", "kinds"),
    [("renewed", ["renewed"]), ("rolled_over", ["auto_renewed"]), ("grown", ["upsold"]),
     ("reduced", ["reduced"]), ("lost", []), ("no_longer_considered", [])],
)  # fmt: skip
def test_a_decision_is_evidence_unless_the_customer_is_lost(outcome, kinds):
    decision = Decision(("renewal", 1), 77, Outcome(outcome))
    assert dated(decisions=[decision]) == [(77, kind) for kind in kinds]


@pytest.mark.parametrize(
    ("kind", "evidence"),
    [("referral", "referral"), ("reference", "advocacy"), ("case_study", "advocacy"),
     ("review", "praise"), ("testimonial", "praise"), ("mention", "praise")],
)  # fmt: skip
def test_an_act_weighs_by_what_it_cost_the_customer(kind, evidence):
    found = only(acts=[Act(("advocacy", 1), 77, AdvocacyKind(kind))])
    assert (found.day, found.kind, found.detail) == (77, evidence, kind)
