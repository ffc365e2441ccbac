"""A book that cannot be opened: what is wrong, and what can be done about it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.language import _
from app.ui.first_run.step import Step


class TroublePage(Step):
    """The sentence stays until something else is chosen."""

    again_wanted = Signal()
    code_wanted = Signal()
    other_wanted = Signal()
    restore_wanted = Signal()
    forget_wanted = Signal()

    def __init__(
        self,
        book: Path,
        sentence: str,
        *,
        offer_code: bool,
        offer_forgetting: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("“{name}” was not opened").format(name=book.stem), sentence, parent)
        where = QLabel(str(book), wordWrap=True)
        where.setProperty("look", "caption")
        self.body.addWidget(where)
        again = QPushButton(_("Try again"))
        again.clicked.connect(self.again_wanted)
        buttons: list[QPushButton] = []
        for title, signal, offered in (
            (_("Type the recovery code"), self.code_wanted, offer_code),
            (_("Open another…"), self.other_wanted, True),
            (_("Restore a backup…"), self.restore_wanted, True),
            (_("Take it off the list"), self.forget_wanted, offer_forgetting),
        ):
            if offered:
                button = QPushButton(title)
                button.clicked.connect(signal)
                buttons.append(button)
        self.add_buttons(again, *buttons)
        self.setFocusProxy(again)
