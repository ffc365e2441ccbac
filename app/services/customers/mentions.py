"""People named in a note by @name, found among the contacts of one customer."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SIGN = re.compile(r"(?<![\w.@])@(?:\"(?P<quoted>[^\"\n]{1,80})\"|(?P<word>[^\W\d_][\w'’.-]*))")
NEXT_WORD = re.compile(r" ([^\W\d_][\w'’.-]*)")
LONGEST = 4  # words of a name
ALIKE = 78  # per cent: one slip in a name of five letters


@dataclass(frozen=True, slots=True)
class Person:
    """A contact that a note may name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One @name: who is meant; nobody, or several of whom one has to be chosen.

    ``near`` says that the name was not written exactly so.
    """

    said: str
    person: Person | None = None
    near: bool = False
    choices: tuple[Person, ...] = ()


def find(note: str, people: Sequence[Person]) -> tuple[Mention, ...]:
    """Return everybody named in a note, each once, in the order of the note."""
    found: dict[object, Mention] = {}
    for sign in SIGN.finditer(note):
        mention = _meant(list(_readings(note, sign)), people)
        found.setdefault(mention.person or plain(mention.said), mention)
    return tuple(found.values())


def nearest(said: str, people: Sequence[Person]) -> Person | None:
    """Return whose name is most like what was said, None where none is alike."""
    matches = _alike(said, people)
    return matches[0] if matches else None


def plain(name: str) -> str:
    """Return a name without case and accents, for comparing."""
    parts = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def _readings(note: str, sign: re.Match[str]) -> Iterator[str]:
    """Yield the words after the sign that may be a name, the most words first."""
    if sign["quoted"]:
        yield sign["quoted"].strip()
        return
    words = [sign["word"].rstrip(".-’'")]
    end = sign.end()
    while len(words) < LONGEST and sign["word"] == words[0]:
        follower = NEXT_WORD.match(note, end)
        if follower is None:
            break
        words.append(follower[1].rstrip(".-’'"))
        end = follower.end()
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])


def _meant(readings: list[str], people: Sequence[Person]) -> Mention:
    for said in readings:
        wanted = plain(said.replace(".", " "))
        exact = [p for p in people if plain(p.name) == wanted]
        named = exact or [p for p in people if _is_part(wanted, plain(p.name))]
        if len(named) == 1:
            return Mention(said, named[0])
        if named:
            return Mention(said, choices=tuple(named))
    return _perhaps(readings, people)


def _is_part(wanted: str, name: str) -> bool:
    """Whether a first name, a surname or a beginning of both was written."""
    return wanted in name.split() or name.startswith(f"{wanted} ") or name.endswith(f" {wanted}")


def _perhaps(readings: list[str], people: Sequence[Person]) -> Mention:
    """Look for a slip: in two words first, since they say more than one."""
    for said in [reading for reading in readings if reading.count(" ") <= 1]:
        alike = _alike(said, people)
        if len(alike) == 1:
            return Mention(said, alike[0], near=True)
        if alike:
            return Mention(said, choices=tuple(alike))
    return Mention(readings[-1])


def _alike(said: str, people: Sequence[Person]) -> list[Person]:
    """Return whose name, or a word of it, is nearly what was said; the most alike only."""
    from rapidfuzz import fuzz

    wanted = plain(said.replace(".", " "))
    scores: list[tuple[float, Person]] = []
    for person in people:
        name = plain(person.name)
        parts = [name] if " " in wanted else [name, *name.split()]
        scores.append((max(fuzz.ratio(wanted, part) for part in parts), person))
    best = max((score for score, _person in scores), default=0)
    return [person for score, person in scores if score == best and score >= ALIKE]
