from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from app.models import Setting
from app.services.book import history, settings
from app.services.book.settings import BookSettings
from app.services.errors import Invalid

FIRM = BookSettings(company="Fjord & Föhn IT", currency="CHF", zone="Europe/Zurich")


def save(database, wanted):
    with database.write() as session:
        settings.save(session, wanted)


def load(database):
    with database.read() as session:
        return settings.load(session)


def test_a_new_book_has_defaults(database):
    assert load(database) == BookSettings()


def test_what_was_saved_is_there(database):
    save(database, FIRM)
    assert load(database) == FIRM
    assert load(database).tz == ZoneInfo("Europe/Zurich")


def test_saving_twice_changes_only_what_is_new_and_undo_takes_only_that_back(database):
    save(database, FIRM)
    save(database, replace(FIRM, currency="USD"))
    with database.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    assert load(database) == FIRM


def refused(database):
    """Change the settings, read them, and have the whole write refused."""
    with database.write() as session:
        settings.save(session, replace(FIRM, company="Never kept"))
        session.flush()
        settings.load(session)
        settings.save(session, replace(FIRM, zone="Mars/Olympus"))


def test_what_is_kept_of_them_is_neither_ahead_of_the_book_nor_behind(database):
    assert load(database) == BookSettings()
    with database.write() as session:
        settings.save(session, FIRM)
        session.flush()
        assert settings.load(session) == FIRM
    assert load(database) == FIRM
    with pytest.raises(Invalid):
        refused(database)
    assert load(database) == FIRM


def test_a_setting_of_a_newer_version_is_left_alone(database):
    with database.write() as session:
        session.add(Setting(key="from_the_future", value=1))
    save(database, FIRM)
    assert load(database) == FIRM
    with database.read() as session:
        assert session.get(Setting, "from_the_future").value == 1


def test_blanks_and_small_letters_are_tidied():
    tidy = settings.cleaned(BookSettings(company="  Fjord ", currency=" chf"))
    assert (tidy.company, tidy.currency) == ("Fjord", "CHF")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "EURO"),
        ("currency", "E1R"),
        ("currency", ""),
        ("zone", "Mars/Olympus"),
        ("zone", ""),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(database, field, value):
    with pytest.raises(Invalid) as refused:
        save(database, replace(FIRM, **{field: value}))
    assert refused.value.field == field
    assert load(database) == BookSettings()
