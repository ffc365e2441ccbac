"""Asks in place before a person is erased: what goes, what stays and why, what is not reached."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.ui import formats
from app.ui.tokens import Space


class ErasePane(QWidget):
    """There is no way back from here, so it says so, once, and where it happens."""

    erase_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = [QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText) for _n in range(5)]
        self._erase = QPushButton(_("Erase for good"), autoDefault=False)
        self._erase.clicked.connect(self.erase_wanted)
        self.keep = QPushButton(_("Keep"), autoDefault=False)
        self.keep.clicked.connect(self.left)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.M)
        buttons.addWidget(self._erase)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        for part in self._parts:
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(1)

    def show_person(self, name: str, records: int, names: Sequence[str]) -> None:
        """Say what erasing this person means; ``names`` are what goes from texts."""
        kept = ngettext(
            "What stays: {n} record, without the name: that it happened, on which day and how it "
            "went. The firm needs it to know where it stands with the customer, and agreements "
            "have to be kept.",
            "What stays: {n} records, without the name: that they happened, on which day and how "
            "they went. The firm needs them to know where it stands with the customer, and "
            "agreements have to be kept.",
            records,
        )
        sentences = (
            _(
                "What goes: {name}, address, telephone, role, notes and attitude; the name in "
                "every note of this customer, in the history and in what imports remember."
            ).format(name=name),
            _in_texts(names),
            kept.format(n=formats.number(records)),
            _(
                "What is not reached: backups and exports made before, notes that use only a first "
                "name and are not linked, and other programs. Importing the same file again brings "
                "the person back."
            ),
            _("This cannot be undone."),
        )
        for part, sentence in zip(self._parts, sentences, strict=True):
            part.setText(sentence)


def _in_texts(names: Sequence[str]) -> str:
    """Say what "…" takes the place of: a word that is somebody's whole name goes wherever it is."""
    said = _(
        "In texts of this customer “…” stands instead of: {names}. In records linked to the "
        "person it also stands instead of each word of the name."
    ).format(names=" · ".join(names) or "–")
    alone = [name for name in names if name.isalpha()]
    if not alone:
        return said
    warning = _("“{word}” goes wherever this word stands, whatever was meant by it.")
    return " ".join([said, *(warning.format(word=word) for word in alone)])
