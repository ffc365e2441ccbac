"""A program that works on a book and is killed, again and again; run as a process by its test.

    python dying.py FOLDER KILLS SEED

A parent with the program loaded forks a child, which opens the book, logs, imports, merges, undoes,
backs up and migrates, and acknowledges over a pipe what is done. At a moment drawn by lot it is
killed. The parent then opens the book and demands every acknowledged write, whole, and nothing by
halves.
Prints one JSON document: how many were killed in the middle of what.
"""

import json
import os
import random
import re
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import select  # noqa: E402 – the project is found first

from app.models import Customer  # noqa: E402 – the project is found first
from app.services.book import backup, history, migrating, opening, paths, reading  # noqa: E402
from app.services.book.unlocking import Unlock  # noqa: E402
from app.services.customers import interactions, merging  # noqa: E402
from app.services.customers.interactions import LogDraft  # noqa: E402
from app.services.customers.merged_fields import KEPT  # noqa: E402
from app.services.importing import service  # noqa: E402
from app.services.importing.service import Options  # noqa: E402
from tests.services.book.old_books import unpack  # noqa: E402

TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, 12, tzinfo=UTC)
LIVES = 25  # of one book; then a new one is begun, lest it grow
BATCH = 40
WEIGHTS = {"log": 12, "import": 4, "merge": 4, "undo": 3, "backup": 1, "migrate": 1}

MERGE = "/merge"  # after the word of what was imported and merged
ANNA = 1
OWNERS = """
    SELECT c.name, c.merged_into_id, c.deleted_at IS NOT NULL,
    (SELECT group_concat(DISTINCT customer_id) FROM interactions WHERE note = c.name), c.id
    FROM customers c WHERE c.id <> 1
"""
NOT_FOUND_BY_SEARCH = """
    SELECT count(*) FROM interactions i WHERE i.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM search_text WHERE rowid =
        (CAST(julianday(i.occurred_on) AS INTEGER) << 30) | (1 << 26) | i.id)
"""
WITHOUT_HISTORY = """
    SELECT count(*) FROM interactions i WHERE i.batch_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM changes WHERE table_name = 'interactions' AND row_key = '[' || i.id || ']')
"""
OF_NO_BATCH = """
    SELECT count(*) FROM interactions i WHERE i.batch_id IS NOT NULL
    AND i.batch_id NOT IN (SELECT id FROM import_batches WHERE undone_at IS NULL)
"""


class Book:
    """One book, and what must be in it: how many rows of each action, by its word."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder, self.rng, self.words = folder, rng, 0
        self.profile = paths.profile(folder / "profile")
        made = opening.create(folder / "Fjord.rapport", self.profile, fill=begin)
        self.path, self.unlock = made.path, Unlock(recovery_code=made.recovery_code)
        self.rows: dict[str, int] = {}
        self.merged: set[str] = set()
        self.change_sets: dict[int, str] = {}
        self.old = folder / "Old.rapport"
        self.old_key = bytes(range(32))
        unpack("0001", folder / "0001.rapport", self.old_key)

    def open(self) -> opening.Book:
        return opening.open_book(self.path, self.profile, self.unlock)

    def word(self) -> str:
        self.words += 1
        return f"w{self.words}x"

    def live(self, tell) -> None:
        """Do one thing after the other; ``tell`` acknowledges, before and after."""
        with self.open() as book:
            tell("opened")
            while True:
                (what,) = self.rng.choices(list(WEIGHTS), list(WEIGHTS.values()))
                getattr(self, f"do_{what}".replace("import", "take"))(book, tell)

    def rehearse(self, tell) -> None:
        """Do one of each, and end."""
        with self.open() as book:
            for what in WEIGHTS:
                getattr(self, f"do_{what}".replace("import", "take"))(book, tell)

    def do_log(self, book, tell) -> None:
        word = self.word()
        tell("begin", "log", word)
        with book.database.write() as session:
            interactions.log(session, LogDraft(customer_id=1, note=word), NOW)
        tell("done", "log", word, self.newest(book, word))

    def do_take(self, book, tell, customer: str = "Anna") -> None:
        word = self.word()
        tell("begin", "import", word)
        rows = [
            {"customer": customer.format(word), "at": "2026-01-02", "kind": "call", "note": word,
             "external_id": f"{word}{n}"}
            for n in range(BATCH)
        ]  # fmt: skip
        with book.database.write() as session:
            service.import_rows(session, {"interactions": rows}, Options(), TODAY)
        tell("done", "import", word, self.newest(book, word))

    def do_merge(self, book, tell) -> None:
        """Import what a customer of its own said, and let that customer be Anna."""
        self.do_take(book, tell, customer="{}")
        word = f"w{self.words}x"
        tell("begin", "merge", word)
        with book.database.write() as session:
            other = session.scalar(select(Customer.id).where(Customer.name == word))
            merging.merge_customers(session, ANNA, other, KEPT, TODAY)
        tell("done", "merge", word, self.newest(book, word + MERGE))

    def do_undo(self, book, tell) -> None:
        with book.database.read() as session:
            last = history.next_undo(session)
        if last is None or not (word := self.change_sets.get(last.change_set)):
            return
        tell("begin", "undo", word)
        with book.database.write() as session:
            history.undo(session, last.change_set)
        tell("done", "undo", word)

    def do_backup(self, book, tell) -> None:
        target = self.folder / f"{self.word()}.rapport"
        tell("begin", "backup", target.name)
        made = backup.back_up(book.database, target)
        tell("done", "backup", target.name, made.records)

    def do_migrate(self, _book, tell) -> None:
        if reading.version(self.old, self.old_key) == "0001":
            tell("begin", "migrate", "")
            migrating.bring_up_to_date(self.old, self.old_key)
            tell("done", "migrate", "")

    def newest(self, book, word: str = "") -> int:
        """Return the change set made last; ``word`` is how the child remembers it."""
        with book.database.read() as session:
            last = history.next_undo(session)
        number = last.change_set if last else 0
        if word:
            self.change_sets[number] = word
        return number

    # ---- what is demanded afterwards

    def heard(self, told: list[list]) -> tuple[str, str]:
        """Take note of what was acknowledged; return what was under way."""
        under_way = ("", "")
        for state, *rest in told:
            if state == "begin":
                under_way = tuple(rest)
                if number := re.match(r"w(\d+)x", rest[1]):
                    self.words = max(self.words, int(number[1]))
            elif state == "done":
                self.acknowledged(*rest)
                under_way = ("", "")
        return under_way

    def acknowledged(self, what: str, word: str, more: int = 0) -> None:
        match what:
            case "log" | "import":
                self.rows[word] = 1 if what == "log" else BATCH
                self.change_sets[more] = word
            case "merge":
                self.merged.add(word)
                self.change_sets[more] = word + MERGE
            case "undo" if word.endswith(MERGE):
                self.merged.remove(word.removesuffix(MERGE))
            case "undo":
                self.rows[word] = 0
            case "backup":
                self.must_be_whole(self.folder / word, reading_key(self), more)
            case "migrate":
                assert reading.version(self.old, self.old_key) != "0001"

    def check(self, what: str, word: str) -> bool:
        """Demand all that was acknowledged; return whether what was under way is there."""
        with self.open() as book:
            last = self.newest(book)
        key = reading_key(self)
        assert reading.problems(self.path, key) == []
        with reading.connected(self.path, key) as read:
            assert read.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            for query in (NOT_FOUND_BY_SEARCH, WITHOUT_HISTORY, OF_NO_BATCH):
                assert read.execute(query).fetchone() == (0,), query
            counted = "SELECT note, count(*) FROM interactions WHERE deleted_at IS NULL GROUP BY 1"
            found = dict(read.execute(counted).fetchall())
            merged = self.must_be_owned(read.execute(OWNERS).fetchall())
        happened = (
            self.happened_to_merge(word, merged)
            if what == "merge" or word.endswith(MERGE)
            else self.happened(what, word, found)
        )
        if happened and what in ("log", "import", "merge"):
            self.change_sets[last] = word + MERGE * (what == "merge")
        assert merged == self.merged
        assert found == {each: n for each, n in self.rows.items() if n}
        assert reading.problems(self.old, self.old_key) == []
        with suppress(FileNotFoundError):
            if what == "backup":
                self.must_be_whole(self.folder / word, key)
        left = [each.name for each in self.folder.iterdir() if each.name.startswith(".~Fjord")]
        assert left == [], left
        return happened

    def happened(self, what: str, word: str, found: dict[str, int]) -> bool:
        """Take what was under way as done, or not: it may be either, and nothing between."""
        if what in ("log", "import"):
            whole = 1 if what == "log" else BATCH
            assert found.get(word, 0) in (0, whole), (what, found.get(word))
            self.rows[word] = found.get(word, 0)
            return word in found
        if what == "undo":
            assert found.get(word, 0) in (0, self.rows[word]), (what, found.get(word))
            undone = word not in found
            self.rows[word] = found.get(word, 0)
            return undone
        return False

    def must_be_owned(self, rows: list[tuple]) -> set[str]:
        """Demand that all of a customer is Anna's, or nothing; return who was merged into her."""
        for name, into, deleted, owners, own in rows:
            assert deleted == (into is not None), name
            assert owners == str(into or own), (name, owners)
        return {row[0] for row in rows if row[1] == ANNA}

    def happened_to_merge(self, word: str, merged: set[str]) -> bool:
        """Take a merge, or the undoing of one, as done or not."""
        name, before = word.removesuffix(MERGE), set(self.merged)
        self.merged = (before - {name}) | (merged & {name})
        return self.merged != before

    def must_be_whole(self, path: Path, key: bytes, records: int | None = None) -> None:
        if not path.exists():
            assert records is None, f"{path.name} was acknowledged and is not there"
            return
        assert reading.problems(path, key) == []
        with reading.connected(path, key) as copy:
            assert records in (None, sum(reading.row_counts(copy).values()))


def begin(session) -> None:
    session.add(Customer(name="Anna", recorded_on=TODAY))


def reading_key(book: Book) -> bytes:
    from app.services.book import recovery

    return recovery.read(book.unlock.recovery_code)


def child_of(book: Book, live, after: float | None) -> list[list]:
    """Have a child live, so many seconds if they are given; return what it told."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            live(lambda *words: os.write(write, json.dumps(words).encode() + b"\n"))
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(write)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read, encoding="utf-8") as pipe:
        told = [json.loads(line) for line in pipe]
    _pid, status = os.waitpid(child, 0)
    assert status == (0 if after is None else signal.SIGKILL), f"it ended with {status}"
    return told


def main(folder: Path, kills: int, seed: int) -> None:
    rng = random.Random(seed)
    died, survived, acknowledged = Counter(), Counter(), Counter()
    for number in range(kills):
        if number % LIVES == 0:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            book = Book(folder, rng)
            shutil.copyfile(folder / "0001.rapport", book.old)
            begun = time.monotonic()
            told = child_of(book, book.rehearse, None)
            longest = time.monotonic() - begun
            acknowledged.update(words[1] for words in told if words[0] == "done")
            book.check(*book.heard(told))
        rng.seed(f"{seed}/{number}")
        shutil.copyfile(folder / "0001.rapport", book.old)
        told = child_of(book, book.live, rng.uniform(0, longest))
        what, word = book.heard(told)
        happened = book.check(what, word)
        died[what or ("between" if told else "opening")] += 1
        survived[what] += happened
        acknowledged.update(words[1] for words in told if words[0] == "done")
        for copy in [*folder.glob("w*.rapport"), *folder.glob("Old before*")]:
            copy.unlink()
    outcome = {"killed": died, "written_unsaid": +survived, "acknowledged": acknowledged}
    sys.stdout.write(json.dumps(outcome))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
