"""Attention: around signatures, by stage of the lifecycle, and silence against rhythm."""

from typing import TYPE_CHECKING, Any

from app.language import _
from app.services.insights.rows import Unit
from app.ui import formats
from app.ui.charts.course_drawing import CourseDrawing
from app.ui.charts.ranges_drawing import RangesDrawing
from app.ui.charts.rhythm_drawing import RhythmDrawing
from app.ui.charts.rows import height_of
from app.ui.charts.shapes import Dot, Range, Step
from app.ui.insights import cells
from app.ui.insights.specs import Empty, SectionSpec, TableSpec
from app.ui.later import later
from app.ui.table_model import Column

if TYPE_CHECKING:
    from app.services.insights import attention, silence, stages
    from app.services.insights.attention import Attention, CurvePoint
    from app.services.insights.rows import Figure
    from app.services.insights.silence import Silences
    from app.services.insights.stages import StagesAttention
else:
    attention = later("app.services.insights.attention")
    silence = later("app.services.insights.silence")
    stages = later("app.services.insights.stages")

TALKS = frozenset({"interactions", "customers", "contracts", "renewals", "stages"})


def attention_section() -> SectionSpec:
    """Return the section of attention before and after the signature."""
    return SectionSpec(
        "attention",
        _("After the signature"),
        attention.attention,
        attention.facts,
        (TableSpec(_("Customers"), _attention_columns, lambda found: found.customers),),
        Empty(
            "contract",
            _("No signature can be judged yet"),
            _(
                "Whether you still call once they have signed will stand here. It takes talks "
                "logged for 90 days before a signature and for ten weeks after it."
            ),
            _("Log a talk…"),
            "log",
        ),
        TALKS,
        _curve,
    )


def stages_section() -> SectionSpec:
    """Return the section of attention by stage."""
    return SectionSpec(
        "stages",
        _("Attention by stage"),
        stages.stages,
        stages.facts,
        (TableSpec(_("Stages"), _stage_columns, lambda found: found.stages),),
        Empty(
            "customers",
            _("No customer has a stage yet"),
            _(
                "Where your attention goes on the way from first hearing of you to speaking for "
                "you will stand here. Give customers their stage on their page, or import it."
            ),
            _("Import…"),
            "import",
        ),
        TALKS,
        _by_stage,
    )


def silence_section() -> SectionSpec:
    """Return the section of silence."""
    return SectionSpec(
        "silence",
        _("Silence"),
        silence.silences,
        silence.facts,
        (
            TableSpec(_("Quiet now"), _silence_columns, _quiet),
            TableSpec(_("All"), _silence_columns, lambda found: found.customers),
        ),
        Empty(
            "silence",
            _("No rhythm is known yet"),
            _(
                "Who is quiet for longer than its own rhythm will stand here, as soon as talks "
                "are logged."
            ),
            _("Log a talk…"),
            "log",
        ),
        TALKS,
        _rhythms,
    )


def _attention_columns(_found: Any) -> list[Column[Any]]:
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 190, stretch=True,
                   strong=True),
        cells.day("signed_on", _("Signed"), lambda row: row.signed_on),
        cells.measured("before", _("Before"), lambda row: row.before, Unit.RATE, 74,
                       _("Talks of ours a month in the 90 days before")),
        cells.measured("after", _("After"), lambda row: row.after, Unit.RATE, 66,
                       _("Talks of ours a month, from the second month after it")),
        Column("ratio", _("Ratio"), _ratio, sort=lambda row: row.ratio.value, width=140),
        Column("verdict", _("What it says"),
               lambda row: _("we stopped calling") if row.dropped else "",
               ink=lambda _row: "bad", width=140),
    ]  # fmt: skip


def _ratio(row: Any) -> str:
    value, low, high = (formats.number(end, 1) for end in row.ratio)
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def _curve(found: "Attention") -> CourseDrawing:
    return CourseDrawing(
        [_point(point) for point in found.curve],
        cells.axis,
        mark=(0, _("signature")),
        title=_("Talks of ours a month, by months since a signature"),
        height=210,
    )


def _point(point: "CurvePoint") -> Step:
    words = _("month {month} since the signature\n{rate} talks a month, n = {n}").format(
        month=formats.signed(point.month), rate=cells.number(point.rate, Unit.RATE), n=point.n
    )
    label = formats.signed(point.month)
    x = point.month + 0.5 if point.month < 0 else point.month - 0.5
    return Step("ratio", x, label, point.rate, point.low, point.high, words)


def _stage_columns(found: "StagesAttention") -> list[Column[Any]]:
    words = stages.stage_words()
    return [
        cells.text("stage", _("Stage"), lambda row: words[row.stage], 130, stretch=True,
                   strong=True),
        cells.count("n", _("Customers"), lambda row: row.n, 90),
        cells.figure("rate", _("Talks a month each"), lambda row: row.figure, 150),
        cells.measured("share_of_talks", _("Of all talks"), lambda row: row.share_of_talks,
                       Unit.SHARE, 96),
        cells.measured("share_of_customers", _("Of all customers"),
                       lambda row: row.share_of_customers, Unit.SHARE, 120),
        cells.count("untouched", _("Untouched"), lambda row: row.untouched, 90,
                    _("No talk on our initiative in 90 days")),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency),
    ]  # fmt: skip


def _by_stage(found: "StagesAttention") -> RangesDrawing:
    words = stages.stage_words()
    rows = [
        Range(
            row.id, words[row.stage], row.figure.value, row.figure.low, row.figure.high,
            _rate(row.figure),
        )
        for row in found.stages
    ]  # fmt: skip
    return RangesDrawing(
        rows,
        cells.axis,
        (0, 1.1 * max((row.high or 0 for row in rows), default=0) or 1),
        title=_("Talks of ours a month with each customer, by stage"),
        height=height_of(len(rows)),
    )


def _rate(figure: "Figure") -> str:
    few = _("too few, n = {n}").format(n=formats.number(figure.n))
    return few if figure.value is None else cells.in_words(figure)


def _quiet(found: "Silences") -> list[Any]:
    return [row for row in found.customers if row.quiet]


def _silence_columns(found: "Silences") -> list[Column[Any]]:
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 200, stretch=True,
                   strong=True),
        cells.measured("days", _("Quiet for"), lambda row: row.days, Unit.DAYS, 84),
        cells.measured("usual", _("Usual gap"), lambda row: row.usual_gap, Unit.DAYS, 86),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency, 98),
        cells.text("owner", _("Owner"), lambda row: row.owner, 124),
        cells.measured("longer", _("Longer than"), lambda row: row.longer_than, Unit.SHARE, 98,
                       _("Of the gaps to be expected of this customer")),
        cells.day("last_on", _("Last talk"), lambda row: row.last_on),
    ]  # fmt: skip


def _rhythms(found: "Silences") -> RhythmDrawing:
    dots = [
        Dot(
            row.id, row.customer, max(row.usual_gap, 1.0), max(row.days, 1), row.quiet,
            _("quiet for {days}, usually every {gap}").format(
                days=formats.duration(row.days), gap=formats.duration(round(row.usual_gap))
            ),
        )
        for row in found.customers
    ]  # fmt: skip
    title = _("How long each customer has been quiet, against its usual gap")
    return RhythmDrawing(dots, title=title, height=240)
