"""A migration killed at each of its steps; run as a process by its test.

    python stepping.py FOLDER EVERY

A step is one statement of SQL, one commit, or one thing done to a file beside the book. Every
EVERY-th is tried, and all of the last, when the new book takes the place of the old one. After each
kill the book is the old one, byte for byte, or the whole new one; then it opens. Prints one JSON
document.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import Engine, event  # noqa: E402 – the project is found first

from app.services.book import opening, paths, reading, recovery  # noqa: E402
from app.services.book.unlocking import Unlock  # noqa: E402
from tests.services.book.old_books import KEY, revisions, unpack  # noqa: E402

UNLOCK = Unlock(recovery_code=recovery.write(KEY))
LAST = 10  # steps, all of which are tried
OF_FILES = {"open", "os.rename", "os.remove", "os.link", "os.truncate", "shutil.copyfile"}


class Steps:
    """Counts the steps of this process, and ends it at one of them."""

    def __init__(self, folder: Path, last: int, names: list[str]) -> None:
        self.folder, self.last, self.names = f"{folder}{os.sep}", last, names

    def watch(self) -> None:
        event.listen(Engine, "before_cursor_execute", lambda *_args: self.step("SQL"))
        event.listen(Engine, "commit", lambda *_args: self.step("commit"))
        sys.addaudithook(self.heard)

    def heard(self, name: str, args: tuple) -> None:
        if name in OF_FILES and any(str(arg).startswith(self.folder) for arg in args):
            self.step(name)

    def step(self, name: str) -> None:
        self.names.append(name)
        if len(self.names) == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def migrated(book: Path, profile: paths.Profile, last: int = 0) -> list[str] | None:
    """Migrate in a child that dies at step ``last``; return the steps of one that lived."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        names: list[str] = []
        Steps(book.parent, last, names).watch()
        opening.open_book(book, profile, UNLOCK).close()
        os.write(write, json.dumps(names).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        told = pipe.read()
    _pid, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), status
    return json.loads(told) if told else None


def main(folder: Path, every: int) -> None:
    folder.mkdir(exist_ok=True)
    old = unpack("0001", folder / "old")
    before, newest = old.read_bytes(), revisions()[-1]
    with reading.connected(old, KEY) as connection:
        had = reading.row_counts(connection)
    place = folder / "book"
    tried: dict[str, list[str]] = {}
    steps = None
    number = 0
    while steps is None or number <= len(steps):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        book = Path(shutil.copyfile(old, place / "Fjord.rapport"))
        profile = paths.profile(folder / "profile")
        lived = migrated(book, profile, number)
        if steps is None:
            steps = lived
        elif lived is None:
            version = reading.version(book, KEY)
            tried.setdefault(version, []).append(steps[number - 1])
            assert version == newest or (version == "0001" and book.read_bytes() == before)
            assert reading.problems(book, KEY) == []
        opening.open_book(book, profile, UNLOCK).close()
        assert reading.version(book, KEY) == newest
        with reading.connected(book, KEY) as connection:
            has = reading.row_counts(connection)
        assert {name: has[name] for name in had} == had
        kept = f"Fjord before version {int(newest)}.rapport"
        assert {each.name for each in place.iterdir()} == {"Fjord.rapport", kept}, number
        assert (place / kept).read_bytes() == before
        number += 1
        while number <= len(steps) - LAST and number % every:
            number += 1
    counts = {version: len(names) for version, names in tried.items()}
    sys.stdout.write(json.dumps({"steps": len(steps), "tried": counts, "migrating": newest}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
