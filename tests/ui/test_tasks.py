import threading
import weakref
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from app.services.errors import Cancelled, Unavailable
from app.ui import job as job_module
from app.ui import tasks as tasks_module
from app.ui.tasks import Tasks


class FakeBook:
    """A book at the border: a session is a list, a commit keeps it."""

    def __init__(self, name="one"):
        self.name, self.kept, self.closed = name, [], False
        self.on_commit = lambda _committed: None

    @contextmanager
    def read(self):
        yield list(self.kept)

    @contextmanager
    def write(self):
        session = list(self.kept)
        yield session
        self.kept = session
        self.on_commit(f"committed {len(session)}")

    def close(self):
        self.closed = True


@pytest.fixture
def book():
    return FakeBook()


@pytest.fixture
def waiting(qapp):
    """Tasks on real threads, with no book open yet."""
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def tasks(waiting, book, qtbot):
    opened = []
    waiting.open(lambda: book, done=opened.append)
    qtbot.waitUntil(lambda: opened == [book])
    return waiting


def keep(session, thing):
    session.append(thing)
    return len(session)


def keep_many(session, things, progress):
    for count, thing in enumerate(things, start=1):
        session.append(thing)
        progress(count, len(things))


def all_of(session):
    return session


def test_answers_come_back_on_the_ui_thread(qtbot, tasks):
    seen = []
    tasks.read(
        lambda _session: threading.get_ident(),
        done=lambda worker: seen.append((worker, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, here = seen[0]
    assert worker != here == threading.get_ident()


def test_what_is_asked_before_the_book_is_open_waits_in_order(qtbot, waiting, book):
    seen = []
    waiting.write(keep, "a", done=seen.append)
    waiting.write(keep, "b", done=seen.append)
    qtbot.wait(20)
    assert seen == []
    waiting.open(lambda: book)
    qtbot.waitUntil(lambda: seen == [1, 2])
    assert book.kept == ["a", "b"]


def test_a_book_that_cannot_be_opened_keeps_the_work_for_the_next(qtbot, waiting, book):
    def refuse():
        raise Unavailable("The book is open elsewhere.")

    troubles, seen = [], []
    waiting.read(all_of, done=seen.append)
    waiting.open(refuse, failed=troubles.append)
    qtbot.waitUntil(lambda: bool(troubles))
    assert seen == []
    waiting.open(lambda: book)
    qtbot.waitUntil(lambda: seen == [[]])


def test_another_book_takes_the_place_of_the_first(qtbot, tasks, book):
    second = FakeBook("two")
    with qtbot.waitSignals([tasks.replaced, tasks.closed]):
        tasks.open(lambda: second)
    seen = []
    tasks.write(keep, "x", done=seen.append)
    qtbot.waitUntil(lambda: seen == [1])
    assert (book.kept, second.kept, book.closed) == ([], ["x"], True)


def test_a_failed_change_of_books_keeps_the_first(qtbot, tasks, book):
    troubles, seen = [], []
    tasks.open(lambda: 1 / 0, failed=troubles.append)
    tasks.write(keep, "x", done=seen.append)
    qtbot.waitUntil(lambda: seen == [1])
    assert isinstance(troubles[0], ZeroDivisionError)
    assert book.kept == ["x"]


def test_a_book_that_was_let_go_is_closed(qtbot, tasks, book):
    gone, closed = [], []
    tasks.closed.connect(lambda: closed.append(book.closed))
    tasks.let_go(done=gone.append)
    qtbot.waitUntil(lambda: bool(gone))
    assert closed == [True]


def test_what_was_asked_for_before_letting_go_is_done_and_the_rest_waits(qtbot, tasks, book):
    seen = []
    tasks.write(keep, "before", done=seen.append)
    tasks.let_go()
    tasks.write(keep, "after", done=seen.append)
    qtbot.waitUntil(lambda: book.closed and seen == [1])
    assert book.kept == ["before"]
    again = FakeBook("again")
    tasks.open(lambda: again)
    qtbot.waitUntil(lambda: again.kept == ["after"])


def test_work_beside_the_book_can_be_cancelled(qtbot, tasks):
    begun, ended = threading.Event(), []

    def work(step):
        begun.set()
        while True:
            step(1, 2)

    job = tasks.background_long(work, label="Backing up", failed=ended.append)
    begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ended))
    assert isinstance(ended[0], Cancelled)


def test_a_write_is_announced_before_it_is_answered(qtbot, tasks):
    seen = []
    tasks.changed.connect(seen.append)
    tasks.write(keep, "a", done=seen.append)
    qtbot.waitUntil(lambda: seen == ["committed 1", 1])


def test_trouble_goes_to_whoever_asked(qtbot, tasks):
    seen = []
    tasks.write(lambda _session: 1 / 0, failed=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


def test_trouble_nobody_asked_for_goes_to_the_window(qtbot, tasks):
    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.write(lambda _session: 1 / 0)
    assert isinstance(failed.args[0], ZeroDivisionError)


def test_cancelling_takes_everything_back(qtbot, tasks, book):
    seen, begun, told = [], threading.Event(), threading.Event()

    def slowly(session, progress):
        session.append("half")
        begun.set()
        told.wait(5)
        progress(1, 2)

    job = tasks.write_long(slowly, label="Importing", failed=seen.append)
    begun.wait(5)
    job.cancel()
    told.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], Cancelled)
    assert book.kept == []


def test_progress_is_told_at_most_twenty_times_a_second(qtbot, tasks, monkeypatch):
    ticks = iter(n / 100 for n in range(10_000))
    monkeypatch.setattr(job_module, "monotonic", lambda: next(ticks))
    seen, ended, gate = [], [], threading.Event()
    tasks.read(lambda _session: gate.wait(5), done=lambda _gone: None)
    job = tasks.write_long(keep_many, list(range(200)), done=ended.append)
    job.progressed.connect(lambda count, _total: seen.append(count))
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert len(seen) <= 41
    assert seen[-1] == 200


def test_only_the_newest_of_several_questions_is_answered(qtbot, tasks):
    gate, seen = threading.Event(), []
    tasks.read(lambda _session: gate.wait(5), done=lambda _gone: None)
    for text in ("n", "no", "nor"):
        tasks.read(lambda _session, text=text: text, done=seen.append, replaces="search")
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["nor"]


def test_an_answer_to_a_dead_widget_is_dropped(qtbot, tasks):
    class Owner(QObject):
        def take(self, value):
            raise AssertionError("called after death")

    owner, gate = Owner(), threading.Event()
    tasks.read(lambda _session: gate.wait(5), done=owner.take)
    delete(owner)
    gate.set()
    last = []
    tasks.read(lambda _session: 1, done=last.append)
    qtbot.waitUntil(lambda: last == [1])


def test_many_in_order(qtbot, tasks):
    seen = []
    for n in range(1000):
        tasks.read(lambda _session, n=n: n, done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 1000, timeout=10_000)
    assert seen == list(range(1000))


def test_what_lasts_is_shown_and_taken_away(qtbot, tasks, monkeypatch):
    monkeypatch.setattr(tasks_module, "SLOW", 0.0)
    tasks._watch.setInterval(5)
    gate, seen = threading.Event(), []
    tasks.busy.connect(seen.append)
    job = tasks.read(lambda _session: gate.wait(5), done=lambda _gone: None)
    qtbot.waitUntil(lambda: seen == [job])
    gate.set()
    qtbot.waitUntil(lambda: seen == [job, None])


def test_background_work_does_not_wait_for_the_book(qtbot, waiting):
    seen = []
    waiting.background(lambda n: n + 1, 1, done=seen.append)
    qtbot.waitUntil(lambda: seen == [2])


def test_closing_keeps_every_write_that_was_asked_for(qtbot, tasks, book):
    for n in range(20):
        tasks.write(keep, n)
    tasks.close()
    assert book.kept == list(range(20))
    assert book.closed
    tasks.write(keep, "too late")
    assert book.kept == list(range(20))


def test_closing_stops_what_can_be_stopped(tasks, book):
    begun = threading.Event()

    def for_ever(session, progress):
        begun.set()
        while True:
            progress(0, 1)

    tasks.write_long(for_ever, failed=lambda _error: None)
    begun.wait(5)
    tasks.close()
    assert book.kept == []


def test_a_job_that_answered_keeps_nothing_of_who_asked(tasks, qtbot):
    answers = []

    class Asker:
        def question(self):
            return 42

        def hear(self, answer):
            answers.append(answer)

    asker = Asker()
    there = weakref.ref(asker)
    job = tasks.background(asker.question, done=asker.hear)
    qtbot.waitUntil(lambda: answers == [42])
    del asker
    assert there() is None
    assert isinstance(job, job_module.Job)
