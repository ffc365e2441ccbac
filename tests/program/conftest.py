"""The command line as other programs call it: a process, its exit status and what it prints."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import TODAY

ROOT = Path(__file__).parents[2]
MAIN = str(ROOT / "main.py")
MEMORY = 2 * 1024**3  # of address space, most of which is never touched
SOAK: pytest.StashKey[subprocess.Popen[str]] = pytest.StashKey()
SOAK_SECONDS = os.environ.get("RAPPORT_SOAK", "180")
FEW = {f"C-{number:04d}" for number in (1, 4, 7, 20, 41, 60)}


def pytest_collection_finish(session):
    """Begin the soak, if it was asked for, so that it runs beside the other tests; it ends last."""
    mine = [item for item in session.items if item.path.name == "test_soak.py"]
    if not mine or session.config.option.collectonly or sys.platform != "linux":
        return
    session.items[:] = [item for item in session.items if item not in mine] + mine
    screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1700x1100x24"]
    session.config.stash[SOAK] = subprocess.Popen(
        [
            *screen,
            sys.executable,
            "-X",
            "faulthandler",  # a crash says where
            str(ROOT / "tests/program/soaking.py"),
            SOAK_SECONDS,
            "1",
            "2000",
            "files",
        ],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@dataclass
class Done:
    """What a command left behind: its exit status, both outputs, and the memory it took."""

    status: int | str
    out: str
    err: str
    mebibytes: float = 0.0
    seconds: float = 0.0

    @property
    def json(self):
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def sentence(self):
        """What standard error says of a command that could not be done, and nothing else."""
        assert self.status == 1, (self.status, self.err)
        assert self.out == ""
        assert "Traceback" not in self.err
        said = self.err.strip()
        assert said.endswith("."), said
        assert "\n" not in said
        return said


@pytest.fixture
def environment(tmp_path):
    """A user without a keyring, whose folders are empty."""
    chosen = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return chosen | {
        "RAPPORT_PROFILE": str(tmp_path / "profile"),
        "HOME": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


@pytest.fixture
def rapport(environment, tmp_path):
    """Start the real program with these words after ``main.py``; returns what came of it."""

    def start(*words, **more):
        done = subprocess.run(
            [sys.executable, MAIN, *map(str, words)],
            env=environment | more,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return start


@pytest.fixture(scope="session")
def server():
    """A process with the program loaded, which forks one more for every command."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork a process")
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("forking.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def quick(server, environment):
    """Give a command to a fork of the loaded program.

    ``memory`` is the most it may take, ``largest`` how long a file may become.
    """

    def ask(*words, memory=MEMORY, largest=0, **more):
        job = {"arguments": list(map(str, words)), "env": environment | more}
        job |= {"memory": memory, "largest": largest}
        server.stdin.write(json.dumps(job) + "\n")
        server.stdin.flush()
        return Done(**json.loads(server.stdout.readline()))

    return ask


@pytest.fixture(scope="session")
def new_file(tmp_path_factory):
    """A new book, not encrypted, made once; every test takes a copy."""
    from app.services.book import opening
    from app.services.book.paths import profile

    folder = tmp_path_factory.mktemp("new")
    return opening.create(folder / "new.rapport", profile(folder / "profile"), plain=True).path


@pytest.fixture
def book(new_file, tmp_path):
    """An empty book, not encrypted."""
    return Path(shutil.copy(new_file, tmp_path / "book.rapport"))


@pytest.fixture
def sample(sample_file, tmp_path):
    """The sample company, to write into."""
    return Path(shutil.copy(sample_file, tmp_path / "sample.rapport"))


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample company as of TODAY, made once; a test that writes takes a copy."""
    from app.services.book.paths import profile
    from app.services.sample import book as sample_book

    folder = tmp_path_factory.mktemp("sample")
    return sample_book.write(folder / "sample.rapport", profile(folder / "profile"), TODAY)


@pytest.fixture(scope="session")
def sample_folder(sample_file, tmp_path_factory):
    """The sample company as the files of FORMATS."""
    from app.services.book.database import Database
    from app.services.exporting.book import export_book

    folder = tmp_path_factory.mktemp("exported")
    database = Database(sample_file)
    with database.read() as session:
        export_book(session, folder)
    database.close()
    return folder


@pytest.fixture(scope="session")
def few(sample_folder, tmp_path_factory):
    """The files of some of its customers: enough to see a rule, a tenth of the time."""
    folder = tmp_path_factory.mktemp("few")
    for path in sorted(sample_folder.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        place = {name: at for at, name in enumerate(head)}
        who = place.get("external_id" if path.stem == "customers" else "customer")
        kept = [row for row in rows if who is None or row[who] in FEW]
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *kept])
    return folder


def contents(folder):
    """The bytes of every file in a folder, by name."""
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
