"""Insights on paper: what each section found, its chart, its figures with ranges, its tables."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _
from app.services.insights.rows import Figure, Insight
from app.services.reports.insights import Insights
from app.ui import formats
from app.ui.charts.drawing import Drawing
from app.ui.insights import cells
from app.ui.insights.sections import sections
from app.ui.insights.specs import SectionSpec, TableSpec
from app.ui.reports import words
from app.ui.reports.blocks import (
    Block,
    Column,
    Picture,
    Report,
    Section,
    Table,
    Text,
    heading,
    title,
)

MOST = 12  # rows of a table; how many more there are is said
PIXEL = 25.4 / 96  # millimetres
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
    if spec.drawing is not None:
        blocks += _chart(spec.drawing(insight))
    if insight.figures:
        blocks.append(_figures(insight.figures))
    for table in spec.tables:
        blocks += _table(table, insight)
    if insight.method:
        blocks.append(Text(insight.method, "muted"))
    return blocks


def _chart(drawing: Drawing) -> list[Block]:
    """Return a chart with its title; nothing where it has nothing to show."""
    if not drawing.stops():
        return []
    more = words.more(drawing.left_out)
    picture = Picture(partial(_draw, drawing), drawing.height * PIXEL, keep=bool(more))
    return [Text(drawing.title, "muted", keep=True), picture, *more]


def _draw(drawing: Drawing, painter: QPainter, area: QRectF) -> None:
    from app.ui.charts import on_paper  # matplotlib takes half a second to come

    on_paper.draw(drawing.compose, on_paper.PAPER, drawing.margins, painter, area)


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
