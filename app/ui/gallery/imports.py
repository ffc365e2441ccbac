"""Pictures of an import, step by step; then the book holds what it held before."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QTabWidget

from app.ui.importing.choose_page import ChoosePage
from app.ui.importing.dialog import ImportDialog
from app.ui.importing.draft import LEFT_OUT
from app.ui.importing.result_page import ResultPage
from app.ui.importing.review_page import ReviewPage
from app.ui.importing.table_list import TableList
from app.ui.stage import Stage, save_picture
from app.ui.theme import Preference

FILES = {
    "Kunden.csv": (
        "Firma;Kundennummer;Ort;Branche\n"
        "Möwenberg Schiffsausrüster GmbH;K-2001;Kiel;Handel\n"
        "Café Sörensen & Töchter;K-2002;Flensburg;Gastronomie\n"
        ";K-2003;Bonn;Handel\n"
    ),
    "interactions.csv": (
        "customer,at,kind,note\n"
        "Möwenberg Schiffsausrüster GmbH,2026-04-02,call,Asked for a quote by Friday\n"
        "Café Sörensen & Töchter,2026-13-02,call,There is no such day\n"
    ),
    "list.csv": "Widget,Colour\nA,red\nB,green\n",
}


def every_step(stage: Stage, folder: Path, look: Preference) -> Iterator[Path]:
    """Show what each table would do, what was done and refused, and the imports so far."""
    stage.program.import_files(_written(stage.program.profile.cache / "to import"))
    stage.settle()
    dialog = stage.window.findChildren(ImportDialog)[-1]
    for name in _steps(stage, dialog):
        stage.settle()
        yield save_picture(dialog, folder / f"dialog import {name} {look}.png")
    dialog.reject()
    stage.settle()


def _written(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / name for name in FILES]
    for file in files:
        file.write_bytes(FILES[file.name].encode("cp1252"))
    return files


def _steps(stage: Stage, dialog: ImportDialog) -> Iterator[str]:
    """Go on as somebody would, and tell the name of each step."""
    review = dialog.findChildren(ReviewPage)[0]
    tables, tabs = review.findChildren(TableList)[0], review.findChildren(QTabWidget)[0]
    (kind,) = (box for box in review.findChildren(QComboBox) if box.findData(LEFT_OUT) >= 0)
    model = tables.model()
    tables.setCurrentIndex(model.index(2, 0))
    yield "unknown table"
    kind.setCurrentIndex(kind.findData(LEFT_OUT))
    kind.activated.emit(kind.currentIndex())
    stage.settle()
    tables.setCurrentIndex(model.index(0, 0))
    for place, name in enumerate(("columns", "first rows", "refused rows")):
        tabs.setCurrentIndex(place)
        yield name
    review.main.click()
    stage.settle()
    yield "result"
    result = dialog.findChildren(ResultPage)[0]
    result.undo.click()
    stage.settle()
    dialog.findChildren(ChoosePage)[0].past_wanted.emit()
    yield "past"
