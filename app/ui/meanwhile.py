"""A form whose record somebody else changed meanwhile: what is theirs, and what must be chosen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.language import _
from app.services.book.drafts import merge


@dataclass(frozen=True)
class Place:
    """Where a field stands in a form: shows a value, says one in words, and tells below it."""

    show: Callable[[Any], object]
    said: Callable[[Any], str]
    tell: Callable[[str, Callable[[], object] | None], object]


def catch_up(base: Any, mine: Any, theirs: Any, places: Mapping[str, Place]) -> bool:
    """Bring a form up to date field by field; return whether anything of theirs is to be seen.

    What only they changed is taken over; where both did, mine stays and theirs is offered.
    """
    merged = merge(base, mine, theirs)
    seen = False
    for name in merged.taken:
        if place := places.get(name):
            place.show(getattr(theirs, name))
            place.tell(_was(place, getattr(base, name)), None)
            seen = True
    for clash in merged.clashes:
        if place := places.get(clash.field):
            sentence = _("Meanwhile changed to “{theirs}”.").format(theirs=place.said(clash.theirs))
            place.tell(sentence, partial(place.show, clash.theirs))
            seen = True
    return seen


def sentence(*, seen: bool) -> str:
    """Return what to say of a form that was brought up to date."""
    if seen:
        return _(
            "This was changed somewhere else while you wrote. Nothing of yours is lost: look at "
            "the marked fields, then save again."
        )
    return _(
        "This was changed somewhere else while you wrote, but not in these fields. Save again."
    )


def _was(place: Place, before: Any) -> str:
    if before in (None, ""):
        return _("Filled in meanwhile.")
    return _("Changed meanwhile; it was “{before}”.").format(before=place.said(before))
