"""A note that the firm no longer keeps comes back from nowhere."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text

from app.models import Interaction
from app.services.book import history, settings
from app.services.customers import interactions, retention
from app.services.customers.interactions import LogDraft
from app.services.importing import service
from app.services.importing.service import Options
from tests.nordwind import NORDWIND, TODAY
from tests.services.book.test_undo_everything import NOW
from tests.services.customers.test_erasing import take_back_whatever_can_be, undo, undo_import_of
from tests.services.customers.test_privacy import everything


@pytest.fixture
def short_memory(known):
    """A book of a firm that keeps notes on moods for a month."""
    with known.write() as session:
        settings.save(session, replace(settings.load(session), mood_months=1))
    return known


def log(database, note):
    """Log a talk of long ago and return its id."""
    with database.write() as session:
        draft = LogDraft(customer_id=NORDWIND, note=note, feeling=-2, when="2026-01-07")
        return interactions.log(session, draft, NOW).interaction


def change(database, talk, **values):
    with database.write() as session:
        for name, value in values.items():
            setattr(session.get(Interaction, talk), name, value)


def let_go(database):
    with database.write() as session:
        return retention.let_go(session, TODAY)


def test_a_note_that_was_undone_does_not_come_back(short_memory):
    talk = log(short_memory, "felt wretched")
    change(short_memory, talk, note="felt miserable")
    for _turn in range(2):
        undo(short_memory)
    with short_memory.read() as session:
        assert retention.waiting(session, TODAY, 1) == 1
    assert let_go(short_memory) == 0
    left = everything(short_memory)
    assert not any(word in left for word in ("wretched", "miserable"))
    take_back_whatever_can_be(short_memory, history.next_redo)
    assert "wretched" not in everything(short_memory)


def test_a_note_that_was_corrected_or_emptied_does_not_come_back(short_memory):
    for last in ("better", ""):
        talk = log(short_memory, "felt wretched")
        change(short_memory, talk, note=last)
    assert let_go(short_memory) == 0
    take_back_whatever_can_be(short_memory, history.next_undo)
    assert "wretched" not in everything(short_memory)


def test_no_import_brings_it_back(short_memory):
    row = {"customer": "Nordwind", "at": "2026-01-07", "kind": "call", "external_id": "I1"}
    for note in ("felt wretched", "better"):
        with short_memory.write() as session:
            rows = {"interactions": [row | {"note": note, "feeling": "-2"}]}
            second = service.import_rows(session, rows, Options(), TODAY).batch
    assert let_go(short_memory) == 0
    assert "wretched" not in everything(short_memory)
    undo_import_of(short_memory, second)
    with short_memory.read() as session:
        old = select(Interaction.note).where(Interaction.external_id == "I1")
        assert session.scalars(old).all() == [""]


def test_search_does_not_suggest_its_words(short_memory):
    log(short_memory, "felt wretched about the invoice")
    with short_memory.write() as session:
        session.get(Interaction, 7).note = "the invoice is paid"
    assert let_go(short_memory) == 0
    with short_memory.read() as session:
        terms = set(session.scalars(text("SELECT term FROM search_terms")))
    assert "wretched" not in terms
    assert "invoice" in terms
