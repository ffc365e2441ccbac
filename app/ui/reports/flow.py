"""Blocks become pages: what goes together stays together, and no row goes on over the page.

Heights are measured first, so that every page can say how many there are; what was laid out for
that is dropped again, for a long list would fill the memory.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.ui.reports.blocks import Block, Cell, Look, Picture, Section, Table, Text
from app.ui.reports.typesetting import ABOVE, Press, SetRow, Strip, table_strip

LEAST = 30.0  # millimetres of what has no room on any page: with less left, it begins on the next

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Item:
    """A strip or a picture with its height in dots, and the heading of its table."""

    what: Strip | Picture
    height: float
    head: "Item | None" = None

    @property
    def keep(self) -> bool:
        """Whether it stays on the page of what follows."""
        return self.what.keep


@dataclass(slots=True)
class Page:
    """What stands on one page, each at its distance from the top, in dots."""

    landscape: bool
    placed: list[tuple[float, Item]] = field(default_factory=list[tuple[float, Item]])


class Flow:
    """Places the items of a section, from the top of its first page on."""

    def __init__(self, press: Press, width: float, height: float, *, landscape: bool) -> None:
        self._press, self._width, self._height = press, width, height
        self._landscape = landscape
        self._top = 0.0
        self._head: Item | None = None
        self.pages = [Page(landscape)]

    def lay_out(self, section: Section, step: Step) -> list[Page]:
        """Return the pages of a section; ``step`` is called for each item."""
        waiting: list[Item] = []
        for item in self._items(section.blocks):
            step()
            waiting.append(item)
            if not item.keep:
                self._place(waiting)
                waiting = []
        self._place(waiting)
        return self.pages

    def _items(self, blocks: Sequence[Block]) -> Iterator[Item]:
        for block in blocks:
            match block:
                case Text():
                    yield self._measured(_paragraph(block))
                case Picture():
                    yield Item(block, block.height * self._press.dots)
                case Table():
                    yield from self._rows(block)

    def _rows(self, table: Table) -> Iterator[Item]:
        shares = [column.share for column in table.columns]
        ends = [column.end for column in table.columns]
        titles = [column.title for column in table.columns]
        head = self._measured(_heading(titles, shares, ends))
        looks: list[Look] = [column.look for column in table.columns]
        for row in table.rows:
            yield self._measured(table_strip(shares, ends, looks, row), head)
        strong: list[Look] = ["strong"] * len(looks)
        for row in table.sums:
            yield self._measured(table_strip(shares, ends, strong, row), head)

    def _measured(self, strip: Strip, head: Item | None = None) -> Item:
        return Item(strip, SetRow(strip, self._press, self._width).height, head)

    def _place(self, group: Sequence[Item]) -> None:
        """Place what stays together: on this page if there is room, else on the next."""
        if not group:
            return
        last = group[-1]
        above = last.head.height if last.head is not None and last.head is not self._head else 0.0
        needed = above + sum(one.height for one in group)
        if needed > self._height:  # it goes on over the page in any case
            needed = min(needed, needed - last.height + LEAST * self._press.dots)
        if self._top and self._top + needed > self._height:
            self._turn()
        for item in group:
            self._place_one(item)

    def _place_one(self, item: Item) -> None:
        if item.head is not self._head:
            self._head = item.head
            if item.head is not None:
                self._put(item.head)
        while self._top + item.height > self._height:
            rest = self._cut(item)
            if rest is None:
                break
            item = rest
        self._put(item)

    def _cut(self, item: Item) -> Item | None:
        """Fill the page with the first lines of a row that no page has room for."""
        if not isinstance(item.what, Strip):
            return None
        parts = SetRow(item.what, self._press, self._width).split(self._height - self._top)
        if parts is None:
            return None
        self._put(self._measured(parts[0], item.head))
        self._turn()
        if item.head is not None:
            self._head = item.head
            self._put(item.head)
        return self._measured(parts[1], item.head)

    def _put(self, item: Item) -> None:
        self.pages[-1].placed.append((self._top, item))
        self._top += item.height

    def _turn(self) -> None:
        self.pages.append(Page(self._landscape))
        self._top, self._head = 0.0, None


def _paragraph(text: Text) -> Strip:
    above = ABOVE.get(text.look, 0.0)
    return Strip((Cell(text.text, text.look),), keep=text.keep, above=above)


def _heading(titles: Sequence[str], shares: Sequence[float], ends: Sequence[bool]) -> Strip:
    cells = tuple(Cell(title, "head", end) for title, end in zip(titles, ends, strict=True))
    return Strip(cells, tuple(shares), 1.0)
