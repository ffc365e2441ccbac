"""Promise keeping: the firm's share with its range, and the ledger of colleagues and customers."""

from typing import TYPE_CHECKING, Any

from app.language import _
from app.services.insights.rows import Unit
from app.ui import formats
from app.ui.charts.ranges_drawing import RangesDrawing
from app.ui.charts.rows import height_of
from app.ui.charts.shapes import Range
from app.ui.insights import cells
from app.ui.insights.specs import Empty, SectionSpec, TableSpec
from app.ui.later import later
from app.ui.table_model import Column

if TYPE_CHECKING:
    from app.services.insights import promise_keeping
    from app.services.insights.promise_keeping import Ledger, PromiseKeeping
else:
    promise_keeping = later("app.services.insights.promise_keeping")

LINES = 8


def promises_section() -> SectionSpec:
    """Return the section."""
    return SectionSpec(
        "promises",
        _("Promise keeping"),
        promise_keeping.promise_keeping,
        promise_keeping.facts,
        (
            TableSpec(_("Colleagues"), _columns, lambda found: found.colleagues),
            TableSpec(_("Customers"), _columns, lambda found: found.customers),
        ),
        Empty(
            "promise",
            _("No promises yet"),
            _(
                "How many of our promises were kept in time will stand here. Write “! send the "
                "quote by Friday” into a note, and it is one."
            ),
            _("Log a talk…"),
            "log",
        ),
        frozenset({"promises", "customers", "colleagues"}),
        _drawing,
    )


def _columns(_found: Any) -> list[Column[Any]]:
    return [
        cells.text("name", _("Who"), lambda row: row.name, 180, stretch=True, strong=True),
        cells.figure("kept_share", _("Kept in time"), lambda row: row.figure, 170),
        cells.count("n", _("Came due"), lambda row: row.figure.n, 84),
        cells.count("late", _("Late"), lambda row: row.late, 60),
        cells.count("broken", _("Broken"), lambda row: row.broken, 70),
        cells.count("kept", _("Kept"), lambda row: row.kept, 60),
        cells.measured("late_days", _("Days late"), lambda row: row.late_days, Unit.DAYS, 92,
                       _("The median of those kept late")),
        cells.count("pending", _("Open"), lambda row: row.pending, 60, _("Not due yet")),
    ]  # fmt: skip


def _drawing(found: "PromiseKeeping") -> RangesDrawing:
    rows = [_range(ledger) for ledger in found.colleagues[:LINES]]
    return RangesDrawing(
        rows,
        formats.percent,
        (0, 1),
        found.firm.figure.value,
        title=_("Promises kept in time, by colleague"),
        height=height_of(len(rows)),
        left_out=len(found.colleagues) - len(rows),
    )


def _range(ledger: "Ledger") -> Range:
    figure = ledger.figure
    words = (
        _("{share} of {n}").format(share=formats.percent(figure.value), n=formats.number(figure.n))
        if figure.value is not None
        else figure.words
    )
    return Range(ledger.id, ledger.name, figure.value, figure.low, figure.high, words)
