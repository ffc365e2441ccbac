"""Which cards the board shows: by words, by who carries them, by kind, by product."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.language import _
from app.models.kinds import FeedbackKind
from app.ui.feedback import words
from app.ui.tokens import Space
from app.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from app.services.feedback.loops import LoopCard

ALL, NOBODY = "all", "nobody"
Fits = Callable[["LoopCard"], bool]


class Filters(QWidget):
    """One line of fields; `changed` whenever another set of cards fits."""

    changed = Signal()
    left_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(_("Filter cards…"))
        self.search.searched.connect(self._changed)
        self.search.left_down.connect(self.left_down)
        self._owner = self._choice(_("Whose"))
        self._kind = self._choice(_("Kind"))
        self._about = self._choice(_("About"))
        _fill(self._kind, [(_("All kinds"), ALL), *_kinds()])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self.search, 1)
        for choice in (self._owner, self._kind, self._about):
            row.addWidget(choice)

    def offer(
        self, cards: "Sequence[LoopCard]", people: Sequence[tuple[int, str]], you: int | None
    ) -> None:
        """Offer what the cards have; what was chosen stays, if it is still there."""
        owners: list[tuple[str, Any]] = [(_("Everybody's"), ALL)]
        if you in dict(people):
            owners.append((_("Mine"), you))
        owners.append((_("Nobody's yet"), NOBODY))
        owners += [(name, number) for number, name in people if number != you]
        about = sorted({word for card in cards for word in (card.vendor, card.product) if word})
        _fill(self._owner, owners)
        _fill(self._about, [(_("All products"), ALL), *((word, word) for word in about)])
        self._about.setVisible(bool(about))

    def fitting(self, cards: "Sequence[LoopCard]") -> "list[LoopCard]":
        """Return the cards that fit what is chosen."""
        wanted = self.search.text().casefold().split()
        return [card for card in cards if self._fits(card) and _has(card, wanted)]

    def is_empty(self) -> bool:
        """Return whether everything fits."""
        chosen = (self._owner, self._kind, self._about)
        return not self.search.text() and all(c.currentData() in (ALL, None) for c in chosen)

    def clear(self) -> None:
        """Let everything fit."""
        self.search.clear()
        for choice in (self._owner, self._kind, self._about):
            choice.setCurrentIndex(0)

    def _fits(self, card: "LoopCard") -> bool:
        owner, kind = self._owner.currentData(), self._kind.currentData()
        about = self._about.currentData()
        return (
            (owner in (ALL, None) or card.owner_id == (None if owner == NOBODY else owner))
            and (kind in (ALL, None) or card.kind == kind)
            and (about in (ALL, None) or about in (card.vendor, card.product))
        )

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(170)
        box.currentIndexChanged.connect(self._changed)
        return box

    @Slot()
    def _changed(self) -> None:
        self.changed.emit()


def _kinds() -> list[tuple[str, Any]]:
    names = words.kinds()
    return [(names[kind], kind) for kind in (FeedbackKind.COMPLAINT, FeedbackKind.WISH)]


def _fill(box: QComboBox, entries: Sequence[tuple[str, Any]]) -> None:
    """Offer other entries without saying that something changed."""
    before = box.currentData()
    if [(box.itemText(n), box.itemData(n)) for n in range(box.count())] == list(entries):
        return
    box.blockSignals(True)
    box.clear()
    for text, value in entries:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, box.findData(before)))
    box.blockSignals(False)


def _has(card: "LoopCard", wanted: Sequence[str]) -> bool:
    text = " ".join(
        (card.customer, card.contact, card.text, card.action, card.product, card.vendor, card.owner)
    ).casefold()
    return all(word in text for word in wanted)
