from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, func, select

from app.models import (
    Competitor,
    CompetitorMention,
    Contact,
    Customer,
    Expectation,
    Interaction,
    InteractionContact,
    Promise,
    Standing,
)
from app.models.kinds import Direction, InteractionKind, Stance
from app.services.book import history, settings
from app.services.book.settings import BookSettings
from app.services.customers import interactions, note_lines
from app.services.customers.interactions import LogDraft
from app.services.errors import Conflict, Invalid, NotFound

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)  # a Monday
NOTE = "Met @Marta.\n! send quote by Friday\n? one contact person\nvs Contoso: cheaper, firewall"


@pytest.fixture
def nordwind(database):
    """A customer with one contact, in a firm of Berlin."""
    with database.write() as session:
        settings.save(session, BookSettings(zone="Europe/Berlin"))
        customer = Customer(name="Nordwind Logistics", external_id="C-17", recorded_on=TODAY)
        session.add(customer)
        session.flush()
        marta = Contact(
            customer_id=customer.id,
            name="Marta Köhler",
            email="marta@nordwind.example",
            recorded_on=TODAY,
        )
        session.add(marta)
        return customer.id


def log(database, draft, now=NOW):
    with database.write() as session:
        return interactions.log(session, draft, now)


def stored(database, model):
    with database.read() as session:
        return list(session.scalars(select(model)))


def test_a_log_stores_everything_its_note_says_at_once(database, nordwind):
    logged = log(database, LogDraft(customer="nordwind logistics", kind="call", note=NOTE))

    (interaction,) = stored(database, Interaction)
    (promise,) = stored(database, Promise)
    (expectation,) = stored(database, Expectation)
    (mention,) = stored(database, CompetitorMention)
    (marta,) = stored(database, Contact)
    assert interaction.note == NOTE
    assert (interaction.at, interaction.occurred_on, interaction.recorded_on) == (NOW, TODAY, TODAY)
    assert (promise.text, promise.due_on) == ("send quote", date(2026, 5, 8))
    assert (expectation.text, expectation.raised_on) == ("one contact person", TODAY)
    assert (mention.stance, mention.product) == (Stance.CHEAPER, "firewall")
    assert {promise.contact_id, expectation.contact_id, mention.contact_id} == {marta.id}
    assert {row.contact_id for row in stored(database, InteractionContact)} == {marta.id}
    assert logged == interactions.Logged(
        interaction.id, (promise.id,), (expectation.id,), (mention.id,)
    )


def test_one_undo_takes_back_all_of_a_log(database, nordwind):
    said = []
    database.on_commit = said.append
    log(database, LogDraft(customer_id=nordwind, note=NOTE))
    assert said[0].label == "Logged a call with Nordwind Logistics"

    with database.write() as session:
        history.undo(session, said[0].change_set)

    for model in (Interaction, Promise, Expectation, CompetitorMention, InteractionContact):
        assert stored(database, model) == []


def test_a_log_makes_the_customers_standing_stale(database, nordwind):
    log(database, LogDraft(customer_id=nordwind))
    assert [row.stale for row in stored(database, Standing)] == [True]


@pytest.mark.parametrize("name", ["Nordwind Logistics", " NORDWIND  logistics", "C-17"])
def test_a_customer_is_found_by_name_or_external_id(database, nordwind, name):
    log(database, LogDraft(customer=name))
    assert stored(database, Interaction)[0].customer_id == nordwind


def test_an_unknown_customer_is_refused_and_the_nearest_named(database, nordwind):
    with pytest.raises(NotFound, match="The nearest: Nordwind Logistics"):
        log(database, LogDraft(customer="Nordwnd Logistic"))
    with pytest.raises(NotFound, match=r"no customer called “Zzz”\.$"):
        log(database, LogDraft(customer="Zzz"))


def test_a_new_customer_is_added_only_if_asked_for(database, nordwind):
    log(database, LogDraft(customer="Ahlers GmbH", new_customer=True))
    assert [row.name for row in stored(database, Customer)] == ["Nordwind Logistics", "Ahlers GmbH"]


def test_two_customers_of_one_name_are_not_guessed_between(database, nordwind):
    with database.write() as session:
        session.add(Customer(name="Nordwind Logistics", recorded_on=TODAY))
    with pytest.raises(Invalid, match="2 customers are called") as trouble:
        log(database, LogDraft(customer="Nordwind Logistics"))
    assert trouble.value.field == "customer"


@pytest.mark.parametrize(
    ("kind", "direction", "two_way"),
    [
        ("email", "out", False),
        ("email", "in", True),
        ("email", None, True),
        ("call", "out", True),
        ("note", None, True),
    ],
)
def test_only_an_email_of_ours_goes_one_way_unless_said(
    database, nordwind, kind, direction, two_way
):
    log(database, LogDraft(customer_id=nordwind, kind=kind, direction=direction))
    assert stored(database, Interaction)[0].two_way is two_way


def test_what_was_said_of_the_way_wins(database, nordwind):
    log(database, LogDraft(customer_id=nordwind, kind="note", two_way=False))
    assert stored(database, Interaction)[0].two_way is False


def test_the_day_is_the_firms_and_the_instant_is_kept(database, nordwind):
    late = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    log(database, LogDraft(customer_id=nordwind), late)
    (interaction,) = stored(database, Interaction)
    assert (interaction.at, interaction.occurred_on) == (late, date(2026, 5, 5))


def test_a_day_without_a_time_has_no_instant(database, nordwind):
    log(database, LogDraft(customer_id=nordwind, when="friday"))
    (interaction,) = stored(database, Interaction)
    assert (interaction.at, interaction.occurred_on) == (None, date(2026, 5, 1))
    assert interaction.recorded_on == TODAY


def test_promises_of_an_older_talk_count_from_its_day(database, nordwind):
    log(database, LogDraft(customer_id=nordwind, when="2026-04-20", note="! quote in 2 days"))
    (promise,) = stored(database, Promise)
    assert (promise.made_on, promise.due_on) == (date(2026, 4, 20), date(2026, 4, 22))


@pytest.mark.parametrize("when", ["2026-05-06", "31.12.9999"])
def test_the_future_is_refused_but_for_tomorrow(database, nordwind, when):
    with pytest.raises(Invalid, match="has not come yet") as trouble:
        log(database, LogDraft(customer_id=nordwind, when=when))
    assert trouble.value.field == "when"
    log(database, LogDraft(customer_id=nordwind, when="tomorrow"))
    assert stored(database, Interaction)[0].occurred_on == date(2026, 5, 5)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"feeling": 7}, "feeling"),
        ({"kind": "telegram"}, "kind"),
        ({"direction": "up"}, "direction"),
        ({"minutes": -5}, "minutes"),
        ({"note": "a\x00b"}, "note"),
        ({"note": "a\ud800b"}, "note"),
        ({"note": "x" * 2_000_001}, "note"),
        ({"contacts": ("Quentin",)}, "contact"),
        ({"customer_id": None}, "customer"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(database, nordwind, wrong, field):
    with pytest.raises(Invalid) as trouble:
        log(database, replace(LogDraft(customer_id=nordwind), **wrong))
    assert trouble.value.field == field
    assert stored(database, Interaction) == []


@pytest.mark.parametrize(
    "note", ["n" * 1_000_000, " \ttabs, Größe, 🦊, שלום\r\n  and blanks \n", "\u202eright to left"]
)
def test_a_note_is_kept_exactly(database, nordwind, note):
    log(database, LogDraft(customer_id=nordwind, note=note))
    assert stored(database, Interaction)[0].note == note


def test_contacts_are_found_by_address_or_name(database, nordwind):
    log(
        database,
        LogDraft(customer_id=nordwind, contacts=("MARTA@nordwind.example", "marta kohler")),
    )
    assert len(stored(database, InteractionContact)) == 1
    with pytest.raises(Invalid, match="Did you mean Marta Köhler"):
        log(database, LogDraft(customer_id=nordwind, contacts=("Marta Kehler",)))


def test_people_met_for_the_first_time_are_added(database, nordwind):
    log(database, LogDraft(customer_id=nordwind, new_contacts=("Xaver",)))
    assert [row.name for row in stored(database, Contact)] == ["Marta Köhler", "Xaver"]
    assert len(stored(database, InteractionContact)) == 1


def test_what_was_dropped_in_the_dialog_is_not_stored(database, nordwind):
    found = note_lines.understand(NOTE, [], NOW)
    draft = LogDraft(customer_id=nordwind, note=NOTE, understood=replace(found, promises=()))
    log(database, draft)
    assert stored(database, Promise) == []
    assert len(stored(database, Expectation)) == 1


def test_a_note_of_which_everything_was_dropped_is_only_a_note(database, nordwind):
    draft = LogDraft(customer_id=nordwind, note=NOTE, understood=note_lines.Understood())
    assert log(database, draft) == interactions.Logged(1)


def test_a_competitor_is_known_again_whatever_its_case(database, nordwind):
    log(database, LogDraft(customer_id=nordwind, note="vs Contoso"))
    log(database, LogDraft(customer_id=nordwind, note="vs CONTOSO better"))
    assert len(stored(database, Competitor)) == 1
    assert len(stored(database, CompetitorMention)) == 2


def test_an_entry_is_corrected_without_moving_what_was_not_touched(database, nordwind):
    at = datetime(2026, 5, 3, 12, 0, 42, tzinfo=UTC)
    log(database, LogDraft(customer_id=nordwind, note="Met @Marta"), at)
    with database.read() as session:
        draft = interactions.load(session, 1)
    assert draft.when == "2026-05-03 14:00"

    with database.write() as session:
        edited = replace(draft, feeling=-1, kind="visit", direction="in", contact_ids=())
        interactions.save(session, edited, NOW)

    (interaction,) = stored(database, Interaction)
    assert (interaction.at, interaction.feeling) == (at, -1)
    assert (interaction.kind, interaction.direction) == (InteractionKind.VISIT, Direction.IN)
    assert stored(database, InteractionContact) == []


def test_a_corrected_day_replaces_the_instant(database, nordwind):
    log(database, LogDraft(customer_id=nordwind))
    with database.write() as session:
        draft = interactions.load(session, 1)
        interactions.save(session, replace(draft, when="1.5."), NOW)
    (interaction,) = stored(database, Interaction)
    assert (interaction.at, interaction.occurred_on) == (None, date(2026, 5, 1))


def test_of_two_corrections_at_once_the_second_is_told(database, nordwind):
    log(database, LogDraft(customer_id=nordwind))
    with database.read() as session:
        draft = interactions.load(session, 1)
    with database.write() as session:
        interactions.save(session, replace(draft, feeling=1), NOW)
    with pytest.raises(Conflict), database.write() as session:
        interactions.save(session, replace(draft, feeling=2), NOW)


def test_a_deleted_entry_is_gone_until_it_is_restored(database, nordwind):
    log(database, LogDraft(customer_id=nordwind))
    with database.write() as session:
        interactions.delete(session, 1)
    with database.read() as session, pytest.raises(NotFound):
        interactions.load(session, 1)
    with database.write() as session:
        interactions.restore(session, 1)
    with database.read() as session:
        assert interactions.load(session, 1).id == 1


def test_a_dialog_learns_whom_a_note_may_name(database, nordwind):
    with database.read() as session:
        known = interactions.context(session, nordwind)
        nobody = interactions.context(session, None)
    assert (known.customer, known.zone) == ("Nordwind Logistics", "Europe/Berlin")
    assert [person.name for person in known.people] == ["Marta Köhler"]
    assert (nobody.customer_id, nobody.people) == (None, ())


def test_a_refused_log_leaves_nothing_behind(database, nordwind):
    with pytest.raises(Invalid):
        log(database, LogDraft(customer="New One", new_customer=True, contacts=("Nobody",)))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == 1


def test_a_plain_note_is_logged_in_seven_statements(database, nordwind):
    def statements():
        asked = []

        def note(*args):
            asked.append(args[2].split(" (")[0][:40])

        event.listen(database.engine, "before_cursor_execute", note)
        with database.write() as session:
            interactions.log(session, LogDraft(customer_id=nordwind, note="Talked of it"), NOW)
        event.remove(database.engine, "before_cursor_execute", note)
        return asked

    assert len(statements()) == 8  # the first since the book was opened reads the settings
    again = statements()
    assert len(again) == 7, again  # BEGIN, customer, row, standing, words, two of history
    assert statements() == again
