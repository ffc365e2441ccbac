"""What may be typed into a form: nothing that the import of an export would not take."""

from datetime import UTC, date, datetime, time

import pytest

from app.services.contracts import colleagues, contracts, vendors
from app.services.contracts.colleagues import ColleagueDraft
from app.services.contracts.contracts import ContractDraft
from app.services.contracts.vendors import VendorDraft
from app.services.customers import contacts, customers, interactions
from app.services.customers.contacts import ContactDraft
from app.services.customers.customers import CustomerDraft
from app.services.customers.interactions import LogDraft
from app.services.errors import Invalid
from app.services.feedback import loops
from app.services.trust import competitors, initiatives, promises
from app.services.trust.competitors import MentionDraft
from app.services.trust.initiatives import InitiativeDraft
from app.services.trust.promises import PromiseDraft
from tests.nordwind import NORDWIND, TODAY

NOW = datetime.combine(TODAY, time(12), UTC)
TWO_LINES, NO_LETTER = "two\nlines", "K\udcff"
PLACES = {
    "customer": lambda book, said: customers.save(book, CustomerDraft(**said), TODAY),
    "contact": lambda book, said: contacts.save(book, ContactDraft(NORDWIND, **said), TODAY),
    "contract": lambda book, said: contracts.save(
        book, ContractDraft(NORDWIND, **{"currency": "EUR", "ends": TODAY} | said), TODAY
    ),
    "vendor": lambda book, said: vendors.save(book, VendorDraft(**said)),
    "colleague": lambda book, said: colleagues.save(book, ColleagueDraft(**said)),
    "initiative": lambda book, said: initiatives.save(
        book, InitiativeDraft(NORDWIND, **said), TODAY
    ),
    "mention": lambda book, said: competitors.save(book, MentionDraft(NORDWIND, **said), TODAY),
    "promise": lambda book, said: promises.save(book, PromiseDraft(NORDWIND, **said), TODAY),
    "log": lambda book, said: interactions.log(book, LogDraft(new_customer=True, **said), NOW),
    "loop": lambda book, said: loops.act(book, 1, TODAY, **said),
}
CALLED = {
    "customer": "name", "contact": "name", "contract": "title", "vendor": "name",
    "colleague": "name", "initiative": "title", "mention": "competitor", "log": "customer",
}  # fmt: skip
NUMBERED = ("customer", "contract", "vendor", "colleague")


def refused(known, place, field, value, **more):
    """Return what a form says of a value."""
    with pytest.raises(Invalid) as refusal, known.write() as session:
        PLACES[place](session, more | {field: value})
    assert refusal.value.field == field
    return str(refusal.value)


@pytest.mark.parametrize("name", ["x" * 501, NO_LETTER])
@pytest.mark.parametrize("place", CALLED)
def test_a_name_is_not_endless_and_of_letters(known, place, name):
    refused(known, place, CALLED[place], name)


@pytest.mark.parametrize("place", sorted(CALLED.keys() - {"mention", "log"}))
def test_a_name_stands_on_one_line(known, place):
    assert refused(known, place, CALLED[place], TWO_LINES) == "Please write this on one line."


@pytest.mark.parametrize("number", ["1" * 201, TWO_LINES, NO_LETTER])
@pytest.mark.parametrize("place", NUMBERED)
def test_a_number_stands_on_one_line_and_is_not_endless(known, place, number):
    refused(known, place, "external_id", number, **{CALLED[place]: "A"})


@pytest.mark.parametrize("place", NUMBERED)
def test_two_of_a_kind_cannot_have_one_number(known, place):
    with known.write() as session:
        PLACES[place](session, {CALLED[place]: "First", "external_id": "7"})
    said = refused(known, place, "external_id", " 7 ", **{CALLED[place]: "Second"})
    assert said == "First has this number already."


def test_a_number_stays_with_a_customer_that_was_deleted(known):
    with known.write() as session:
        made = customers.save(session, CustomerDraft("First", "7"), TODAY)
        customers.delete(session, [made])
    said = refused(known, "customer", "external_id", "7", name="Second")
    assert said == ("First has this number, and was deleted or merged. Please choose another one.")


def test_a_customer_keeps_its_own_number(known):
    with known.write() as session:
        made = customers.save(session, CustomerDraft("First", "7"), TODAY)
        draft = customers.load(session, made)
        draft.city = "Kiel"
        customers.save(session, draft, TODAY)
    with known.read() as session:
        assert customers.load(session, made).city == "Kiel"


@pytest.mark.parametrize(
    ("place", "field"),
    [
        *(("customer", field) for field in ("city", "segment", "note")),
        *(("vendor", "website"), ("vendor", "note"), ("colleague", "role"), ("colleague", "email")),
        *(("contract", "product"), ("contract", "note"), ("contact", "phone")),
        *(("promise", "text"), ("promise", "via"), ("loop", "action")),
    ],
)
def test_no_field_takes_what_is_no_letter(known, place, field):
    names = {"promise": "text"} | CALLED
    more = {names[place]: "A"} if names.get(place, field) != field else {}
    refused(known, place, field, NO_LETTER, **more)


@pytest.mark.parametrize(
    ("place", "field"),
    [("customer", "since"), ("contact", "left_on"), ("colleague", "left_on"), ("contract", "ends")],
)
def test_no_day_lies_before_all_calendars_of_ours(known, place, field):
    said = refused(known, place, field, date(1899, 12, 31), **{CALLED[place]: "A"})
    assert said == "A day before the year 1900 is none."


@pytest.mark.parametrize(("field", "value"), [("seats", -1), ("cadence_days", 3_651)])
def test_no_number_of_a_customer_is_beyond_what_an_import_takes(known, field, value):
    refused(known, "customer", field, value, name="A")


def test_a_line_about_a_rival_without_an_end_names_none(known):
    with known.write() as session:
        said = LogDraft(NORDWIND, note="vs " + "x" * 501)
        assert interactions.log(session, said, NOW).competitors == ()
