"""What the tests that try anything at all share: how often, and how valid files are spoilt."""

import io
import os
import zipfile
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from app.services.errors import AppError
from app.services.importing.refusal import Refused

ENOUGH = int(os.environ.get("RAPPORT_FUZZ", "20"))
"""Examples per reader; some thousands find what is left to find, in minutes."""

anything = settings(
    max_examples=ENOUGH,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SIGNS = [b'"', b"\0", b"\r", b"\xff\xfe", b"<"]
changes = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "double", "insert", "drop"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=12) | st.sampled_from(SIGNS),
    ),
    min_size=1,
    max_size=6,
)


@contextmanager
def refused_in_words(about=""):
    """Let pass what was refused for a reason that names what it is about, and nothing else."""
    said = None
    try:
        yield
    except (AppError, Refused) as error:
        said = str(error)
    assert said is None or (len(said) > 5 and about in said)


def spoilt(content, how):
    """Flip, cut, double, insert or drop bytes of a file that was valid."""
    for what, share, other in how:
        at = int(share * len(content))
        match what:
            case "flip":
                content = content[:at] + other + content[at + len(other) :]
            case "cut":
                content = content[:at]
            case "double":
                content = content[:at] + content[at : at + 200] * 3 + content[at + 200 :]
            case "insert":
                content = content[:at] + other + content[at:]
            case "drop":
                content = content[:at] + content[at + len(other) * 8 :]
    return content


def repacked(content, choose, how):
    """Spoil one part of a workbook inside of its zip, so that the zip itself is whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = names[int(choose * len(names))]
        for name in names:
            part = old.read(name)
            new.writestr(name, spoilt(part, how) if name == chosen else part)
    return out.getvalue()
