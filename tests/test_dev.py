"""dev.py is tested by being run, and where that would install something, by its questions."""

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parent.parent


def dev_py(*arguments, **environ):
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """A finished .venv beside requirements, as far as is_ready() looks."""
    requirements = tmp_path / "requirements-dev.txt"
    requirements.write_text("pytest==9.0.0\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    stamp = tmp_path / ".venv" / "stamp"
    for name, value in {"REQUIREMENTS": requirements, "PYTHON": python, "STAMP": stamp}.items():
        monkeypatch.setattr(dev, name, value)
    stamp.write_text(dev.fingerprint())
    return tmp_path


def test_help_explains_every_command():
    helped = dev_py("--help")
    assert helped.returncode == 0
    assert all(f"  {name} " in helped.stdout for name in dev.COMMANDS)
    assert "None" not in helped.stdout


@pytest.mark.parametrize("arguments", [(), ("deploy",), ("check", "--fast")])
def test_wrong_usage_says_so_with_status_2(arguments):
    refused = dev_py(*arguments)
    assert refused.returncode == 2
    assert "dev.py: error:" in refused.stderr


def test_a_finished_set_up_is_not_done_again(environment):
    assert dev.is_ready()


def test_an_interrupted_set_up_is_done_again(environment):
    dev.STAMP.unlink()
    assert not dev.is_ready()


def test_changed_requirements_are_installed(environment):
    dev.REQUIREMENTS.write_text("pytest==9.1.0\n")
    assert not dev.is_ready()


def test_a_python_that_was_removed_is_noticed(environment):
    dev.PYTHON.unlink()
    assert not dev.is_ready()


def test_a_moved_folder_gets_a_new_environment(environment, monkeypatch):
    monkeypatch.setattr(dev, "VENV", Path("elsewhere/.venv"))
    assert not dev.is_ready()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux is asked for packages")
@pytest.mark.parametrize(
    ("need", "there"),
    [("libc.so.6", True), ("libno-such.so.1", False), ("git", True), ("no-such-program", False)],
)
def test_libraries_and_programs_are_looked_for_as_they_are_used(need, there):
    assert dev.is_present(need) is there


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux is asked for packages")
def test_what_may_not_be_installed_is_named_with_its_command(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # neither apt-get nor sudo

    with pytest.raises(SystemExit) as stopped:
        dev.provide({"libno-such.so.1": "libno-such1", "no-such-program": "no-such"})

    assert "libno-such.so.1, no-such-program" in str(stopped.value)
    assert "apt-get install -y --no-install-recommends libno-such1 no-such" in str(stopped.value)


@pytest.mark.parametrize(
    ("environ", "platform", "seen"),
    [
        ({}, "linux", False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": "far.example:10.0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_CONNECTION": "1"}, "darwin", False),
        ({}, "win32", True),
    ],
)
def test_a_screen_is_recognised(environ, platform, seen):
    assert dev.has_screen(environ, platform) is seen


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="X servers listen on Unix sockets")
def test_a_display_whose_server_is_gone_is_no_screen():
    assert not dev.has_screen({"DISPLAY": ":4711"}, "linux")


def test_children_may_write_byte_code_and_see_what_they_are_given(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    around = dev.surroundings(QT_QPA_PLATFORM="offscreen")
    assert "PYTHONDONTWRITEBYTECODE" not in around
    assert around["QT_QPA_PLATFORM"] == "offscreen"


def test_a_child_that_is_killed_counts_as_failed(environment, monkeypatch):
    monkeypatch.setattr(dev, "ROOT", ROOT)
    aborting = [sys.executable, "-c", "import os; os.abort()"]
    assert dev.call(aborting) == 134 if os.name == "posix" else dev.call(aborting) != 0


def test_an_old_python_gets_as_far_as_being_told_that_it_is_too_old(monkeypatch):
    ast.parse((ROOT / "dev.py").read_bytes(), feature_version=(3, 7))
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))

    with pytest.raises(SystemExit) as stopped:
        dev.main()

    assert "Rapport needs Python 3.11 or newer" in str(stopped.value)


def test_the_continuous_integration_calls_what_the_readme_says():
    command = "python3 dev.py test"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
