"""The words that search knows, so that a typo can be led to the word that was meant."""

import re
from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.orm import Session

WORD = re.compile(r"[^\W\d_]{4,24}")
_LEARN = text("INSERT INTO search_terms (term) VALUES (:term) ON CONFLICT DO NOTHING")


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the words worth remembering: four to twenty-four letters, without case."""
    found: set[str] = set()
    for words in map(WORD.findall, texts):
        found.update(words)
    return {word.casefold() for word in found}


def learn(session: Session, texts: Iterable[str]) -> None:
    """Remember the words of these texts."""
    terms = words_of(texts)
    if terms:
        session.execute(_LEARN, [{"term": term} for term in sorted(terms)])
