"""What a note was understood to say, with what its writer dropped or changed of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from app.language import _
from app.services.customers import note_lines
from app.services.customers.mentions import Mention, Person
from app.services.customers.note_lines import PromiseLine, RivalLine, Understood
from app.ui import formats

Tone = Literal["neutral", "accent", "good", "warn", "bad"]
Item = Mention | PromiseLine | RivalLine | str  # a str is an expectation
NEW = Person(0, "")  # chosen for a name that nobody has: to be added as a contact


@dataclass(frozen=True)
class ChipData:
    """One thing understood, as the strip shows it; ``editable`` is the text one may change."""

    item: Item
    icon: str
    text: str
    tone: Tone
    editable: str | None = None
    choices: tuple[Person, ...] = ()


class Reading:
    """Keeps what was changed while the note goes on being typed."""

    def __init__(self) -> None:
        self.found = Understood()
        self._changed: dict[str, str] = {}  # a line as typed → words in place of its own, or ""
        self._chosen: dict[str, Person] = {}
        self._now: datetime | None = None
        self._month_first = False

    def read(
        self, note: str, people: Sequence[Person], now: datetime, *, month_first: bool
    ) -> None:
        """Understand the note anew."""
        self._now, self._month_first = now, month_first
        self.found = note_lines.understand(note, people, now, month_first=month_first)

    def drop(self, item: Item) -> None:
        """Leave this out."""
        self._changed[_line(item)] = ""

    def edit(self, item: Item, text: str) -> None:
        """Understand this line as if it had been typed so; without words it is left out."""
        self._changed[_line(item)] = text.strip()

    def unfinished(self) -> dict[str, list[Any]]:
        """Return what was dropped, changed and chosen, as JSON can hold it."""
        chosen = [[said, person.id, person.name] for said, person in self._chosen.items()]
        return {"changed": [list(pair) for pair in self._changed.items()], "chosen": chosen}

    def take_up(self, kept: Mapping[str, list[Any]]) -> None:
        """Take over again what was returned, for the same note."""
        self._changed = dict(kept["changed"])
        self._chosen = {said: Person(number, name) for said, number, name in kept["chosen"]}

    def choose(self, mention: Mention, person: Person) -> None:
        """Say who is meant; NEW is somebody not known yet."""
        self._chosen[mention.said] = person

    def understood(self) -> Understood:
        """Return what is to be stored."""
        kept = [self._now_is(item) for item in self._items()]
        return Understood(
            tuple(item for item in kept if isinstance(item, Mention) and item.person),
            tuple(item for item in kept if isinstance(item, PromiseLine)),
            tuple(item for item in kept if isinstance(item, str)),
            tuple(item for item in kept if isinstance(item, RivalLine)),
        )

    def new_contacts(self) -> tuple[str, ...]:
        """Return the names of those to be added."""
        said = [mention.said for mention in self.found.mentions]
        return tuple(name for name in said if self._chosen.get(name) == NEW)

    def chips(self, today: datetime) -> list[ChipData]:
        """Return what the strip shows."""
        shown = ((item, self._now_is(item)) for item in self._items())
        return [self._chip(item, now, today) for item, now in shown if now is not None]

    def _items(self) -> list[Item]:
        mentions = [self._with_choice(mention) for mention in self.found.mentions]
        found = self.found
        return [*mentions, *found.promises, *found.expectations, *found.rivals]

    def _now_is(self, item: Item) -> Item | None:
        words = self._changed.get(_line(item))
        if words is None or self._now is None:
            return item
        if not words or isinstance(item, Mention):
            return None
        if isinstance(item, PromiseLine):
            return note_lines.promise(words, self._now, month_first=self._month_first)
        return note_lines.rival(words) if isinstance(item, RivalLine) else words

    def _with_choice(self, mention: Mention) -> Mention:
        person = self._chosen.get(mention.said)
        if person not in mention.choices:  # NEW, or somebody who is no longer meant
            return mention
        return replace(mention, person=person)

    def _chip(self, item: Item, now: Item, today: datetime) -> ChipData:
        if isinstance(now, Mention):
            return self._of_mention(item, now)
        if isinstance(now, PromiseLine):
            due = formats.day_and_month(now.due_on, today.date()) if now.due_on else ""
            text = _("{what} · by {day}").format(what=now.text, day=due) if due else now.text
            return ChipData(item, "promise", text, "accent", _typed(now))
        if isinstance(now, RivalLine):
            details = filter(None, (now.stance, now.product, now.note))
            return ChipData(
                item, "competitor", " · ".join([now.name, *details]), "warn", _typed(now)
            )
        return ChipData(item, "expectation", now, "neutral", now)

    def _of_mention(self, item: Item, mention: Mention) -> ChipData:
        if self._chosen.get(mention.said) == NEW:
            text = _("{name} · new contact").format(name=mention.said)
            return ChipData(item, "contact", text, "good")
        if mention.person is not None:
            text = mention.person.name
            if mention.near:
                text = _("{name}, written “{said}”").format(name=text, said=mention.said)
            return ChipData(item, "contact", text, "good")
        if mention.choices:
            text = _("Which {name}?").format(name=mention.said)
            return ChipData(item, "contact", text, "warn", choices=mention.choices)
        text = _("{name} is no contact yet").format(name=mention.said)
        return ChipData(item, "contact", text, "warn", choices=(NEW,))


def _line(item: Item) -> str:
    """Return the line that would be typed to say this: a promise is not an expectation."""
    match item:
        case Mention():
            return f"@{item.said}"
        case PromiseLine():
            return f"! {_typed(item)}"
        case RivalLine():
            return f"vs {_typed(item)}"
        case _:
            return f"? {item}"


def _typed(item: PromiseLine | RivalLine) -> str:
    """Return the words of its line, after the mark."""
    if isinstance(item, PromiseLine):
        return f"{item.text} by {item.due_on.isoformat()}" if item.due_on else item.text
    details = ", ".join(filter(None, (item.stance, item.product, item.note)))
    return f"{item.name}: {details}" if details else item.name
