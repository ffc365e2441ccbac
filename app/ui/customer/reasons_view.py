"""What the standing is made of: from 60, where everybody begins, by six sums to the level."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language import _, ngettext
from app.ui import formats, theme
from app.ui.customer import words
from app.ui.customer.sums import rounded
from app.ui.tokens import Size, Space

if TYPE_CHECKING:
    from app.services.customers.trajectories import EffectRow, TrajectoryView

FACT = Qt.ItemDataRole.UserRole
EACH = 40  # facts told one by one in each group; the rest is told as a sum
LEAST = 0.5  # points, below which a fact is told with the rest
LINE = 28


class ReasonsView(QWidget):
    """A tree: groups open into facts, Enter on a fact leads to it in the timeline."""

    fact_wanted = Signal(object)  # EffectRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum = QLabel(wordWrap=True)
        self._sum.setProperty("look", "muted")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(_("What the standing is made of"))
        self.tree.setHeaderLabels([_("Reason"), _("Points"), _("Day")])
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        for column, width in ((1, 84), (2, 130)):
            self.tree.setColumnWidth(column, width)
        self.tree.itemActivated.connect(self._activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.addWidget(self._sum)
        column.addWidget(self.tree, 1)
        self.setFocusProxy(self.tree)

    def show_view(self, view: "TrajectoryView", today: date) -> None:
        """Show what a level is made of; groups that were open stay open."""
        opened = {item.data(0, FACT) for item in self._groups() if item.isExpanded()}
        self.tree.clear()
        by_group: defaultdict[str, list[EffectRow]] = defaultdict(list)
        for effect in view.effects:
            by_group[effect.group].append(effect)
        names = words.groups()
        sums = [sum(effect.points for effect in by_group[group]) for group in names]
        sums[-1] += view.silence
        whole = rounded(sums, view.level - view.baseline)
        for (group, name), value in zip(names.items(), whole, strict=True):
            if value or by_group[group]:
                item = self._add_group(group, name, value, by_group[group], today)
                item.setExpanded(group in opened)
        if view.silence_words:
            self._add_silence(view)
        self._sum.setText(_sum(view, whole))

    def _groups(self) -> list[QTreeWidgetItem]:
        return [
            item
            for n in range(self.tree.topLevelItemCount())
            if (item := self.tree.topLevelItem(n)) is not None
        ]

    def _add_group(
        self, group: str, name: str, value: int, effects: "list[EffectRow]", today: date
    ) -> QTreeWidgetItem:
        item = self._item(self.tree, name, value, words.facts(len(effects)) if effects else "")
        item.setData(0, FACT, group)
        item.setFont(0, theme.font(weight=Size.STRONG))
        ordered = sorted(effects, key=lambda effect: -abs(effect.points))
        each = min(EACH, sum(abs(effect.points) >= LEAST for effect in ordered))
        parts = [effect.points for effect in ordered[:each]]
        rest = ordered[each:]
        if rest:
            parts.append(sum(effect.points for effect in rest))
        shown = rounded(parts, value)
        for effect, points in zip(ordered, shown, strict=False):
            day = formats.day_and_month(effect.day, today)
            fact = self._item(item, effect.text, points, day)
            fact.setData(0, FACT, effect)
        if rest:
            text = ngettext("{n} smaller one", "{n} smaller ones", len(rest))
            self._item(item, text.format(n=formats.number(len(rest))), shown[-1], "")
        return item

    def _add_silence(self, view: "TrajectoryView") -> None:
        silent = next((i for i in self._groups() if i.data(0, FACT) == "silence"), None)
        if silent is not None:
            item = QTreeWidgetItem(silent, [view.silence_words, "", ""])
            item.setToolTip(0, view.silence_words)

    def _item(
        self, parent: "QTreeWidget | QTreeWidgetItem", text: str, points: int, day: str
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [text, formats.signed(points), day])
        item.setSizeHint(0, QSize(0, LINE))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        look = theme.tokens()
        ink = look.muted if not points else look.good if points > 0 else look.bad
        item.setForeground(1, QBrush(QColor(ink)))
        item.setForeground(2, QBrush(QColor(look.muted)))
        return item

    def _activated(self, item: QTreeWidgetItem) -> None:
        effect = item.data(0, FACT)
        if effect is not None and not isinstance(effect, str):
            self.fact_wanted.emit(effect)


def _sum(view: "TrajectoryView", whole: list[int]) -> str:
    """Return the sum in figures, as it stands on the screen."""
    named = [
        f"{formats.signed(value)} {name}"
        for name, value in zip(words.groups().values(), whole, strict=True)
        if value
    ]
    return _("Everybody begins at {start}. {sums} makes {level}.").format(
        start=formats.number(view.baseline),
        sums="  ".join(named) or _("Nothing yet"),
        level=formats.number(view.level),
    )
