"""Picks and fills phrases so that no customer reads the same sentence twice for a long time."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from app.services.sample import notes, notes_german
from app.services.sample.cast import DESK
from app.services.sample.voices import DAYS, MONTHS, PLACES, THINGS

Dealt = TypeVar("Dealt")

_GERMAN_DAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag"]
_GERMAN_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_GERMAN_THINGS = [
    "Datensicherung",
    "Firewall",
    "Mailschutz",
    "Telefonanlage",
    "VPN",
    "WLAN",
    "Archiv",
    "Warenwirtschaft",
    "Zeiterfassung",
]
_SPOKEN = ("call", "chat", "note")
_SEATED = ("meeting", "visit", "review")


class Words:
    """One customer's phrases: each list is dealt like a deck of cards, shuffled when used up."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._decks: dict[Sequence[object], list[int]] = {}

    def deal(self, phrases: Sequence[Dealt]) -> Dealt:
        """Deal the next of these that this customer has not had for longest."""
        key = tuple(phrases)
        deck = self._decks.setdefault(key, [])
        if not deck:
            deck.extend(self._rng.sample(range(len(key)), len(key)))
        return phrases[deck.pop()]

    def fill(self, phrase: str, contact: str, other: str, *, german: bool = False) -> str:
        """Fill a phrase's blanks: people are called by their first names."""
        pick = self._rng.choice
        return phrase.format(
            contact=contact.split(maxsplit=1)[0],
            other=other.split(maxsplit=1)[0],
            colleague=pick(DESK).split(maxsplit=1)[0],
            product=pick(_GERMAN_THINGS if german else THINGS),
            place=pick(PLACES),
            day=pick(_GERMAN_DAYS if german else DAYS),
            month=pick(_GERMAN_MONTHS if german else MONTHS),
            n=self._rng.randint(2, 19),
        )

    def note(self, kind: str, mood: int, sent: bool, german: bool, names: tuple[str, str]) -> str:
        """Write what somebody would note after such a talk; ``names`` are contact and other."""
        text = self.fill(self.deal(_phrases(kind, mood, sent, german)), *names, german=german)
        if not german and kind in _SPOKEN and self._rng.random() < 0.3:
            text += " " + self.fill(self.deal(notes.TAILS), *names)
        return text


def _phrases(kind: str, mood: int, sent: bool, german: bool) -> Sequence[str]:
    if german and kind in _SPOKEN:
        return (notes_german.BAD, notes_german.PLAIN, notes_german.GOOD)[mood + 1]
    if kind in _SEATED:
        return (notes.BAD_MEETINGS, notes.PLAIN_MEETINGS, notes.GOOD_MEETINGS)[mood + 1]
    if kind == "email" and mood == 0:
        return notes.SENT if sent else notes.RECEIVED
    return (notes.BAD, notes.PLAIN, notes.GOOD)[mood + 1]
