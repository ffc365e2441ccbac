"""Golden vectors of the method."""

import json
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def golden():
    """Vectors of the method's reference implementation, which ours must agree with to 1e-6."""
    return json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))
