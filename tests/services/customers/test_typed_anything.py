"""Whatever is typed into a note, a date or a code is understood, left alone or refused."""

from datetime import UTC, datetime
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.book import recovery
from app.services.customers import note_lines, spoken_time
from app.services.customers.mentions import Person
from tests.services.importing.fuzzing import anything, refused_in_words

NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)
PEOPLE = [Person(1, "Marta Köhler"), Person(2, "<b>Ben</b> (.*)+$")]
SECONDS = 5  # generous
MEANT = [
    *("!", "?", "@", "@marta", "vs", "by", "bis", "Friday", "31.02.2026", "12/13/14", "25:61", "-"),
    *("99999999999", "0", "٣", "next", "ago", "/", ":", "\n"),
    *("in 10000000000 days", "vor 999999 Jahren", "-1 days ago"),
]
SAID = st.lists(st.sampled_from(MEANT) | st.text(max_size=10), max_size=25).map(" ".join)


@anything
@given(SAID)
def test_any_note_is_understood_at_once_and_stays_as_it_is(note):
    begun = monotonic()
    note_lines.understand(note, PEOPLE, NOW)
    assert monotonic() - begun < SECONDS


@anything
@given(SAID, st.booleans())
def test_any_time_is_understood_or_refused(said, ahead):
    begun = monotonic()
    with refused_in_words():
        spoken_time.at_once(said, NOW, ahead=ahead)
    with refused_in_words():
        (spoken_time.due if ahead else spoken_time.when)(said, NOW)
    assert monotonic() - begun < SECONDS


@anything
@given(st.text(max_size=200) | st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ-", max_size=80))
def test_any_recovery_code_is_refused_in_a_sentence(text):
    with refused_in_words():
        recovery.read(text)


ENDLESS = ["! by " * 20_000, "@" * 100_000, "vs " * 30_000, "! x" + " by" * 30_000, "(" * 99_999]
ENDLESS += ["! x" + " " * 99_999 + "y", "".join(f"@{chr(97 + n % 26)}{n} " for n in range(10_000))]


@pytest.mark.parametrize("note", ENDLESS, ids=range(len(ENDLESS)))
def test_endless_notes_take_no_endless_time(note):
    begun = monotonic()
    note_lines.understand(note, PEOPLE, NOW)
    assert monotonic() - begun < SECONDS
