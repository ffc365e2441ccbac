"""The system's own dialogs for choosing files; they answer later and hold nothing up."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.language import _

Mode = QFileDialog.FileMode


REFUSED = r'[<>:"/\\|?*\x00-\x1f]+'  # by one system or another
LONGEST = 80  # letters


def plain_name(text: str) -> str:
    """Return a text as a file can be called on any system: one name, never a path.

    A date or somebody's name may hold what separates folders, or what Windows takes for a drive:
    between two letters or digits it becomes a dash, elsewhere a blank.
    """
    joined = re.sub(rf"(?<=\w){REFUSED}(?=\w)", "-", text)
    return " ".join(re.sub(REFUSED, " ", joined).split())[:LONGEST].strip(". ") or "-"


def book_files() -> str:
    """Return the filter for books."""
    return _("Rapport books (*.rapport)")


def tables() -> str:
    """Return the filter for what can be imported."""
    return _("Tables (*.csv *.tsv *.txt *.xlsx)")


def choose(
    parent: QWidget, title: str, folder: Path, kinds: str, then: Callable[[Path], object]
) -> None:
    """Ask for one file that is there."""
    dialog = _dialog(parent, title, folder, kinds, Mode.ExistingFile)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def choose_many(
    parent: QWidget, title: str, folder: Path, kinds: str, then: Callable[[list[Path]], object]
) -> None:
    """Ask for files that are there."""
    dialog = _dialog(parent, title, folder, kinds, Mode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def choose_folder(
    parent: QWidget, title: str, folder: Path, then: Callable[[Path], object]
) -> None:
    """Ask for a folder."""
    dialog = _dialog(parent, title, folder, "", Mode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def choose_new(
    parent: QWidget,
    title: str,
    suggested: Path,
    kinds: str,
    then: Callable[[Path], object],
    *,
    over: bool = True,
) -> None:
    """Ask under which name to save; ``over``: one that is there may be chosen and replaced."""
    dialog = _dialog(parent, title, suggested.parent, kinds, Mode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not over)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(suggested.name)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.open()


def _dialog(parent: QWidget, title: str, folder: Path, kinds: str, mode: Mode) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    return dialog
