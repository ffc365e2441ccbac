"""The window is painted before anything heavy is imported: in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

HEAVY = (
    *("sqlalchemy", "sqlcipher3", "alembic", "matplotlib", "numpy", "babel", "dateparser"),
    *("openpyxl", "keyring", "cryptography", "click", "qtawesome"),
)

START = """
import json, sys, tempfile
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout
from app.ui.main_window import MainWindow
from app.ui.page import Page
from app.ui.pages import PageSpec
from app.ui.tasks import Tasks
from app.ui.theme import Theme
from app.ui.window_state import WindowState

class Today(Page):
    def reload(self):
        pass

app = QApplication([])
tasks = Tasks()
state = WindowState(Path(tempfile.mkdtemp()) / "window.ini")
spec = PageSpec("today", "Today", lambda: Today(tasks), icon="today", shortcut="Ctrl+1")
window = MainWindow(tasks, [spec], state, Theme(app), Path("."))
window.show_page("today")
window.show()
app.processEvents()
assert not window.grab().isNull()
print(json.dumps(sorted(sys.modules)))
window.close()
tasks.close()
"""


def test_nothing_heavy_is_imported_before_the_window_is_seen():
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=root, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert [name for name in HEAVY if name in loaded] == []
    assert {name for name in loaded if name.startswith("app.models")} <= {
        "app.models",
        "app.models.kinds",
    }
