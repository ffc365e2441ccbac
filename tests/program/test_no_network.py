"""Nothing in Rapport calls home, nor anywhere else; and what it logs names nobody."""

import os
import subprocess
import sys

import pytest

from app.services.sample.company import company
from tests.conftest import TODAY
from tests.program.conftest import ROOT

pytestmark = pytest.mark.program

WATCHED = """
import sys, traceback

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        traceback.print_stack()
        sys.stderr.write(f"NETWORK {event} {arguments}\\n")
        raise OSError("no network here")

sys.addaudithook(refuse)
from app.cli.main import run
import shlex
for words in sys.stdin.read().splitlines():
    status = run(shlex.split(words))
    assert status == 0, (words, status)
"""


def test_no_command_opens_a_connection(environment, tmp_path):
    day = TODAY.isoformat()
    (tmp_path / "calls.csv").write_text("customer,at,kind\nC-0001,2026-01-02,call\n")
    commands = (
        "--version",
        "sample s.rapport",
        "new n.rapport --plain",
        "import calls.csv --kind interactions",
        "undo-import 2",
        "log C-0001 --kind call --at yesterday --note '! plan by Friday'",
        *("customers", "trajectory C-0001", "renewals", "today", "search firewall", "check"),
        *("export out", "backup b.rapport", "restore b.rapport r.rapport"),
    )
    given = "\n".join(f"--book s.rapport --as-of {day} {command}" for command in commands)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input=given,
        env=environment | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert "NETWORK" not in done.stderr
    assert done.returncode == 0, done.stderr


TOUR = """
import logging
from pathlib import Path
from app.services.book.logs import Logs

Logs(Path("logs"))
logging.getLogger().setLevel(logging.DEBUG)
logging.getLogger("app").info("looked at %s", "Nordwindt Spedition GmbH")
from app.ui.start import start
assert start(["--tour", "tour", "--as-of", sys.argv[1]]) == 0
"""


def test_the_whole_tour_opens_no_connection_and_logs_no_name(environment, tmp_path):
    script = WATCHED.partition("from app")[0] + TOUR
    done = subprocess.run(
        [sys.executable, "-c", script, TODAY.isoformat()],
        env=environment | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert "NETWORK" not in done.stderr
    assert done.returncode == 0, done.stderr
    logged = "\n".join(path.read_text("utf-8") for path in (tmp_path / "logs").iterdir())
    assert "looked at ‹str of 24›" in logged
    rows = company(TODAY)
    names = {row["name"] for kind in ("customers", "contacts") for row in rows[kind]}
    assert len(names) > 100
    assert [name for name in names if name in logged] == []


def test_the_watch_would_have_seen_one(environment, tmp_path):
    script = WATCHED.partition("from app")[0]
    script += "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        check=False,
    )
    assert "NETWORK socket.getaddrinfo" in done.stderr
