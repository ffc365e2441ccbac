"""Columns find their fields: by their names, by other names for them, or as the user said."""

import pytest

from app.services.errors import AppError
from app.services.importing.fields import KINDS
from app.services.importing.mapping import mapped, missing, overrides

CONTACTS = KINDS["contacts"]


def found(header, *said, kind=CONTACTS):
    mapping = mapped(header, kind, overrides(said))
    return {header[place]: field.name for place, field in mapping.fields}, mapping.ignored


def test_case_blanks_and_underlines_do_not_count():
    assert found(["Customer", "NAME", " Reports to ", "may-be-asked"]) == (
        {"Customer": "customer", "NAME": "name", " Reports to ": "reports_to",
         "may-be-asked": "may_be_asked"},
        (),
    )  # fmt: skip


def test_other_names_for_a_field_are_known():
    assert found(["Firma", "Full Name", "E-Mail", "Job Title", "Telefon"])[0] == {
        "Firma": "customer",
        "Full Name": "name",
        "E-Mail": "email",
        "Job Title": "title",
        "Telefon": "phone",
    }


def test_the_exact_name_wins_over_another_name_for_it():
    assert found(["company", "customer", "name"]) == (
        {"customer": "customer", "name": "name"},
        ("company",),
    )


def test_what_the_user_said_wins_over_all():
    fields, ignored = found(["name", "Who", "customer"], "Who=name")
    assert fields == {"Who": "name", "customer": "customer"}
    assert ignored == ("name",)


def test_a_column_can_be_left_out():
    assert found(["customer", "name", "note"], "note=")[1] == ("note",)


def test_unknown_and_nameless_columns_are_reported():
    assert found(["customer", "", "name", "Name", "Shoe size"])[1] == (
        "column 2",
        "Name",
        "Shoe size",
    )


def test_a_wrong_field_is_refused_with_those_there_are():
    with pytest.raises(AppError, match=r"contacts have no field “nmae”.*reports_to"):
        found(["Who"], "Who=nmae")
    with pytest.raises(AppError, match="Their column=field"):
        overrides(["Who"])


def test_required_columns_that_are_missing_are_named():
    assert missing(mapped(["email"], CONTACTS, {}), CONTACTS) == ["customer", "name"]
