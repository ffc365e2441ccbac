from datetime import timedelta

import pytest
from sqlalchemy import event, update

from app.models import CharacterOverrule, Customer, Standing
from app.models.kinds import Character
from app.services.book import changes, history
from app.services.customers import characters, customers, lists_as_of, overrules, standings
from app.services.customers.overrules import OverruleDraft
from app.services.errors import Invalid, NotFound
from tests.nordwind import NORDWIND, QUIET, TODAY, ago

CAPTIVE, PARTNER = Character.CAPTIVE, Character.PARTNER


def say(database, character, reason="They told me so", today=TODAY):
    with database.write() as session:
        return overrules.overrule(session, OverruleDraft(NORDWIND, character, reason), today)


def withdraw(database, today=TODAY):
    with database.write() as session:
        overrules.withdraw(session, NORDWIND, today)


def row(database):
    with database.read() as session:
        return customers.row(session, NORDWIND)


def view(database, as_of=TODAY, customer=NORDWIND):
    with database.read() as session:
        return characters.view(session, customer, as_of)


def line(database, as_of):
    with database.read() as session:
        return lists_as_of.customers(session, as_of, "nordwind")[0]


@pytest.fixture
def fresh(known):
    with known.write() as session:
        standings.freshen(session, TODAY)
    return known


def test_the_standing_keeps_the_character_and_the_signs_in_words(fresh):
    found = row(fresh)
    assert found.character is found.computed_character is view(fresh).computed
    assert found.character not in (Character.TOO_LITTLE, None)
    assert 2 <= len(found.signs) <= 3
    assert found.signs == tuple(sign.text for sign in view(fresh).signs)


def test_of_whom_nothing_is_known_it_says_what_is_missing(known):
    found = view(known, customer=QUIET)
    assert found.computed is Character.TOO_LITTLE
    assert found.turns == ()
    assert found.signs[0].text.endswith("it takes 120")


def test_a_standing_from_before_characters_is_computed_again(fresh):
    with fresh.write() as session:
        session.execute(update(Standing).values(character=None))
    with fresh.write() as session:
        assert standings.freshen_some(session, TODAY, 1) == 1


def test_the_owners_word_stands_before_the_computed_which_stays(fresh):
    computed = row(fresh).computed_character
    say(fresh, CAPTIVE, "  All their data lies with us ")
    found = row(fresh)
    assert (found.character, found.computed_character) == (CAPTIVE, computed)
    told = view(fresh)
    assert (told.character, told.computed) == (CAPTIVE, computed)
    assert told.overrule.reason == "All their data lies with us"
    assert told.signs
    assert line(fresh, TODAY).character is CAPTIVE


def test_who_is_known_by_name_is_named(fresh):
    say(fresh, CAPTIVE)  # the book's actor is Ana, a colleague
    assert view(fresh).overrule.set_by == "Ana"


def test_a_new_word_takes_the_place_of_the_old_and_both_are_history(fresh):
    say(fresh, CAPTIVE, today=ago(9))
    say(fresh, PARTNER)
    told = view(fresh)
    assert [one.character for one in told.history] == [PARTNER, CAPTIVE]
    assert [one.withdrawn_on for one in told.history] == [None, TODAY]
    assert row(fresh).character is PARTNER


def test_withdrawn_the_computed_counts_again(fresh):
    computed = row(fresh).computed_character
    say(fresh, CAPTIVE, today=ago(9))
    withdraw(fresh)
    assert row(fresh).character is computed
    assert view(fresh).overrule is None
    assert view(fresh).history[0].withdrawn_on == TODAY
    with pytest.raises(NotFound):
        withdraw(fresh)


def test_a_past_day_sees_the_word_that_stood_then(fresh):
    say(fresh, CAPTIVE, today=ago(20))
    withdraw(fresh, ago(10))
    assert line(fresh, ago(21)).character is not CAPTIVE
    for days in (20, 11):
        assert line(fresh, ago(days)).character is CAPTIVE
        assert view(fresh, ago(days)).overrule.withdrawn_on is None
    assert line(fresh, ago(10)).character is not CAPTIVE
    assert view(fresh, ago(21)).history == ()


def test_what_was_recorded_later_was_not_known(fresh):
    with fresh.write() as session:
        session.add(
            CharacterOverrule(
                customer_id=NORDWIND, character="captive", reason="From the old list",
                set_on=ago(30), recorded_on=ago(2),
            )
        )  # fmt: skip
    assert line(fresh, ago(3)).character is not CAPTIVE
    assert line(fresh, ago(2)).character is CAPTIVE


def test_each_step_is_undone_by_itself(fresh):
    def undo():
        with fresh.write() as session:
            step = history.next_undo(session)
            history.undo(session, step.change_set)
        return step.label

    computed = row(fresh).character
    say(fresh, CAPTIVE)
    say(fresh, PARTNER)
    withdraw(fresh)
    assert undo() == "Withdrew the character given to Nordwind"
    assert row(fresh).character is PARTNER
    assert undo() == "Overruled the character of Nordwind"
    assert row(fresh).character is CAPTIVE
    undo()
    assert row(fresh).character is computed
    assert view(fresh).history == ()


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("character", OverruleDraft(NORDWIND, None, "why")),
        ("reason", OverruleDraft(NORDWIND, CAPTIVE, "  ")),
    ],
)
def test_a_word_needs_a_character_and_a_reason(fresh, session, field, draft):
    with pytest.raises(Invalid) as refused:
        overrules.overrule(session, draft, TODAY)
    assert refused.value.field == field


def test_a_customer_that_is_gone_is_not_judged(fresh, session):
    customers.delete(session, [NORDWIND])
    session.flush()
    with pytest.raises(NotFound):
        overrules.overrule(session, OverruleDraft(NORDWIND, CAPTIVE, "why"), TODAY)


def test_every_sign_leads_to_facts_that_are_there(fresh):
    found = view(fresh)
    assert any(sign.facts for sign in found.signs)
    for sign in found.signs:
        assert len(sign.facts) <= characters.FACTS
        assert all(fact.day <= TODAY and fact.id and fact.text for fact in sign.facts)


def test_the_list_asks_as_often_for_many_as_for_one(fresh):
    def asked(count):
        with fresh.write() as session:
            session.add_all(Customer(name=f"C{n}", recorded_on=TODAY) for n in range(count))
        statements = []
        listener = lambda *what: statements.append(what[2])  # noqa: E731
        event.listen(fresh.engine, "before_cursor_execute", listener)
        with fresh.read() as session:
            customers.overview(session)
            lists_as_of.customers(session, TODAY + timedelta(days=1))
        event.remove(fresh.engine, "before_cursor_execute", listener)
        return len(statements)

    assert asked(1) == asked(30)


def test_the_history_of_the_customer_tells_who_said_so(fresh):
    say(fresh, CAPTIVE)
    with fresh.read() as session:
        entries = changes.of_customer(session, NORDWIND)
    assert entries[0].label == "Overruled the character of Nordwind"
