"""What stands on the pages of each report, read back from the PDF."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.models import Contact, Customer, Feedback, Goal, RenewalReview, Standing, Vendor
from app.models.kinds import Call
from app.services.customers import standings
from app.services.reports import renewal_review, review_pack, vendor_voice
from app.ui.reports import renewal_list
from app.ui.reports import renewal_review as review_page
from app.ui.reports import review_pack as pack_page
from app.ui.reports import vendor_voice as voice_page
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, fact

HOSTILE = "<b>Nord</b><img src=http://example.invalid/x.png>"


@pytest.fixture
def torn(known):
    """Nordwind stands badly, so that its renewal is at risk; everything is dropped at the end."""
    with known.read() as session:
        standings.freshen(session, TODAY)
        session.execute(
            update(Standing).where(Standing.customer_id == NORDWIND).values(level=12, sd=8)
        )
        session.flush()
        yield session


def review(session):
    return review_page.report(renewal_review.review(session, TODAY))


def test_the_review_lists_the_renewals_and_gives_each_at_risk_a_page(torn, printed):
    done = printed(review(torn))
    first, page = done.pages
    for said in ("Renewals", "As of Monday, 4 May 2026.", "mostly a prior", "Managed workplace",
                 "€42,300", "EUR: 1 to be decided, €42,300 a year", "Ana"):  # fmt: skip
        assert said in first
    for said in ("Nordwind", "Standing today", "What is being done", "Third time this month",
                 "0 of 1 promise that fell due within a year was kept.", "Not kept", "Marta",
                 "renews", "Leverage"):  # fmt: skip
        assert said in page
    assert not done.pictures


def test_the_points_on_a_page_add_up_as_they_are_printed(torn):
    (page,) = renewal_review.review(torn, TODAY).pages
    table = review_page._reasons(page)
    points = [int(row[1].replace("−", "-")) for row in table.rows]
    assert sum(points) + round(page.story.baseline) == int(table.sums[0][1])


def test_calls_stand_in_the_list_and_on_the_page_once_there_are_any(torn, printed):
    assert "Owner:" not in printed(review(torn)).text
    (row,) = renewal_review.review(torn, TODAY).rows
    said = {"manager_call": Call.SAFE, "manager_on": ago(3), "computed_call": Call.AT_RISK}
    said |= {"final_call": Call.AT_RISK, "final_on": ago(2)}
    act = {"action": "Visit them", "action_owner_id": 1, "action_on": TODAY + timedelta(9)}
    term = {"contract_id": row.contract_id, "due_on": row.due_on, "horizon": 90}
    torn.add(RenewalReview(**term, **said, **act, **fact(3)))
    torn.flush()
    first, page = printed(review(torn)).pages
    assert "Manager: safe" in first
    assert all(said in page for said in ("Owner: at risk", "Visit them", "13/05/2026"))


def test_a_hostile_name_is_printed_and_nothing_is_fetched(torn, printed):
    torn.get(Customer, NORDWIND).name = HOSTILE
    torn.flush()
    for report in (review(torn), pack_page.report(review_pack.pack(torn, NORDWIND, TODAY))):
        done = printed(report)
        assert "<b>Nord</b>" in done.text
        assert not done.pictures


def test_an_empty_book_gives_a_page_that_says_so(database, printed):
    with database.read() as session:
        done = printed(review(session))
    assert len(done.pages) == 1
    assert "No renewal is to be decided" in done.text


def test_the_list_alone_is_what_was_chosen(torn, printed):
    (row,) = renewal_review.review(torn, TODAY).rows
    listed = renewal_review.listed(torn, [row] * 90, TODAY)
    done = printed(renewal_list.report(listed))
    assert done.text.count("Managed workplace") == 90
    assert all(page.count("Yearly value") == 1 for page in done.pages)


def test_the_pack_says_what_we_did_and_asks(torn, printed):
    torn.add_all(
        [
            Goal(text="Second site", our_part="Network", **fact(9)),
            Feedback(occurred_on=ago(60), text="A list of licences", kind="wish", acted_on=ago(40),
                     action="Sent every quarter", told_on=ago(10), **fact(60)),
        ]
    )  # fmt: skip
    torn.flush()
    text = printed(pack_page.report(review_pack.pack(torn, NORDWIND, TODAY))).text
    for said in ("Review with Nordwind", "Your contact: Ana", "Second site", "Send the quote",
                 "“A list of licences”", "Sent every quarter", "We told you on 24/04/2026",
                 "1 opened, 1 closed, 0 open today.", "0 of 1 were solved in the time agreed",
                 "What we ask you", "Is it settled for you?"):  # fmt: skip
        assert said in " ".join(text.split()), said


@pytest.mark.parametrize("customer", [NORDWIND, QUIET])
def test_the_pack_has_no_word_of_risk_mood_or_character(torn, printed, customer):
    text = printed(pack_page.report(review_pack.pack(torn, customer, TODAY))).text.lower()
    for word in ("risk", "chance", "loss", "lost", "standing", "strained", "breaking", "tense",
                 "hostile", "warm", "feeling", "mood", "attitude", "influence", "sceptical",
                 "against us", "character", "captive", "combative", "competitor", "points",
                 "€"):  # fmt: skip
        assert word not in text, word


def test_a_customer_without_goals_is_asked_for_them(torn, printed):
    text = printed(pack_page.report(review_pack.pack(torn, QUIET, TODAY))).text
    assert "We would like to hear your goals" in text
    assert "What do you want to reach in the year ahead" in text


def test_the_vendors_digest_names_nobody(torn, printed):
    torn.add(Vendor(id=1, name="Tintenrabe"))
    torn.add(Contact(name="Marta Öhlund", **fact(90)))
    torn.flush()
    torn.add(Feedback(occurred_on=ago(30), text="Marta Öhlund says it jams", kind="complaint",
                      vendor_id=1, product="Rabe Flex", **fact(30)))  # fmt: skip
    torn.flush()
    text = printed(voice_page.report(vendor_voice.voice(torn, 1, TODAY))).text
    for said in ("Vendor voice: Tintenrabe", "“… says it jams”", "Rabe Flex", "4 weeks", "Heard"):
        assert said in text
    assert "Öhlund" not in text
    assert "Nordwind" not in text
