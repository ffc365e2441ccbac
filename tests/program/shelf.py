"""What a random user has on the disk: files to choose, and places to save to."""

import random
from pathlib import Path

from openpyxl import Workbook
from PySide6.QtWidgets import QFileDialog, QLineEdit

Mode = QFileDialog.FileMode
GIVEN_UP = 0.2  # of the questions for a file
ROWS = 40

CUSTOMERS = "name,external_id,segment,stage,city\n" + "".join(
    f"Neukunde {n},N-{n},{'Retail' if n % 2 else 'Crafts'},application,Kiel\n" for n in range(ROWS)
)
CALLS = "Kunde;Wann;Art;Notiz\n" + "".join(
    f'Neukunde {n};2026-04-{1 + n % 28:02d};call;"Möchte ein Angebot; =1+1"\n' for n in range(ROWS)
)
RESPONSES = "customer,at,question,score,scale\n" + "".join(
    f"Neukunde {n},2026-04-{1 + n % 31:02d},csat,{n % 7},1-5\n" for n in range(ROWS)
)


class Shelf:
    """Answers dialogs that ask for a file, as somebody does who has all kinds of them.

    ``book`` is one that may be opened and changed. All choices come from one seed.
    """

    def __init__(self, folder: Path, book: Path, seed: int) -> None:
        folder.mkdir()
        self._folder, self._chance, self._book = folder, random.Random(seed), book
        self._saved = 0
        self.answered = 0
        self.tables = [
            self._put("customers.csv", CUSTOMERS.encode()),
            self._put("Anrufe.csv", CALLS.encode("cp1252")),
            self._put("responses.csv", RESPONSES.encode("utf-16")),
            self._put("empty.csv", b""),
            self._put("picture.csv", bytes(range(256)) * 40),
            self._workbook("tickets.xlsx"),
        ]

    def answer(self, dialog: QFileDialog) -> None:
        """Choose a file, give a name that is free, or give up."""
        if self._chance.random() < GIVEN_UP:
            dialog.reject()
            return
        self.answered += 1
        # as it is typed; selecting works only once Qt has read the folder
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(self._wanted(dialog)))
        dialog.accept()

    def _wanted(self, dialog: QFileDialog) -> Path:
        mode = dialog.fileMode()
        if mode in (Mode.ExistingFile, Mode.ExistingFiles):
            books = "rapport" in dialog.nameFilters()[0]
            return self._book if books else self._chance.choice(self.tables)
        self._saved += 1
        if mode is Mode.Directory:
            folder = self._folder / f"Folder {self._saved}"
            folder.mkdir()
            return folder
        return self._folder / f"Saved {self._saved}.{dialog.defaultSuffix()}"

    def _put(self, name: str, content: bytes) -> Path:
        path = self._folder / name
        path.write_bytes(content)
        return path

    def _workbook(self, name: str) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.append(["Account", "Ticket number", "Created", "Subject", "Priority", "Closed"])
        for n in range(ROWS):
            row = [f"Neukunde {n}", f"T-{n}", "2026-03-02T09:00", "No network", 1 + n % 4, ""]
            sheet.append(row)
        path = self._folder / name
        book.save(path)
        return path
