"""A call, a meeting, an e-mail…: one key for what, one for how it went, and the note."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from app.language import _
from app.models.kinds import Direction, InteractionKind
from app.services.customers.mentions import Person
from app.ui import formats
from app.ui.later import later
from app.ui.logging.choice_row import Choice, ChoiceRow
from app.ui.logging.feeling_row import FeelingRow
from app.ui.logging.note_field import NoteField
from app.ui.logging.pane import Pane, Store, Subject
from app.ui.logging.understood_strip import UnderstoodStrip
from app.ui.logging.when_field import WhenField, languages
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.customers import interactions
else:
    interactions = later("app.services.customers.interactions")

WHEN_WIDTH = 210


def kinds() -> list[Choice]:
    """Return the kinds of interaction, each with its key."""
    return [
        Choice(InteractionKind.CALL, _("&Call"), "call"),
        Choice(InteractionKind.EMAIL, _("&E-mail"), "email"),
        Choice(InteractionKind.MEETING, _("&Meeting"), "meeting"),
        Choice(InteractionKind.VISIT, _("&Visit"), "visit"),
        Choice(InteractionKind.REVIEW, _("&Review"), "review"),
        Choice(InteractionKind.CHAT, _("C&hat"), "chat"),
        Choice(InteractionKind.NOTE, _("&Note"), "note"),
    ]


def directions() -> list[Choice]:
    """Return who may have begun."""
    return [Choice(Direction.OUT, _("&We")), Choice(Direction.IN, _("&They"))]


class InteractionPane(Pane):
    """The keys go on by themselves: kind, feeling, note, Enter."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(now, parent)
        self._people: Sequence[Person] = ()
        self._build()
        self.kind.settled.connect(self.feeling.setFocus)
        self.kind.picked.connect(self._kind_picked)
        self.feeling.settled.connect(self.note.setFocus)
        self.note.rested.connect(self._read)
        self.note.done.connect(self.done)
        self.when.field.textChanged.connect(self._read)
        self.when.field.returnPressed.connect(self.done)
        self.strip.changed.connect(self._show)

    @override
    def is_blank(self) -> bool:
        return not (self.note.text().strip() or self.feeling.feeling() is not None)

    @override
    def clear(self) -> None:
        self.kind.pick(InteractionKind.CALL)
        self.direction.pick(Direction.OUT)
        self.feeling.pick(None)
        self.when.field.clear()
        self.note.clear()
        self.note.settle()
        self.strip.begin()
        self.forgive()

    @override
    def unfinished(self) -> dict[str, Any]:
        return {**super().unfinished(), "understood": self.strip.reading.unfinished()}

    @override
    def take_up(self, kept: Mapping[str, Any]) -> None:
        if "understood" in kept:
            self.strip.reading.take_up(kept["understood"])
        super().take_up(kept)

    @override
    def know(self, people: Sequence[Person]) -> None:
        self._people = people
        self.when.tell()
        self._read()

    @override
    def store(self, subject: Subject) -> Store:
        self.note.settle()
        kind = self.kind.value()
        ours = kind == InteractionKind.NOTE
        draft = interactions.LogDraft(
            customer_id=subject.customer_id,
            customer=subject.customer,
            new_customer=subject.new,
            colleague_id=subject.by,
            kind=kind,
            when=self.when.text(),
            month_first=formats.month_first(),
            direction=None if ours else self.direction.value(),
            two_way=False if ours else None,
            feeling=self.feeling.feeling(),
            new_contacts=self.strip.reading.new_contacts(),
            note=self.note.text(),
            understood=self.strip.reading.understood(),
        )
        return interactions.log, (draft, self.now(), languages())

    def _build(self) -> None:
        self.kind = ChoiceRow(_("Kind"), kinds())
        self.feeling = FeelingRow()
        self.direction = ChoiceRow(_("Who began"), directions())
        self.note = NoteField(_("What was said. @name, ! promise, ? expectation, vs competitor"))
        self.when = WhenField(self.now)
        self.when.setFixedWidth(WHEN_WIDTH)
        self.strip = UnderstoodStrip()
        self.add("kind", _("Kind"), self.kind)
        middle = QHBoxLayout()
        middle.setSpacing(Space.L)
        self.add("feeling", _("How it went"), self.feeling, middle)
        middle.addStretch(1)
        self.column.addLayout(middle)
        self.add("note", _("Note"), self.note, stretch=1)
        self.column.addWidget(self.strip)
        last = QHBoxLayout()
        last.setSpacing(Space.L)
        self.add("when", _("When"), self.when, last)
        self.add("direction", _("Who began"), self.direction, last)
        last.addStretch(1)
        self.column.addLayout(last)

    @Slot(str)
    def _kind_picked(self, kind: str) -> None:
        """A note is written for ourselves: nobody began it."""
        self.direction.setEnabled(kind != InteractionKind.NOTE)

    @Slot()
    def _read(self) -> None:
        spoken = self.when.spoken()
        now = self.now()
        said_on = datetime.combine(spoken.day, now.timetz()) if spoken else now
        self.strip.reading.read(
            self.note.text(), self._people, said_on, month_first=formats.month_first()
        )
        self._show()

    @Slot()
    def _show(self) -> None:
        self.strip.show_chips(self.strip.reading.chips(self.now()))
