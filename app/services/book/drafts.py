"""Two people edited one record: what can be put together by itself, and what somebody must choose.

A form remembers the draft it opened with. Compared with that, a field changed by one side only is
taken from that side; only where both changed it, and differently, is there something to decide.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

Draft = TypeVar("Draft")


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both sides changed, each to another value."""

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged(Generic[Draft]):
    """Their draft with my changes in it; ``taken`` are the fields that only they changed."""

    draft: Draft
    taken: tuple[str, ...]
    clashes: tuple[Clash, ...]


def merge(base: Draft, mine: Draft, theirs: Draft) -> Merged[Draft]:
    """Put my changes since ``base`` on top of theirs; of a clash, mine stays in the draft.

    All three are instances of one dataclass.
    """
    taken: list[str] = []
    clashes: list[Clash] = []
    kept: dict[str, Any] = {}
    both: Any = theirs  # a dataclass of whichever kind
    for field in fields(both):
        name = field.name
        before, my, their = (getattr(one, name) for one in (base, mine, theirs))
        if my == before:
            taken += [name] if their != before else []
            continue
        kept[name] = my
        if their not in (before, my):
            clashes.append(Clash(name, my, their))
    draft: Draft = replace(both, **kept)
    return Merged(draft, tuple(taken), tuple(clashes))
