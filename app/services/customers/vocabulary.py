"""The words that search knows, so that a typo can be led to the word that was meant."""

import re
from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.orm import Session

WORD = re.compile(r"[^\W\d_]{4,24}")
_LEARN = text("INSERT INTO search_terms (term) VALUES (:term) ON CONFLICT DO NOTHING")
_FORGET = text("DELETE FROM search_terms WHERE term = :term")
_STANDS = text("SELECT 1 FROM search_text WHERE search_text MATCH :word LIMIT 1")


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
        session.connection().execute(_LEARN, [{"term": term} for term in sorted(terms)])


def unlearn(session: Session, words: Iterable[str]) -> None:
    """Forget those of these words that stand in no text any more."""
    for word in words:
        if session.execute(_STANDS, {"word": f'"{word}"'}).first() is None:
            session.execute(_FORGET, {"term": word})
