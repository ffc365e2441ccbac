"""The fields of an interaction that was logged before."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from app.language import _
from app.services.book.drafts import merge
from app.services.customers.mentions import Person
from app.ui import formats
from app.ui.later import later
from app.ui.logging.choice_row import Choice, ChoiceRow
from app.ui.logging.feeling_row import FeelingRow
from app.ui.logging.interaction_pane import WHEN_WIDTH, directions, kinds
from app.ui.logging.note_field import NoteField
from app.ui.logging.pane import Pane, Store, Subject
from app.ui.logging.when_field import WhenField, languages
from app.ui.tokens import Space

if TYPE_CHECKING:
    from app.services.customers import interactions
    from app.services.customers.interactions import LogDraft
else:
    interactions = later("app.services.customers.interactions")

LONGEST = 10_000  # minutes, as the service allows
FIELDS = {"contact_ids": "contact", "contacts": "contact"}  # draft → field


class CorrectionPane(Pane):
    """What was promised in a note is corrected where promises stand, so there is no strip here."""

    def __init__(
        self, draft: "LogDraft", now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(now, parent)
        self._draft, self._people = draft, ""
        self._build()
        self._show(draft)
        self.note.done.connect(self.done)
        for field in (self.when.field, self.contacts):
            field.returnPressed.connect(self.done)

    @override
    def is_blank(self) -> bool:
        return False

    @override
    def clear(self) -> None:
        self._show(self._draft)

    @override
    def know(self, people: Sequence[Person]) -> None:
        names = {person.id: person.name for person in people}
        present = [names[one] for one in self._draft.contact_ids if one in names]
        self._people = "; ".join(present)
        self.contacts.setText(self._people)
        self.when.tell()

    @override
    def store(self, subject: Subject) -> Store:
        said = self.contacts.text().strip()
        same = said == self._people
        draft = replace(
            self._draft,
            kind=self.kind.value(),
            when=self.when.text(),
            month_first=formats.month_first(),
            direction=self.direction.value() or None,
            two_way=self.two_way.value() == "yes",
            feeling=self.feeling.feeling(),
            minutes=self.minutes.value() or None,
            contact_ids=self._draft.contact_ids if same else (),
            contacts=() if same else tuple(said.split(";")),
            note=self._draft.note if self.note.text() == self._note else self.note.text(),
        )
        return interactions.save, (draft, self.now(), languages())

    def catch_up(self, mine: "LogDraft", theirs: "LogDraft") -> bool:
        """Take over what only they changed; say at a field where both did, and keep mine.

        Return whether anything of theirs is to be seen here.
        """
        merged = merge(self._draft, mine, theirs)
        names = {field.name for field in fields(theirs)} - {"version"}
        seen = bool(merged.clashes) or not names.isdisjoint(merged.taken)
        self._draft = theirs
        self._show(merged.draft)
        if mine.contacts:
            self._people = ""
            self.contacts.setText("; ".join(mine.contacts))
        if merged.draft.note != theirs.note:
            self._note = None  # whatever stands there now is mine, not what was read
        for clash in merged.clashes:
            said = _("Meanwhile changed to “{theirs}”.").format(theirs=_words(clash.theirs))
            self.tell(FIELDS.get(clash.field, clash.field), said)
        return seen

    def _build(self) -> None:
        self.kind = ChoiceRow(_("Kind"), kinds())
        self.feeling = FeelingRow()
        self.note = NoteField("", lines=7)
        self.when = WhenField(self.now)
        self.when.setFixedWidth(WHEN_WIDTH)
        unknown = Choice("", _("N&ot known"))
        self.direction = ChoiceRow(_("Who began"), [*directions(), unknown])
        ways = [Choice("yes", _("&Yes")), Choice("no", _("N&o"))]
        self.two_way = ChoiceRow(_("Both spoke"), ways)
        self.minutes = QSpinBox(maximum=LONGEST, suffix=_(" min"))
        self.minutes.setSpecialValueText("–")
        self.contacts = QLineEdit(placeholderText=_("Names, with ; between them"))
        rows = [QHBoxLayout(), QHBoxLayout()]
        for row in rows:
            row.setSpacing(Space.L)
        self.add("kind", _("Kind"), self.kind)
        self.add("feeling", _("How it went"), self.feeling)
        self.add("note", _("Note"), self.note, stretch=1)
        self.add("contact", _("Who took part"), self.contacts, rows[0], 1)
        self.add("minutes", _("Lasted"), self.minutes, rows[0])
        self.add("when", _("When"), self.when, rows[1])
        self.add("direction", _("Who began"), self.direction, rows[1])
        self.add("two_way", _("Both spoke"), self.two_way, rows[1])
        for row in rows:
            self.column.addLayout(row)

    def _show(self, draft: "LogDraft") -> None:
        self.kind.pick(draft.kind)
        self.feeling.pick(draft.feeling)
        self.note.setPlainText(draft.note)
        self._note: str | None = (
            self.note.text()
        )  # not quite the draft's: Qt knows one kind of line end
        self.when.field.setText(draft.when)
        self.direction.pick(draft.direction or "")
        self.two_way.pick("yes" if draft.two_way else "no")
        self.minutes.setValue(draft.minutes or 0)
        self.contacts.setText(self._people)


def _words(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "", ()) else str(value)
