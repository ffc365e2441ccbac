"""What a book lets go of when it is opened, and that a wrong clock takes nothing from it."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from sqlalchemy import select, update

from app.models import ChangeSet, Customer, Interaction, Setting
from app.services.book import history, settings
from app.services.book.settings import BookSettings
from app.services.customers import interactions
from app.services.customers.interactions import LogDraft
from app.ui.housekeeping import Housekeeping

NOW = datetime.now(UTC)
OLD = NOW - timedelta(days=400)


@pytest.fixture
def tidied(tasks, database):
    """Open a book with an old note on a mood; return its notes and whether history was dropped."""

    def tidy(last_change):
        with database.write() as session:
            settings.save(session, BookSettings(mood_months=12))
            session.add(Customer(name="Nordwind", recorded_on=OLD.date()))
        with database.write() as session:
            interactions.log(session, LogDraft(customer_id=1, note="tired", feeling=0), OLD)
        with database.write() as session:
            session.execute(update(ChangeSet).values(at=OLD))
            session.execute(update(ChangeSet).where(ChangeSet.id == 2).values(at=last_change))
        owner = QObject()
        Housekeeping(tasks, NOW.date, owner).tidy()
        with database.read() as session:
            notes = session.scalars(select(Interaction.note)).all()
            return notes, session.get(Setting, history.FORGOTTEN) is not None

    return tidy


def test_what_is_too_old_goes(tidied):
    assert tidied(NOW - timedelta(days=2)) == ([""], True)


def test_nothing_goes_by_a_clock_far_past_the_newest_entry(tidied):
    assert tidied(OLD) == (["tired"], False)
