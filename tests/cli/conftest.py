import json
import shutil

import pytest

from app.cli.main import run
from app.services.book.paths import profile
from app.services.sample import book
from tests.conftest import TODAY


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample company as of TODAY, made once; a test that writes takes a copy."""
    folder = tmp_path_factory.mktemp("sample")
    return book.write(folder / "sample.rapport", profile(folder / "profile"), TODAY)


@pytest.fixture
def sample(sample_file, tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_PROFILE", str(tmp_path / "profile"))
    return shutil.copy(sample_file, tmp_path / "sample.rapport")


@pytest.fixture
def rapport(sample, capsys):
    """Call the command line on a copy of the sample; returns what ``--json`` prints."""

    def call(*words, status=0, as_of=TODAY):
        before = ["--book", str(sample), "--json"]
        if as_of is not None:
            before += ["--as-of", as_of.isoformat()]
        assert run([*before, *words]) == status
        printed = capsys.readouterr()
        return json.loads(printed.out) if status == 0 else printed.err

    return call
