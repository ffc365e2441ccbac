"""Handing out the workbook to fill in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.language import _
from app.ui import file_dialogs
from app.ui.job import nobody, tell
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.exporting import template
else:
    template = later("app.services.exporting.template")


def ask(
    parent: QWidget, tasks: Tasks, folder: Path, done: Callable[[str], object] = nobody
) -> None:
    """Ask where the workbook is to lie and save it there; ``done`` gets the sentence about it."""
    name = folder / _("Rapport to fill in.xlsx")
    title, kinds = _("Save a workbook to fill in"), _("Excel workbook (*.xlsx)")
    file_dialogs.choose_new(parent, title, name, kinds, partial(save, tasks, done))


def save(tasks: Tasks, done: Callable[[str], object], path: Path) -> None:
    """Save the workbook; what fails, the window tells."""
    tasks.background(
        template.write_template,
        path,
        label=_("Saving the workbook"),
        done=partial(_saved, done, path),
    )


def _saved(done: Callable[[str], object], path: Path, _nothing: object) -> None:
    tell(done, _("Saved “{file}”. Fill it in, then import it.").format(file=path.name))
