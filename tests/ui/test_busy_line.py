import pytest

from app.ui.busy_line import BusyLine
from app.ui.job import Job, nobody


@pytest.fixture
def line(qtbot, tasks):
    line = BusyLine(tasks)
    qtbot.addWidget(line)
    return line


@pytest.fixture
def job(tasks):
    job = Job(lambda _step: None, nobody, nobody, tasks)
    job.label, job.cancellable = "Importing customers", True
    return job


def test_nothing_is_shown_while_nothing_lasts(line):
    assert line.isHidden()


def test_work_that_lasts_tells_its_name_and_how_far_it_is(line, tasks, job):
    tasks.busy.emit(job)
    assert not line.isHidden()
    assert line._label.text() == "Importing customers"
    job.progressed.emit(1, 4)
    assert line._bar.value() / line._bar.maximum() == 0.25
    tasks.busy.emit(None)
    assert line.isHidden()


def test_cancel_stops_the_work(line, tasks, job):
    tasks.busy.emit(job)
    line._cancel.click()
    assert job._cancelled.is_set()
    assert line._label.text() == "Stopping…"


def test_the_next_work_takes_over(line, tasks, job):
    tasks.busy.emit(job)
    other = Job(lambda _step: None, nobody, nobody, tasks)
    tasks.busy.emit(other)
    job.progressed.emit(1, 1)
    assert line._bar.maximum() == 0
    assert line._cancel.isHidden()
