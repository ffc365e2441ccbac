"""The perception gap: how we see ourselves, how customers do, and where that differs clearly."""

from typing import TYPE_CHECKING, Any

from app.language import _
from app.services.insights.rows import Unit
from app.ui import formats
from app.ui.charts.gaps_drawing import GapsDrawing
from app.ui.charts.rows import height_of
from app.ui.charts.shapes import Pair
from app.ui.insights import cells
from app.ui.insights.specs import Empty, SectionSpec, TableSpec
from app.ui.later import later
from app.ui.table_model import Column

if TYPE_CHECKING:
    from app.services.insights import perception
    from app.services.insights.perception import CustomerGap, Perception
else:
    perception = later("app.services.insights.perception")


def perception_section() -> SectionSpec:
    """Return the section."""
    return SectionSpec(
        "perception",
        _("Perception gap"),
        perception.perception,
        perception.facts,
        _tables(),
        Empty(
            "survey",
            _("Nobody has compared both sides yet"),
            _(
                "Rate your own service to a customer, without looking at the customer's answers. "
                "Where both have judged competence, service, commitment or trust, the gap will "
                "stand here."
            ),
            _("Rate ourselves…"),
            "rate",
        ),
        frozenset({"self_ratings", "responses", "customers"}),
        _drawing,
        _("Rate ourselves…"),
        "rate",
    )


def _tables() -> tuple[TableSpec, ...]:
    return (
        TableSpec(_("All"), _columns, lambda found: found.customers),
        TableSpec(
            _("Blind spots"),
            _columns,
            lambda found: _of(found, "blind_spot"),
            lambda _found: _("We rate ourselves clearly higher than the customer does."),
        ),
        TableSpec(
            _("Hidden strengths"),
            _columns,
            lambda found: _of(found, "hidden_strength"),
            lambda _found: _("The customer rates us clearly higher than we do."),
        ),
    )


def _of(found: "Perception", verdict: str) -> list["CustomerGap"]:
    return [row for row in found.customers if row.verdict == verdict]


def _columns(_found: Any) -> list[Column[Any]]:
    drivers, verdicts = perception.driver_words(), _verdicts()
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 180, stretch=True,
                   strong=True),
        cells.text("driver", _("Question"), lambda row: drivers[row.driver], 130),
        Column("gap", _("Gap"), _gap, sort=lambda row: row.gap and row.gap.value, width=146),
        cells.text("verdict", _("What it says"), lambda row: verdicts[row.verdict], 124),
        cells.count("n", _("Answers"), lambda row: row.their_answers, 76,
                    _("How many answers of the customer it rests on")),
        cells.measured("ours", _("We"), lambda row: row.ours, Unit.SCORE, 56),
        cells.measured("theirs", _("They"), lambda row: row.theirs, Unit.SCORE, 56),
    ]  # fmt: skip


def _verdicts() -> dict[str, str]:
    return {
        "blind_spot": _("blind spot"),
        "hidden_strength": _("hidden strength"),
        "unclear": _("no clear gap"),
        "unknown": _("unknown"),
    }


def _gap(row: "CustomerGap") -> str:
    if row.gap is None:
        return formats.NOTHING
    value, low, high = (formats.signed(end, 1) for end in row.gap)
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def _drawing(found: "Perception") -> GapsDrawing:
    names = perception.driver_words()
    rows = [
        Pair(
            one.id, names[one.driver], one.ours, one.theirs, cells.in_words(figure),
            one.verdict in ("blind_spot", "hidden_strength"),
        )
        for one, figure in zip(found.drivers, found.figures, strict=True)
        if one.ours is not None and one.theirs is not None
    ]  # fmt: skip
    title = _("How we see ourselves, and how customers see us")
    return GapsDrawing(rows, title=title, height=height_of(len(found.drivers)))
