from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.customers import spoken_time
from app.services.customers.spoken_time import Spoken
from app.services.errors import Invalid

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 5, 4, 10, 12, tzinfo=BERLIN)  # a Monday


def when(text, now=NOW):
    found = spoken_time.when(text, now)
    return found.day.isoformat() + (f" {found.at.astimezone(BERLIN):%H:%M}" if found.at else "")


def due(text, now=NOW):
    return spoken_time.due(text, now).day.isoformat()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", "2026-05-04 10:12"),
        ("now", "2026-05-04 10:12"),
        ("today", "2026-05-04"),
        ("yesterday 15:00", "2026-05-03 15:00"),
        ("Yesterday at 3pm", "2026-05-03 15:00"),
        ("gestern", "2026-05-03"),
        ("gestern um 15 Uhr", "2026-05-03 15:00"),
        ("gestern 9.30 Uhr", "2026-05-03 09:30"),
        ("gestern um 15", "2026-05-03 15:00"),
        ("gestern 9.30", "2026-05-03 09:30"),
        ("gestern, 9.05", "2026-05-03 09:05"),
        ("yesterday at 3", "2026-05-03 03:00"),
        ("heute um 10", "2026-05-04 10:00"),
        ("montag um 8", "2026-05-04 08:00"),
        ("Mo 9.30", "2026-05-04 09:30"),
        ("um 9.30", "2026-05-04 09:30"),
        ("vorgestern", "2026-05-02"),
        ("friday", "2026-05-01"),
        ("Freitag, 14:30", "2026-05-01 14:30"),
        ("mon 9:30", "2026-05-04 09:30"),
        ("last monday", "2026-04-27"),
        ("letzten Mittwoch", "2026-04-29"),
        ("2 days ago", "2026-05-02"),
        ("vor 2 Tagen", "2026-05-02"),
        ("vor einer Woche", "2026-04-27"),
        ("an hour ago", "2026-05-04 09:12"),
        ("a month ago", "2026-04-04"),
        ("3 May", "2026-05-03"),
        ("May 3rd, 2024", "2024-05-03"),
        ("5 May", "2025-05-05"),
        ("3. Mai 2026 um 14 Uhr", "2026-05-03 14:00"),
        ("03.05.2026 14:00", "2026-05-03 14:00"),
        ("3.5.", "2026-05-03"),
        ("03.05", "2026-05-03"),
        ("3.5.26", "2026-05-03"),
        ("Fr 1.5.", "2026-05-01"),
        ("Fr 1.05", "2026-05-01"),
        ("2026-05-03", "2026-05-03"),
        ("2026-05-03T14:00", "2026-05-03 14:00"),
        ("2026-05-03T14:00:30", "2026-05-03 14:00"),
        ("2026-05-03T23:30Z", "2026-05-04 01:30"),
        ("2026-05-03T14:00+09:00", "2026-05-03 07:00"),
        ("09:00", "2026-05-04 09:00"),
        ("15:00", "2026-05-03 15:00"),
        ("29 feb", "2024-02-29"),
        ("tomorrow", "2026-05-05"),
    ],
)
def test_when_looks_into_the_past(said, meant):
    assert when(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("by Friday", "2026-05-08"),
        ("bis Freitag", "2026-05-08"),
        ("monday", "2026-05-11"),
        ("next tuesday", "2026-05-05"),
        ("tomorrow", "2026-05-05"),
        ("morgen", "2026-05-05"),
        ("in 2 weeks", "2026-05-18"),
        ("in einer Woche", "2026-05-11"),
        ("within 3 days", "2026-05-07"),
        ("end of month", "2026-05-31"),
        ("Monatsende", "2026-05-31"),
        ("end of next month", "2026-06-30"),
        ("end of June", "2026-06-30"),
        ("Ende April", "2027-04-30"),
        ("end of quarter", "2026-06-30"),
        ("end of week", "2026-05-08"),
        ("next week", "2026-05-15"),
        ("3 May", "2027-05-03"),
        ("1.6.", "2026-06-01"),
        ("31/12", "2026-12-31"),
    ],
)
def test_due_looks_into_the_future(said, meant):
    assert due(said) == meant


def test_a_slash_date_is_read_as_the_system_writes_it():
    assert spoken_time.when("03/05/2026", NOW).day == date(2026, 5, 3)
    assert spoken_time.when("05/03/2026", NOW, month_first=True).day == date(2026, 5, 3)


def test_other_languages_of_the_system_are_understood():
    assert spoken_time.when("12 mars 2026", NOW, ["fr_FR"]) == Spoken(None, date(2026, 3, 12))
    assert spoken_time.when("ayer", NOW, ["es"]).day == date(2026, 5, 3)
    assert spoken_time.when("il y a 3 jours", NOW, ["fr"]).day == date(2026, 5, 1)


@pytest.mark.parametrize("said", ["gestern 15", "heute 14", "yesterday at 25", "gestern um 9.75"])
def test_no_number_is_passed_over(said):
    with pytest.raises(Invalid):
        spoken_time.when(said, NOW)


@pytest.mark.parametrize(
    "nonsense", ["soon", "quote", "17", "99:99", "31.02.2026", "2026-13-01", "the sea", "x" * 500]
)
def test_what_is_not_understood_is_refused_with_a_sentence(nonsense):
    with pytest.raises(Invalid) as trouble:
        spoken_time.when(nonsense, NOW)
    assert trouble.value.field == "when"
    assert str(trouble.value).endswith(".")


def test_a_weekday_that_contradicts_its_date_is_refused():
    with pytest.raises(Invalid, match="2026-05-03 is not that day of the week"):
        spoken_time.when("Friday 3.5.2026", NOW)


def test_a_time_that_the_clocks_skipped_is_refused():
    with pytest.raises(Invalid, match="02:30"):
        spoken_time.when("2026-03-29 02:30", NOW)


def test_a_time_that_the_clocks_showed_twice_is_the_first():
    found = spoken_time.when("2025-10-26 02:30", NOW)
    assert found.at is not None
    assert found.at.astimezone(UTC) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-03-28T23:30Z", "2026-03-29"),
        ("2026-03-29T22:30Z", "2026-03-30"),
        ("2026-03-29 00:30", "2026-03-29"),
        ("2025-10-25T22:30Z", "2025-10-26"),
        ("2025-10-26T23:30Z", "2025-10-27"),
        ("2025-10-26 00:30", "2025-10-26"),
    ],
)
def test_the_day_is_the_firms_own_on_days_of_23_and_25_hours(instant, day):
    assert spoken_time.when(instant, NOW).day.isoformat() == day


def test_hours_ago_are_counted_across_the_change_of_the_clocks():
    spring = datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN)
    found = spoken_time.when("3 hours ago", spring)
    assert found.at is not None
    assert spring - timedelta(hours=3) != found.at
    assert found.at.astimezone(UTC) == spring.astimezone(UTC) - timedelta(hours=3)


def test_what_was_understood_is_told():
    said = spoken_time.when("yesterday 15:00", NOW)
    assert spoken_time.in_words(said, NOW) == "yesterday, Sunday 2026-05-03 15:00"
    assert spoken_time.in_words(spoken_time.due("1.6.", NOW), NOW) == "Monday 2026-06-01"


@given(st.text(max_size=80), st.booleans())
def test_no_text_is_more_than_refused(text, ahead):
    try:
        found = spoken_time.at_once(text, NOW, ahead=ahead)
    except Invalid:
        return
    assert found is None or isinstance(found.day, date)


@pytest.mark.parametrize("said", ["1899-12-31", "31.12.1899 15:00", "130 years ago"])
def test_a_day_before_the_year_1900_is_refused(said):
    with pytest.raises(Invalid, match="before the year 1900"):
        spoken_time.when(said, NOW)


@given(st.dates(date(1900, 1, 1), date(9998, 12, 30)))
def test_every_date_is_read_as_it_was_written(day):
    for pattern in ("{0.year:04}-{0.month:02}-{0.day:02}", "{0.day}.{0.month}.{0.year:04}"):
        assert spoken_time.when(pattern.format(day), NOW).day == day
