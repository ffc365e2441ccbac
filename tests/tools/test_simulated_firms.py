"""A simulated firm becomes Rapport's files, which say the same as its events."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.services.contracts import decided
from app.services.customers import facts
from app.services.importing import service
from app.services.importing.service import Options

ROOT = Path(__file__).resolve().parents[2]
GENERATOR = """
def firm(regime, seed):
    assert (regime, seed) == ("calm", 7)
    contact = dict(c=0, kind="contact", ch="qbr", inb=True, who=1)
    return dict(
        customers=[dict(c=0, start=5, value=1200.0)],
        events=[
            dict(contact, d=40, s=2),
            dict(contact, d=90, s=None),
            dict(c=0, d=130, kind="unanswered", who=1),
            dict(c=0, d=140, kind="ticket", pr=1, breach=True, reopen=False),
            dict(c=0, d=141, kind="csat", v=2, who=1),
            dict(c=0, d=142, kind="complaint", id=3),
            dict(c=0, d=150, kind="loop_told", link=3),
            dict(c=0, d=157, kind="loop_confirmed", link=3),
            dict(c=0, d=160, kind="promise", o="late"),
            dict(c=0, d=161, kind="promise", o="kept"),
            dict(c=0, d=162, kind="promise", o="broken"),
            dict(c=0, d=170, kind="no_answer", who=1),
            dict(c=0, d=180, kind="referral"),
            dict(c=0, d=185, kind="praise"),
            dict(c=0, d=190, kind="rel", v=[5, 4, 3, 2], who=1),
            dict(c=0, d=200, kind="champion_left", who=1),
        ],
        renewals=[dict(c=0, d=300, value=1200.0, out="upsold", term=365)],
    )
"""
FIRST = date(2022, 1, 1).toordinal()


@pytest.fixture
def files(tmp_path):
    (tmp_path / "generator.py").write_text(GENERATOR)
    source = f"{tmp_path / 'generator.py'}:calm:7"
    command = [sys.executable, ROOT / "tools" / "from_simulated_firms.py", source, tmp_path / "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {path.stem: rows(path) for path in sorted((tmp_path / "out").glob("*.csv"))}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_book_sees_the_evidence_of_the_simulator(files, database):
    with database.write() as session:
        service.import_rows(session, files, Options(), date(2023, 1, 1))
        (renewal,) = decided.load(session, date(2023, 1, 1))
        (history,) = facts.histories(session, date(2023, 1, 1), [renewal.customer_id])
        story = facts.story(history.by(date(2023, 1, 1)), date(2023, 1, 1), None)
    assert (renewal.decide_by.toordinal() - FIRST, renewal.outcome) == (300, "grown")
    assert [(fact.day - FIRST, fact.kind) for fact in story.evidence] == [
        (40, "tone+2"),
        (90, "tone?"),
        (130, "unanswered"),
        (140, "breach1"),
        (141, "csat2"),
        (142, "complaint"),
        (150, "told"),
        (157, "confirmed"),
        (160, "late"),
        (161, "kept"),
        (162, "broken"),
        (170, "no_answer"),
        (180, "referral"),
        (185, "praise"),
        (190, "rel5"),
        (190, "rel4"),
        (190, "rel3"),
        (190, "rel2"),
        (200, "left"),
        (300, "upsold"),
    ]


def test_a_source_that_names_no_generator_is_a_sentence(tmp_path):
    command = [
        sys.executable,
        ROOT / "tools" / "from_simulated_firms.py",
        "nothing:calm:7",
        tmp_path,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "nothing:calm:7 names no generator, regime and seed.\n",
    )
