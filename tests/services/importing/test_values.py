"""A cell becomes exactly the value that stands in it, or is refused with a reason."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.importing import times, values
from app.services.importing.fields import KINDS
from app.services.importing.refusal import Refused
from app.services.importing.values import Scale

BERLIN = ZoneInfo("Europe/Berlin")
words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1)


def read(kind, field, cell, zone=BERLIN):
    return values.converter(KINDS[kind].field(field), zone)(cell)


# ---- texts


@given(words)
def test_every_text_is_kept_to_the_character(text):
    assert values.text(values.guarded(text)) == (text if text.strip() else None)


@given(st.text("'=+-@\t\rab", min_size=1))
def test_the_guard_against_formulas_is_taken_away_again(text):
    cell = values.guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert values.text(cell) == (text if text.strip() else None)


@pytest.mark.parametrize(
    "text", ["Sarah ✨🏠", "שלום עולם", "\u202bمرحبا\u202c", "a\r\nb\tc", "x" * 1_048_576, " two  "]
)
def test_strange_but_honest_texts_are_kept_exactly(text):
    assert read("interactions", "note", text) == text


@pytest.mark.parametrize("text", ["a\0b", "a\x07b", "\x1b[31m", "a\x7f", "a\udc80"])
def test_control_characters_and_unreadable_bytes_are_refused(text):
    with pytest.raises(Refused, match=r"control character|no letter"):
        values.text(text)


def test_a_name_is_one_line_without_blanks_around_it():
    assert read("customers", "name", "  Beta LLC ") == "Beta LLC"
    with pytest.raises(Refused, match="more than one line"):
        read("customers", "name", "Beta\nLLC")
    with pytest.raises(Refused, match="longer than 500"):
        read("customers", "name", "x" * 501)


def test_a_cell_of_blanks_says_nothing():
    for field in ("name", "note", "since", "seats", "stage"):
        assert read("customers", field, "  \t ") is None


# ---- numbers, money, words


@pytest.mark.parametrize(("cell", "number"), [("2", 2), ("-2", -2), ("\u22121", -1), ("+1", 1)])
def test_a_feeling_is_a_whole_number(cell, number):
    assert read("interactions", "feeling", cell) == number


@pytest.mark.parametrize("cell", ["7", "-3", "1.5", "good", "1e1", "٣"])
def test_another_feeling_is_refused(cell):
    with pytest.raises(Refused):
        read("interactions", "feeling", cell)


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "JPY", "BHD", "USD"]))
def test_an_amount_is_exact_in_minor_units(minor, currency):
    written = f"{Decimal(minor).scaleb(-values.minor_digits(currency)):f}"
    assert values.minor_units(values.amount(written), currency) == minor


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-5", "cannot be negative"),
        ("1.234,50", "with a point"),
        ("1,200", "with a point"),
        ("€ 5", "not a number"),
        ("NaN", "not a number"),
        ("9" * 16, "not a number"),
    ],
)
def test_an_amount_that_is_not_one_is_refused(cell, reason):
    with pytest.raises(Refused, match=reason):
        read("contracts", "value", cell)


def test_an_amount_is_never_rounded():
    with pytest.raises(Refused, match="more digits behind the point than EUR"):
        values.minor_units(Decimal("1.005"), "EUR")
    with pytest.raises(Refused, match="JPY"):
        values.minor_units(Decimal("100.5"), "JPY")


def test_yes_and_no_in_two_languages():
    assert [values.yes_no(cell) for cell in ("yes", "TRUE", "1", "Ja")] == [True] * 4
    assert [values.yes_no(cell) for cell in ("no", "false", "0", "nein")] == [False] * 4
    with pytest.raises(Refused, match="neither yes nor no"):
        values.yes_no("maybe")


def test_a_choice_is_one_of_its_words_whatever_the_case():
    assert read("renewals", "outcome", "No longer considered") == "no_longer_considered"
    with pytest.raises(Refused, match="renewed, rolled_over, grown"):
        read("renewals", "outcome", "won")


@pytest.mark.parametrize(
    ("cell", "scale"),
    [("0-10", Scale(0, 10)), ("-1-1", Scale(-1, 1)), ("1–5", Scale(1, 5)), ("1..7", Scale(1, 7))],
)
def test_a_scale_has_two_ends(cell, scale):
    assert values.scale(cell) == scale


@pytest.mark.parametrize("cell", ["5", "5-1", "3-3", "a-b"])
def test_what_has_no_two_ends_is_no_scale(cell):
    with pytest.raises(Refused):
        values.scale(cell)


def test_a_currency_has_three_letters():
    assert values.currency(" eur ") == "EUR"
    with pytest.raises(Refused):
        values.currency("€")


# ---- days and times


@given(st.dates(date(1900, 1, 1)))
def test_every_day_since_1900_is_read_as_written(day):
    assert times.day(day.isoformat()) == day


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(9999, 12, 30)).map(
        lambda at: at.replace(tzinfo=UTC)
    )
)
def test_every_instant_is_read_as_written(at):
    found = times.moment(BERLIN)(at.isoformat().replace("+00:00", "Z"))
    assert found == (at, at.astimezone(BERLIN).date())


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("03.05.2026", "here 2026-05-03"),
        ("15/1/2026", "here 2026-01-15"),
        ("1/15/2026", "here 2026-01-15"),
        ("3/5/2026", "here 2026-05-03 or 2026-03-05"),
        ("45678", "spreadsheet's number"),
        ("2026-02-30", "no day of the calendar"),
        ("1899-12-31", "before the year 1900"),
        ("20260503", "not written as a day"),
        ("2026-W01-1", "not written as a day"),
        ("next week", "not written as a day"),
    ],
)
def test_a_day_that_is_written_otherwise_is_refused_with_help(cell, reason):
    with pytest.raises(Refused, match=reason):
        times.day(cell)


def test_midnight_is_a_day_and_another_hour_is_not():
    assert times.day("2026-05-03T00:00:00") == date(2026, 5, 3)
    with pytest.raises(Refused):
        times.day("2026-05-03T08:00")


@pytest.mark.parametrize(
    ("cell", "at", "day"),
    [
        ("2026-05-04", None, "2026-05-04"),
        ("2026-05-04T23:30", "2026-05-04T21:30+00:00", "2026-05-04"),
        ("2026-05-04 09:30:15", "2026-05-04T07:30:15+00:00", "2026-05-04"),
        ("2026-05-04T23:30Z", "2026-05-04T23:30+00:00", "2026-05-05"),
        ("2026-05-04T20:00-05:00", "2026-05-05T01:00+00:00", "2026-05-05"),
        ("2026-03-28T23:30Z", "2026-03-28T23:30+00:00", "2026-03-29"),  # the clocks go forward
        ("2026-03-29T00:30", "2026-03-28T23:30+00:00", "2026-03-29"),
        ("2026-10-25T02:30", "2026-10-25T00:30+00:00", "2026-10-25"),  # comes twice: the first
        ("2026-10-24T23:30Z", "2026-10-24T23:30+00:00", "2026-10-25"),
    ],
)
def test_a_time_has_its_day_in_the_zone_of_the_firm(cell, at, day):
    found = times.moment(BERLIN)(cell)
    assert found == (at and datetime.fromisoformat(at), date.fromisoformat(day))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2026-03-29T02:30", "does not exist in Europe/Berlin"),
        ("2026-05-04T25:00", "no time of day"),
        ("2026-05-04T10", "not written as a day"),
        ("9999-12-31T23:59-05:00", "too far away"),
        ("04.05.2026 10:30", "here 2026-05-04"),
    ],
)
def test_a_time_that_cannot_be_is_refused(cell, reason):
    with pytest.raises(Refused, match=reason):
        times.moment(BERLIN)(cell)
