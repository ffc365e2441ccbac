"""Columns are known by what spreadsheets and other programs call them."""

from collections import Counter

import pytest

from app.services.importing import headings
from app.services.importing.fields import KINDS
from app.services.importing.mapping import folded, mapped


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_heading_means_one_field_of_a_kind(kind):
    meant = [(folded(heading), name) for heading, name in headings.of(kind)]
    assert [heading for heading, n in Counter(one for one, _name in meant).items() if n > 1] == []
    others = {(heading, name) for heading, name in meant if kind.field(heading)}
    assert [one for one in others if one[0] != one[1]] == [], "a field's own name goes first"


@pytest.mark.parametrize("kind", headings.OF)
def test_headings_are_of_fields_that_there_are(kind):
    assert [name for name in headings.OF[kind] if KINDS[kind].field(name) is None] == []


def test_those_of_any_kind_are_of_fields_that_there_are():
    known = {field.name for kind in KINDS.values() for field in kind.fields}
    assert set(headings.ANYWHERE) <= known


@pytest.mark.parametrize(
    ("kind", "header", "fields"),
    [
        ("customers", "Firma;Kundennummer;Ort;Branche;Kundenbetreuer;E-Mail-Adresse;PLZ",
         "name external_id city segment owner email"),
        ("contracts", "Kunden-Nr;Vertrag;Hersteller;Menge;Vertragsbeginn;Laufzeitende;Währung",
         "customer title vendor quantity starts ends currency"),
        ("tickets", "Ticket #;Company;Created At;Summary;Board;Priority;State",
         "customer opened title queue priority status"),
        ("interactions", "Kunde;Datum;Art;Ansprechpartner;Bearbeiter;Notiz",
         "customer at kind contact colleague note"),
        ("contacts", "Unternehmen;Ansprechpartner;Funktion;Telefonnummer",
         "customer name title phone"),
    ],
)  # fmt: skip
def test_lists_as_people_have_them_are_understood(kind, header, fields):
    found = mapped(header.split(";"), KINDS[kind], {})
    assert {field.name for _place, field in found.fields} >= set(fields.split())
