"""The table of kinds is the published format, and the book has a place for every field."""

import pytest

from app.services.exporting.handles import COMPETITORS
from app.services.importing.fields import KINDS, kind_named
from app.services.importing.shape import Type
from app.services.importing.sink import CONTACTS
from app.services.importing.storing import DAYS, TABLES
from app.services.sample.rows import COLUMNS

PUBLISHED = {
    "customers": "name* external_id segment owner stage since seats city country website email "
    "phone language note",
    "contacts": "customer* name* external_id email phone role title influence attitude reports_to "
    "joined_on left_on may_be_asked note",
    "contracts": "customer* title* external_id vendor product value currency quantity starts "
    "term_months ends renews notice_days owner upstream_ends upstream_notice_days note",
    "renewals": "customer* contract* due_on* decided_on outcome value_before value_after reason "
    "competitor note",
    "interactions": "customer* at* kind* external_id direction two_way feeling contact colleague "
    "minutes note",
    "tickets": "customer* external_id* opened* title closed priority queue contact colleague "
    "reopened sla_breached status",
    "responses": "customer* at* question* score* external_id scale asked_on ticket contact channel "
    "comment",
    "self_ratings": "customer* at* question* score* scale colleague",
    "feedback": "customer* at* text* external_id kind source contact vendor product feeling "
    "acted_on action told_on confirmed_on outcome",
    "promises": "customer* made_on* text* external_id due_on by to direction source done_on "
    "told_on confirmed_on broken_on moved_from",
    "expectations": "customer* text* external_id raised_on contact weight met asked_on",
    "goals": "customer* text* external_id set_on due_on progress our_part status",
    "initiatives": "customer* title* external_id started_on raised_by status result",
    "advocacy": "customer* on* kind* external_id contact asked_on thanked_on outcome note",
    "competitors": "customer* on* competitor* external_id contact product stance note",
    "stages": "customer* stage* entered_on* evidence",
    "vendors": "name* external_id kind website note",
    "colleagues": "name* email role left_on",
}
ORIGINS = {"vendors", "colleagues"}


def test_every_kind_has_the_published_columns_in_their_order():
    ours = {
        kind.name: " ".join(
            field.name + "*" * field.required
            for field in kind.fields
            if not field.more and field.name != "recorded_on"
        )
        for kind in KINDS.values()
    }
    assert ours == PUBLISHED


def test_every_file_about_a_customer_may_say_when_a_fact_became_known():
    assert {kind.name for kind in KINDS.values() if kind.field("recorded_on")} == (
        set(KINDS) - ORIGINS
    )


def test_the_sample_company_writes_the_same_columns():
    assert set(COLUMNS) == set(KINDS)
    for name, columns in COLUMNS.items():
        assert set(columns) <= {field.name for field in KINDS[name].fields}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_book_has_a_place_for_every_field(kind):
    table = TABLES[kind.name]
    for field in kind.fields:
        if field.refers_to == "party" or field.type is Type.SCALE:
            continue
        assert field.column in table.c or field.column == CONTACTS, field.name
        if field.type is Type.MOMENT:
            assert DAYS[field.name] in table.c


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_what_the_book_wants_to_have_is_required_or_has_a_default(kind):
    filled = {field.column for field in kind.fields if field.required}
    filled |= set(DAYS.values()) | {"recorded_on", "created_at", "changed_at", "id"}
    by_rule = {"currency", "two_way", "low", "high", "direction", "kind"}
    for column in TABLES[kind.name].c:
        has_default = column.default is not None or column.nullable
        assert has_default or column.name in filled | by_rule, column.name
    assert COMPETITORS.c.name is not None


def test_what_is_named_is_imported_before_what_names_it():
    order = list(KINDS)
    for kind in KINDS.values():
        for field in kind.fields:
            if field.refers_to in KINDS and field.name != "reports_to":
                assert order.index(field.refers_to) < order.index(kind.name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("customers.csv", "customers"),
        ("Customers.CSV", "customers"),
        ("export-tickets-2026.csv", "tickets"),
        ("interactions (1).csv", "interactions"),
        ("self_ratings.xlsx", "self_ratings"),
        ("customers and contacts.csv", None),
        ("book.csv", None),
    ],
)
def test_a_file_is_of_the_kind_that_its_name_says(name, kind):
    found = kind_named(name)
    assert (found and found.name) == kind
