"""Leads a word that nobody ever wrote to the nearest one that somebody did."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.customers.snippets import folded

SHORTEST = 4  # letters below which every word is near every other
LONG = 6  # letters from which on two slips are forgiven, below one
CANDIDATES = 5

_KNOWN = text("SELECT term FROM search_terms WHERE length(term) >= :shortest")
_USED = text("SELECT 1 FROM search_text WHERE search_text MATCH :match LIMIT 1")


def corrected(session: Session, words: Sequence[str], *, beginning: bool) -> tuple[str, ...]:
    """Return the words, those that occur nowhere replaced; the last may be only begun."""
    last = len(words) - 1
    terms: list[str] = []
    made: list[str] = []
    for place, word in enumerate(words):
        begun = beginning and place == last
        if len(word) < SHORTEST or not word.isalpha() or _occurs(session, word, begun=begun):
            made.append(word)
            continue
        terms = terms or _terms(session)
        made.append(_nearest(session, word, terms, begun=begun) or word)
    return tuple(made)


def _terms(session: Session) -> list[str]:
    return list(session.scalars(_KNOWN, {"shortest": SHORTEST - 1}))


def _occurs(session: Session, word: str, *, begun: bool) -> bool:
    match = f'"{word}"*' if begun else f'"{word}"'
    return session.scalar(_USED, {"match": match}) is not None


def _nearest(session: Session, word: str, terms: Sequence[str], *, begun: bool) -> str | None:
    """Return the known word with the fewest slips; of a word begun, its beginning counts too."""
    for candidate in _alike(folded(word), [folded(term) for term in terms], terms):
        if _occurs(session, candidate, begun=False):
            return candidate
    if not begun:
        return None
    beginnings = [folded(term)[: len(word)] for term in terms]
    for candidate in _alike(folded(word), beginnings, terms):
        if _occurs(session, candidate, begun=False):
            return candidate
    return None


def _alike(word: str, written: Sequence[str], terms: Sequence[str]) -> list[str]:
    """Return the terms whose written form is alike, the fewest slips first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(
        word,
        written,
        scorer=OSA.distance,
        limit=CANDIDATES,
        score_cutoff=2 if len(word) >= LONG else 1,
    )
    return [terms[place] for _written, _slips, place in found]
