"""What to do when: the keyring lost the key, a new computer, two people, a code that got about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.ui.tokens import Space

SIZE = (640, 560)


@dataclass(frozen=True, slots=True)
class Case:
    """What happened, the steps, and what can be done at once by which button."""

    title: str
    steps: tuple[str, ...]
    way: str = ""
    button: str = ""


class KeysGuide(QDialog):
    """Shown with ``open()``. ``ways`` does what a case asks for, where a book is open to do it."""

    def __init__(
        self,
        ways: Mapping[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys, step by step"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._list(ways or {}))
        close = QPushButton(_("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(Space.XL, Space.S, Space.XL, Space.L)
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addLayout(foot)
        close.setFocus()

    def _list(self, ways: Mapping[str, Callable[[], object]]) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        for number, case in enumerate(_cases()):
            if number:
                line = QFrame()
                line.setProperty("look", "line")
                line.setFixedHeight(1)
                column.addSpacing(Space.S)
                column.addWidget(line)
                column.addSpacing(Space.S)
            heading = QLabel(case.title, wordWrap=True)
            heading.setProperty("look", "title")
            column.addWidget(heading)
            for step in case.steps:
                column.addWidget(QLabel(step, wordWrap=True))
            if case.way in ways:
                column.addLayout(self._button(case.button, ways[case.way]))
        column.addStretch(1)
        return inner

    def _button(self, name: str, do: Callable[[], object]) -> QHBoxLayout:
        button = QPushButton(name)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._do, do))
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _do(self, do: Callable[[], object], _checked: bool = False) -> None:
        self.accept()
        do()


def _cases() -> tuple[Case, ...]:
    return (
        Case(_("The computer has lost the key"), _lost()),
        Case(_("A new computer"), _new_computer(), "code", _("Recovery code…")),
        Case(_("Two people at one computer"), _two_people(), "passphrase", _("Passphrase…")),
        Case(_("Somebody may know the code"), _known_code(), "change", _("Change the key…")),
        Case(_("The code is lost"), _lost_code(), "code", _("Recovery code…")),
    )


def _lost() -> tuple[str, ...]:
    return (
        _(
            "After a reinstallation, a new password of the system or an emptied keyring, the book "
            "asks for its recovery code, or for the passphrase set here."
        ),
        _("Type the code once. The keyring has the key again, and nothing is lost."),
    )


def _new_computer() -> tuple[str, ...]:
    return (
        _("1. Copy the book's file, or its newest backup, to the new computer."),
        _("2. Open it there and type the recovery code once."),
        _(
            "3. When all is there, delete the file on the old computer: two books that both go on "
            "are not brought together again."
        ),
    )


def _two_people() -> tuple[str, ...]:
    return (
        _(
            "With a login each: put the file into a folder that both may write to. Each types the "
            "recovery code once, and has the key in a keyring of their own. One window at a time "
            "has the book."
        ),
        _(
            "With one login for both: whoever is logged in has the keyring. Set a passphrase, let "
            "it be asked for whenever the book opens, and lock the window when you leave."
        ),
    )


def _known_code() -> tuple[str, ...]:
    return (
        _(
            "Change the key. The book gets a new code, and the old one no longer opens it. A copy "
            "or a backup that somebody took before opens with the old code for ever."
        ),
    )


def _lost_code() -> tuple[str, ...]:
    return (
        _(
            "As long as the book opens here, its code can be shown again. Without keyring, "
            "passphrase and code nobody can open the book, and nobody else has a copy of the code."
        ),
    )
