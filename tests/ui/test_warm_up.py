import subprocess
import sys

from app.ui.warm_up import WarmUp

SLOW = """
import sys, threading
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from app.ui.warm_up import WarmUp
for name in ("slow", "never"):
    Path(sys.argv[1], f"warm_{name}.py").write_text("import time; time.sleep(1); print(__name__)")
warm_up = WarmUp(["warm_slow", "warm_never"])
warm_up.start()
while "warm_slow" not in sys.modules:
    pass
warm_up.stop()
"""


def test_modules_are_imported_beside_the_window():
    sys.modules.pop("colorsys", None)
    warm_up = WarmUp(["colorsys"])
    warm_up.start()
    warm_up.join(5)
    assert "colorsys" in sys.modules


def test_at_the_end_the_import_under_way_is_waited_for_and_no_more(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SLOW, str(tmp_path)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["warm_slow"]
