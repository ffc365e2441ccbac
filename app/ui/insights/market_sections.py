"""Competitors, and chances: what to offer, whom to ask, whom to leave alone."""

from typing import TYPE_CHECKING, Any

from app.language import _
from app.services.insights.rows import Unit
from app.ui import formats
from app.ui.charts.rows import height_of
from app.ui.charts.shapes import Stack
from app.ui.charts.stacks_drawing import StacksDrawing
from app.ui.insights import cells
from app.ui.insights.specs import Empty, SectionSpec, TableSpec
from app.ui.later import later
from app.ui.table_model import Column

if TYPE_CHECKING:
    from app.services.insights import chances, competition
    from app.services.insights.competition import Competition
else:
    chances = later("app.services.insights.chances")
    competition = later("app.services.insights.competition")

LINES = 8
INKS = ("bad", "warn", "accent", "faint", "good", "outline")


def competitors_section() -> SectionSpec:
    """Return the section of competitors."""
    return SectionSpec(
        "competitors",
        _("Competitors"),
        competition.competition,
        competition.facts,
        (
            TableSpec(_("Competitors"), _rival_columns, lambda found: found.rivals),
            TableSpec(
                _("Before a renewal"),
                _alert_columns,
                lambda found: found.alerts,
                lambda _found: _("Named in the half-year before the customer's next renewal."),
            ),
        ),
        Empty(
            "competitor",
            _("Nobody has named a competitor yet"),
            _(
                "How customers hold other offerings against yours will stand here. Write “vs "
                "Otherhouse” into a note, and it is one mention."
            ),
            _("Log a talk…"),
            "log",
        ),
        frozenset({"competitors", "competitor_mentions", "renewals", "customers", "contracts"}),
        _mentions,
    )


def chances_section() -> SectionSpec:
    """Return the section of chances."""
    return SectionSpec(
        "chances",
        _("Chances"),
        chances.chances,
        chances.facts,
        (
            TableSpec(
                _("Next offer"), _offer_columns, lambda found: found.offers,
                lambda found: found.offer_rule,
            ),
            TableSpec(
                _("Ask for a reference"), _reference_columns, lambda found: found.references,
                lambda found: found.reference_rule,
            ),
            TableSpec(
                _("Leave alone"), _alone_columns, lambda found: found.alone,
                lambda found: found.alone_rule,
            ),
        ),
        Empty(
            "star",
            _("No customers yet"),
            _(
                "To whom an offer is plausible, whom to ask for a reference, and whom to leave "
                "alone until an issue is closed will stand here."
            ),
            _("Import…"),
            "import",
        ),
        frozenset(
            {"customers", "contracts", "renewals", "feedback", "promises", "tickets",
             "advocacy_acts", "snoozes"}
        ),
    )  # fmt: skip


def _rival_columns(_found: Any) -> list[Column[Any]]:
    return [
        cells.text("name", _("Competitor"), lambda row: row.name, 170, stretch=True, strong=True),
        cells.count("n", _("Mentions"), lambda row: row.n, 84),
        cells.count("customers", _("Customers"), lambda row: row.customers, 88),
        cells.count("threats", _("Threats"), lambda row: row.threats, 80,
                    _("Seen as better or cheaper, or considered")),
        cells.count("lost", _("Lost to it"), lambda row: row.lost, 82, _("Renewals in two years")),
        cells.day("last_on", _("Last named"), lambda row: row.last_on),
    ]  # fmt: skip


def _alert_columns(found: "Competition") -> list[Column[Any]]:
    words = competition.stance_words()
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 190, stretch=True,
                   strong=True),
        cells.text("competitor", _("Competitor"), lambda row: row.competitor, 150),
        cells.text("stance", _("Seen as"), lambda row: words[row.stance], 96),
        cells.day("said_on", _("Said"), lambda row: row.said_on),
        cells.day("renewal_on", _("Renewal"), lambda row: row.renewal_on),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency),
    ]  # fmt: skip


def _mentions(found: "Competition") -> StacksDrawing:
    rows = [
        Stack(
            row.id, row.name, row.stances,
            _("{n} lost to it").format(n=formats.number(row.lost)) if row.lost else "",
        )
        for row in found.rivals[:LINES]
    ]  # fmt: skip
    return StacksDrawing(
        rows,
        list(competition.stance_words().values()),
        INKS,
        title=_("Mentions of 12 months, by how customers see them"),
        height=height_of(len(rows)),
        left_out=len(found.rivals) - len(rows),
    )


def _who(found: Any) -> list[Column[Any]]:
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 190, stretch=True,
                   strong=True),
        cells.measured("level", _("Standing"), lambda row: row.level, Unit.POINTS, 84),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency),
    ]  # fmt: skip


def _owner() -> Column[Any]:
    return cells.text("owner", _("Owner"), lambda row: row.owner, 130)


def _offer_columns(found: Any) -> list[Column[Any]]:
    idea = cells.text("idea", _("Idea"), lambda row: row.idea, 300, stretch=True)
    return [*_who(found), idea, _reasons(150)]


def _reference_columns(found: Any) -> list[Column[Any]]:
    return [*_who(found), _reasons(200), _owner()]


def _alone_columns(found: Any) -> list[Column[Any]]:
    return [*_who(found), _reasons(360, stretch=True), _owner()]


def _reasons(width: int, *, stretch: bool = False) -> Column[Any]:
    return cells.text("reasons", _("Because"), lambda row: " · ".join(row.reasons), width,
                      stretch=stretch)  # fmt: skip
