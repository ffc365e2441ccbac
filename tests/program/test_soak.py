"""A random user at the real window for three minutes: nothing breaks, nothing is left behind.

It runs beside the other tests, begun with them, as most of its time is waiting. For longer:
``RAPPORT_SOAK=1800 python dev.py test tests/program/test_soak.py``.
"""

import json
import sys

import pytest

from tests.program.conftest import SOAK

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(sys.platform != "linux", reason="the window is put on a virtual screen"),
]

GROWTH = 1.10
NEW = 100  # widgets of what may just be open: a form in place of the pages, more lines than before


def test_nothing_breaks_and_nothing_is_left_behind(request):
    process = request.config.stash[SOAK]
    out, err = process.communicate(timeout=3_000)
    assert (process.returncode, err) == (0, "")
    went = json.loads(out.splitlines()[-1])
    assert went["trouble"] == []
    assert (went["crashes"], went["windows"]) == (0, [])
    assert went["actions"] > 100
    assert went["end_widgets"] < went["warm_widgets"] + NEW, went["grown"]
    assert went["end_mib"] < went["warm_mib"] * GROWTH, went["memory"]
