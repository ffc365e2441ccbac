"""What was freed goes back to the system, and what nobody needs is not kept in the first place."""

import subprocess
import sys

import pytest

PICTURES = """
import sys
from pathlib import Path
from app.ui import heap

def mebibytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20

if sys.argv[1:]:
    heap.give_back()
report = bytearray(30 << 20)
del report
before = mebibytes()
pictures, small = [], []
for _n in range(100):
    pictures.append(bytearray(1 << 20))
    small.append(bytearray(1_000))
del pictures
print(mebibytes() - before)
"""


def kept(*arguments, code=PICTURES):
    """Return how many of 100 MiB stay with the program after they were freed."""
    command = [sys.executable, "-c", code, *arguments]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="others give back by themselves")
def test_large_blocks_do_not_stay_with_the_program():
    assert kept("give back") < 10
    assert kept() > 50  # or this proves nothing


BETWEEN = """
import sys
from pathlib import Path
from app.ui import heap

def mebibytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20

heap.give_back()
before = mebibytes()
freed, stay = [], []
for _n in range(1_000):
    freed.append(bytearray(100_000))
    stay.append(bytearray(1_000))
del freed
if sys.argv[1:]:
    heap.trim()
print(mebibytes() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="others give back by themselves")
def test_what_lies_free_between_blocks_in_use_is_given_back_when_asked_for():
    assert kept("trim", code=BETWEEN) < 10
    assert kept(code=BETWEEN) > 50  # or this proves nothing


SOURCES = """
import linecache, sys
import PySide6.QtCore
from app.ui import heap
if sys.argv[1:]:
    heap.read_no_sources()
import colorsys
print(colorsys.__file__ in linecache.cache)
"""


def test_no_sources_of_what_is_imported_are_read_and_kept():
    command = [sys.executable, "-c", SOURCES]
    read = [
        subprocess.run([*command, *more], check=True, capture_output=True, text=True).stdout.strip()
        for more in (["none"], [])
    ]
    assert read == ["False", "True"], "by itself PySide reads it, or this proves nothing"
