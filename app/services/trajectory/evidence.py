"""One dated piece of evidence, and the one order in which evidence is counted."""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from app.services.trajectory.records import Ref
from app.services.trajectory.table import EVIDENCE, Group


class Evidence(NamedTuple):
    """Good and harm that a record puts on a day. A tuple, for there are half a million of them.

    It is owned by ``people`` in equal parts. ``link`` names the feedback whose loop it belongs to,
    ``detail`` the channel, question or act, for the words. Nothing is both owned and linked.
    """

    ref: Ref
    day: int
    group: Group
    kind: str
    good: float
    harm: float
    people: tuple[int, ...] = ()
    link: Ref | None = None
    detail: str = ""


def weigh(
    ref: Ref,
    day: int,
    kind: str,
    *,
    factor: float = 1.0,
    people: tuple[int, ...] = (),
    link: Ref | None = None,
    detail: str = "",
) -> Evidence:
    """Look up what a kind of evidence weighs, times ``factor``."""
    group, good, harm = EVIDENCE[kind]
    return Evidence(ref, day, group, kind, good * factor, harm * factor, people, link, detail)


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Sort so that the same evidence in any order gives the same sums to the last bit."""
    return tuple(sorted(evidence, key=attrgetter("day", "ref", "kind", "good", "harm")))
