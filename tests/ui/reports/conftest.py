import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.ui.reports import paper
from tests.nordwind import known

__all__ = ["known"]


@dataclass
class Printed:
    """A PDF as other programs read it: its pages as words in the order of writing, its pictures."""

    path: Path
    pages: list[str]

    @property
    def text(self):
        return "\n".join(self.pages)

    @property
    def pictures(self):
        listed = _run("pdfimages", "-list", self.path).splitlines()
        return listed[2:]

    @property
    def info(self):
        lines = _run("pdfinfo", self.path).splitlines()
        return {key: value.strip() for key, _colon, value in (one.partition(":") for one in lines)}


def _run(*words):
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout


@pytest.fixture
def printed(tmp_path, qapp):
    """Save a report and read it back."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler's programs read the pages, and are not here")

    def read(report, **more):
        path = tmp_path / "report.pdf"
        pages = paper.save(report, path, over=True, **more)
        texts = _run("pdftotext", "-raw", path, "-").split("\f")[:-1]
        assert len(texts) == pages
        return Printed(path, [" ".join(text.split()) for text in texts])

    return read
