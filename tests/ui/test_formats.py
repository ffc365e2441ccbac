from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from app.ui import formats

TODAY = date(2026, 11, 22)


@pytest.fixture
def locale():
    yield formats.adopt
    formats.adopt("en_GB")


def plain(text):
    """Forget which kind of blank a locale puts between."""
    return "".join(" " if letter in "\u00a0\u202f" else letter for letter in text)


def test_money_is_written_as_the_locale_does(locale):
    assert formats.money(1_840_050, "EUR") == "€18,400.50"
    assert formats.money(1_840_000, "EUR", whole=True) == "€18,400"
    locale("de_DE")
    assert plain(formats.money(1_840_050, "EUR")) == "18.400,50 €"


def test_currencies_have_their_own_small_coins():
    assert formats.money(18400, "JPY") == "JPY 18,400"
    assert formats.money(1500, "KWD") == "KWD 1.500"
    assert formats.money(-350, "EUR") == "−€3.50"
    assert formats.money(None, "EUR") == "–"


def test_a_dollar_sign_is_only_used_where_it_is_the_own(locale):
    assert plain(formats.money(100, "USD")) == "USD 1.00"
    locale("en_US")
    assert formats.money(100, "USD") == "$1.00"


def test_days_have_four_digit_years_in_every_locale(locale):
    for name in ("en_US", "de_DE", "en_GB", "ja_JP", "fr_CH"):
        locale(name)
        assert "2026" in formats.day(TODAY)
    assert formats.day(None) == "–"


def test_a_day_of_this_year_needs_no_year(locale):
    assert formats.day_and_month(TODAY, TODAY) == "22 Nov"
    assert formats.day_and_month(date(2027, 1, 2), TODAY) == "2 Jan 2027"
    locale("en_US")
    assert formats.day_and_month(date(2027, 1, 2), TODAY) == "Jan 2, 2027"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 25), "in 3 days"),
        (date(2026, 10, 22), "4 weeks ago"),
        (date(2026, 6, 22), "5 months ago"),
        (date(2029, 11, 22), "in 3 years"),
    ],
)
def test_how_far_away_a_day_is(day, words):
    assert formats.distance(day, TODAY) == words


def test_numbers_have_signs_that_read_well():
    assert (formats.signed(7), formats.signed(-12), formats.signed(0.2)) == ("+7", "−12", "0")


def test_shares_are_per_cent(locale):
    assert formats.percent(0.457) == "46%"
    assert formats.percent(None) == "–"
    locale("de_DE")
    assert plain(formats.percent(0.457)) == "46 %"


def test_times_of_day_follow_the_locale(locale):
    at = datetime(2026, 11, 22, 15, 5)
    assert formats.clock(at) == "15:05"
    locale("en_US")
    assert plain(formats.clock(at)) == "3:05 PM"


def test_a_machine_without_a_language_writes_as_the_british(monkeypatch):
    monkeypatch.setattr(QLocale, "system", QLocale.c)
    formats.adopt()
    assert QLocale().name() == "en_GB"
