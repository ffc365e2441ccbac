"""The real program with its real window, offscreen, as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.program


def run(*words, folder, **more):
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "RAPPORT_PROFILE": str(folder / "profile"),
        **more,
    }
    command = [sys.executable, str(ROOT / "main.py"), *map(str, words)]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=180, check=False
    )


def test_the_self_test_opens_logs_draws_prints_backs_up_and_restores(tmp_path):
    done = run("--json", "--self-test", folder=tmp_path)
    answer = json.loads(done.stdout)
    assert done.returncode == 0, answer
    assert answer["ok"]
    assert len(answer["steps"]) >= 12
    touched = {path.name for path in (tmp_path / "profile").glob("*")}
    assert touched <= {"cache"}, "it works on a scratch profile; only fonts are cached"


def test_the_tour_saves_pictures_and_the_report_and_says_what_is_at_risk(tmp_path):
    done = run("--tour", tmp_path / "tour", "--as-of", "2026-05-04", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    pictures = sorted(path.name for path in (tmp_path / "tour").glob("*.png"))
    assert len(pictures) == 8
    assert (tmp_path / "tour" / "renewals.pdf").read_bytes().startswith(b"%PDF")
    assert "1 in" in done.stdout


def test_a_second_start_paints_what_the_first_left(tmp_path):
    book = tmp_path / "sample.rapport"
    assert run("sample", book, folder=tmp_path).returncode == 0
    for _start in range(2):
        done = run("--book", book, folder=tmp_path, RAPPORT_PAINTED="1")
        assert (done.returncode, "painted" in done.stderr) == (0, True), done.stderr


def test_a_profile_that_cannot_be_written_keeps_nobody_from_working(tmp_path):
    book = tmp_path / "sample.rapport"
    assert run("sample", book, folder=tmp_path).returncode == 0
    (tmp_path / "in the way").write_text("as on a full disk, or one that is read-only")
    blocked = {"RAPPORT_PROFILE": str(tmp_path / "in the way"), "RAPPORT_PAINTED": "1"}
    done = run("--book", book, folder=tmp_path, **blocked)
    assert (done.returncode, "painted" in done.stderr) == (0, True), done.stderr
