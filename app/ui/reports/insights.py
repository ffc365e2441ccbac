"""Insights on paper: what each section found, its figures with their ranges, and its tables."""

from collections.abc import Sequence
from typing import Any

from app.language import _
from app.services.insights.rows import Figure, Insight
from app.services.reports.insights import Insights
from app.ui import formats
from app.ui.insights import cells
from app.ui.insights.sections import sections
from app.ui.insights.specs import SectionSpec, TableSpec
from app.ui.reports import words
from app.ui.reports.blocks import Block, Column, Report, Section, Table, Text, heading, title

MOST = 12  # rows of a table; how many more there are is said
SMALL = 60  # pixels on the screen: no column of a table is printed narrower than this share


def report(insights: Insights) -> Report:
    """Return all sections, one after the other."""
    as_of = _("As of {day}.").format(day=formats.long_day(insights.day))
    blocks: list[Block] = [
        title(words.headed(_("Insights"), insights.company)),
        Text(as_of, "muted"),
    ]
    for spec in sections():
        blocks += _section(spec, insights.found[spec.id])
    return Report(_("Insights"), insights.company, insights.day, [Section(blocks, landscape=True)])


def _section(spec: SectionSpec, insight: Insight) -> list[Block]:
    if not insight.n:
        return [heading(spec.title), Text(spec.empty.sentence)]
    blocks: list[Block] = [heading(spec.title)]
    if insight.finding:
        blocks.append(Text(insight.finding, "strong", keep=True))
    if insight.figures:
        blocks.append(_figures(insight.figures))
    for table in spec.tables:
        blocks += _table(table, insight)
    if insight.method:
        blocks.append(Text(insight.method, "muted"))
    return blocks


def _figures(figures: Sequence[Figure]) -> Table:
    heads = [
        Column(_("Figure"), 28, look="strong"),
        Column(_("Value"), 10, end=True),
        Column(_("90 % range"), 16, end=True),
        Column(_("Rests on"), 8, end=True),
        Column(_("In words"), 38),
    ]
    rows = [
        [
            one.title,
            cells.number(one.value, one.unit),
            cells.range_of(one) if one.value is not None else "",
            formats.number(one.n),
            one.words,
        ]
        for one in figures
    ]
    return Table(heads, rows)


def _table(spec: TableSpec, insight: Any) -> list[Block]:
    rows, columns = spec.rows(insight), spec.columns(insight)
    if not rows:
        return []
    heads = [
        Column(
            column.title,
            max(column.width, SMALL),
            end=column.align == "end",
            look="strong" if column.strong else "body",
        )
        for column in columns
    ]
    told = [[column.text(row) for column in columns] for row in rows[:MOST]]
    above = words.joined((spec.title, spec.rule(insight)))
    return [Text(above, "strong", keep=True), Table(heads, told), *words.more(len(rows) - MOST)]
