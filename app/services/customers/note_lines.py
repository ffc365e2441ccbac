"""What stands in a note besides its words: people, promises, expectations, competitors.

    @marta                      links a contact of that customer
    ! send quote by Friday      a promise of ours, and when it is due
    ? wants one contact person  an expectation
    vs Contoso: cheaper, VPN    a competitor, how it is seen, and for which product

Pure, and quick enough for every keystroke. The note itself stays exactly as it was typed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.services.customers import mentions, spoken_time
from app.services.customers.mentions import Mention, Person
from app.services.customers.spoken_time import Spoken
from app.services.customers.typed_text import LONGEST_NAME
from app.services.errors import Invalid

LINE_MARKS = re.compile(r"^\s*(?:(?P<mark>[!?])\s*(?P<text>\S.*)|vs\.?\s+(?P<rival>\S.*))$", re.I)
DUE = re.compile(r"[\s,]+(?:by|until|till|before|due|on|in|within|bis(?: zum)?|am|zum)\s+", re.I)
NUMBER = re.compile(r"(?!.*\d{4})(?:(?:at|um)\s+)?[\d./ ]*\d[,;!]*$", re.I)
FEW = 4  # words that may be a day without such a word before it: "… tomorrow", "… end of month"
LONGEST = 80  # characters of a day in words; what is longer is none, however often it says "by"
SHORTEST = 3  # letters of such a word: "so" and "do" are weekdays only to those who write "am So"
STANCES = {
    word: stance
    for stance, words in {
        "better": "better besser",
        "same": "same equal gleich",
        "worse": "worse schlechter",
        "cheaper": "cheaper billiger günstiger",
        "considering": "considering considered überlegt erwägt",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """A promise as understood: its words without the day, and the day if one was said."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class RivalLine:
    """A competitor as understood; ``stance`` is a word of `kinds.Stance` or ""."""

    name: str
    stance: str = ""
    product: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """Everything found in a note; a dialog may drop or change any of it before it is stored."""

    mentions: tuple[Mention, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    expectations: tuple[str, ...] = ()
    rivals: tuple[RivalLine, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mentions or self.promises or self.expectations or self.rivals)


def understand(
    note: str, people: Sequence[Person], now: datetime, *, month_first: bool = False
) -> Understood:
    """Return what a note says besides its words; days count from ``now``."""
    promises: dict[PromiseLine, None] = {}
    expectations: dict[str, None] = {}
    for line in note.splitlines():
        found = LINE_MARKS.match(line)
        if found is None or found["rival"]:
            continue
        if found["mark"] == "!":
            promises[promise(found["text"], now, month_first=month_first)] = None
        else:
            expectations[found["text"].strip()] = None
    return Understood(
        mentions.find(note, people), tuple(promises), tuple(expectations), rivals(note)
    )


def rivals(text: str) -> tuple[RivalLine, ...]:
    """Return the competitors that a text names, each on a line that begins with ``vs``."""
    lines = (LINE_MARKS.match(line) for line in text.splitlines())
    found = (rival(line["rival"]) for line in lines if line and line["rival"])
    return tuple(dict.fromkeys(one for one in found if 0 < len(one.name) <= LONGEST_NAME))


def promise(text: str, now: datetime, *, month_first: bool = False) -> PromiseLine:
    """Take the day off the end of a promise: "send quote by Friday".

    With a time of day the words stay whole, since a promise is due on a day and would lose it.
    """
    words = text.strip()
    for start, rest in _endings(words):
        found = _spoken(rest, now, month_first=month_first)
        kept = words[:start].rstrip(" ,;:–-")
        if found is not None and kept:
            return PromiseLine(words if found.at else kept, found.day)
    return PromiseLine(words)


def rival(text: str) -> RivalLine:
    """Read "Contoso: cheaper, firewall, since May" or "Contoso cheaper"."""
    name, colon, rest = text.strip().partition(":")
    if not colon:
        name, rest = _split_at_stance(name)
    stance, product, notes = "", "", list[str]()
    for part in filter(None, (part.strip() for part in rest.split(","))):
        if not stance and part.casefold() in STANCES:
            stance = STANCES[part.casefold()]
        elif not product and len(part.split()) <= 3:
            product = part
        else:
            notes.append(part)
    return RivalLine(name.strip(" ,"), stance, product, ", ".join(notes))


def _split_at_stance(text: str) -> tuple[str, str]:
    """Without a colon the name ends at a comma or at the word that says how it is seen."""
    name, _comma, rest = text.partition(",")
    words = name.split()
    for place, word in enumerate(words[1:], start=1):
        if word.casefold() in STANCES:
            more = [" ".join(words[place + 1 :]), rest]
            return " ".join(words[:place]), ",".join([word, *more])
    return name, rest


def _endings(words: str) -> Iterable[tuple[int, str]]:
    """Yield where a day may begin and what it would be, the longest ending first.

    Without a word that leads to a day, a number is one with its year or a point at its end: else
    "upgrade to 11.4" would be due in April.
    """
    for lead in DUE.finditer(words, max(0, len(words) - LONGEST)):
        yield lead.start(), words[lead.start() :].strip(" ,")
    starts = [match.start() for match in re.finditer(r"\S+", words)]
    for start in starts[-FEW:]:
        if len(words) - start >= SHORTEST and not NUMBER.match(words[start:]):
            yield start, words[start:]


def _spoken(text: str, now: datetime, *, month_first: bool) -> Spoken | None:
    try:
        return spoken_time.at_once(text.strip(), now, ahead=True, month_first=month_first)
    except Invalid:
        return None
