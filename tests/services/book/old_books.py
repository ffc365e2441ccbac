"""The books that earlier revisions saved (tools/old_book.py), encrypted as a user's are."""

import gzip
from contextlib import closing
from pathlib import Path

from app.services.book import reading

BOOKS = Path(__file__).parents[2] / "data" / "books"
KEY = bytes(range(32))


def revisions():
    """The revisions of which a book is kept, oldest first."""
    return sorted(path.name.partition(".")[0] for path in BOOKS.glob("*.rapport.gz"))


def unpack(revision, target, key=KEY):
    """Put one of them at a place, encrypted with this key."""
    plain = target.with_suffix(".plain")
    plain.write_bytes(gzip.decompress((BOOKS / f"{revision}.rapport.gz").read_bytes()))
    with closing(reading.connect(reading.address(plain, "mode=rw"))) as book:
        book.execute("ATTACH ? AS encrypted KEY ?", (str(target), f"x'{key.hex()}'"))
        book.execute("SELECT sqlcipher_export('encrypted')").fetchall()
        book.execute("DETACH encrypted")
    plain.unlink()
    return target
