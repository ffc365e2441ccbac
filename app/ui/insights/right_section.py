"""Were we right? What was said of decided renewals against what came of them."""

from typing import TYPE_CHECKING, Any

from app.language import _
from app.services.contracts import wording
from app.services.insights.rows import Unit
from app.ui import formats
from app.ui.charts.right_drawing import RightDrawing
from app.ui.charts.shapes import Against, Mark
from app.ui.insights import cells
from app.ui.insights.specs import Empty, SectionSpec, TableSpec
from app.ui.later import later
from app.ui.table_model import Column

if TYPE_CHECKING:
    from app.services.insights import right
    from app.services.insights.right import Right
    from app.services.trajectory import words
    from app.services.trajectory.audit import CalibrationGroup
else:
    right = later("app.services.insights.right")
    words = later("app.services.trajectory.words")

WHOLE, STRIP = 206, 84  # heights of the chart, and of the ranking alone
READS = frozenset(
    {
        *("customers", "contacts", "contracts", "renewals", "renewal_reviews", "pauses"),
        *("interactions", "promises", "feedback", "tickets", "responses", "advocacy_acts"),
    }
)


def right_section() -> SectionSpec:
    """Return the section."""
    return SectionSpec(
        "right",
        _("Were we right?"),
        right.right,
        right.facts,
        _tables(),
        Empty(
            "insights",
            _("No renewal is decided yet"),
            _(
                "What would have been said of each renewal 180, 90 and 30 days before its "
                "decision will stand here against what came. Record outcomes under Renewals, or "
                "import those of past years."
            ),
            _("Import…"),
            "import",
        ),
        READS,
        _drawing,
        view=_view,
    )


def _view(*args: Any) -> Any:
    from app.ui.insights.right_view import RightView

    return RightView(*args)


def _tables() -> tuple[TableSpec, ...]:
    return (
        TableSpec(
            _("Missed losses"),
            _missed_columns,
            lambda found: found.missed,
            _missed_rule,
        ),
        TableSpec(_("Simpler ways"), _way_columns, lambda found: found.ways, _same),
        TableSpec(_("All forecasts"), _said_columns, lambda found: found.said),
    )


def _missed_rule(found: "Right") -> str:
    return _("Lost, and no warning stood.") if found.missed else ""


def _same(_found: Any) -> str:
    return _("Judged on the same renewals, with what was known on the same days.")


def _missed_columns(_found: Any) -> list[Column[Any]]:
    surprises = wording.surprises()
    return [
        *_who(),
        _chance(),
        Column("level", _("Standing"), _standing, sort=lambda row: row.forecast.level, width=84),
        cells.text("surprise", _("What surprised us"),
                   lambda row: surprises.get(row.surprise, _("not said")), 210),
        Column("place", _("Place"), _place, sort=lambda row: row.place, align="end", width=84,
               explained=_("Among all forecasts, 1 the riskiest")),
        _worth(),
    ]  # fmt: skip


def _said_columns(_found: Any) -> list[Column[Any]]:
    outcomes = wording.outcomes()
    return [
        *_who(),
        _chance(),
        cells.text("outcome", _("What came"), lambda row: outcomes[row.forecast.outcome], 150),
        Column("place", _("Place"), _place, sort=lambda row: row.place, align="end", width=84),
        cells.count("learnt", _("Learnt from"), lambda row: row.forecast.learnt, 96,
                    _("How many decided renewals were known on that day")),
        _worth(),
    ]  # fmt: skip


def _way_columns(_found: Any) -> list[Column[Any]]:
    return [
        cells.text("name", _("Way"), lambda row: row.name, 200, stretch=True, strong=True),
        Column("auc", _("AUC"), _auc, sort=lambda row: row.ranking and row.ranking.concordance,
               width=126, explained=_(
                   "The chance that a lost renewal was ranked above a kept one, 90 % range"
               )),
        Column("brier", _("Brier"), _brier, sort=lambda row: row.brier, align="end", width=64,
               explained=_("Mean squared error of the chances: less is better")),
        Column("n", _("Lost"), _lost_of, sort=lambda row: row.decided, align="end", width=82,
               explained=_("How many of the renewals it was judged on were lost")),
        cells.text("verdict", _("Against ours"), lambda row: row.verdict, 140),
    ]  # fmt: skip


def _lost_of(row: Any) -> str:
    if not row.decided:
        return formats.NOTHING
    return _("{lost} of {n}").format(lost=formats.number(row.lost), n=formats.number(row.decided))


def _who() -> tuple[Column[Any], ...]:
    return (
        cells.text("customer", _("Customer"), lambda row: row.forecast.customer, 170,
                   stretch=True, strong=True),
        cells.day("decide_by", _("Decide by"), lambda row: row.forecast.decide_by),
    )  # fmt: skip


def _chance() -> Column[Any]:
    return Column(
        "chance", _("Chance said"), _said, sort=lambda row: row.forecast.p_lost, width=190,
        explained=_("The chance of loss that would have been said, with its 80 % range"),
    )  # fmt: skip


def _worth() -> Column[Any]:
    return Column(
        "value", _("Yearly value"),
        lambda row: formats.money(row.forecast.value, row.forecast.currency, whole=True),
        sort=lambda row: row.forecast.value, align="end", width=104,
    )  # fmt: skip


def _said(row: Any) -> str:
    one = row.forecast
    return _("{chance} ({low} … {high})").format(
        chance=words.one_in(one.p_lost), low=words.one_in(one.low), high=words.one_in(one.high)
    )


def _standing(row: Any) -> str:
    return formats.number(row.forecast.level)


def _place(row: Any) -> str:
    return formats.number(row.place)


def _auc(row: Any) -> str:
    if row.ranking is None:
        return formats.NOTHING
    value, low, high = (
        formats.number(one, 2) for one in (row.ranking.concordance, row.ranking.low,
                                           row.ranking.high)
    )  # fmt: skip
    return f"{value} ({low}–{high})"


def _brier(row: Any) -> str:
    return formats.NOTHING if row.brier is None else formats.number(row.brier, 3)


def _drawing(found: "Right") -> RightDrawing:
    marks = [_mark(row, len(found.year), at) for at, row in enumerate(found.year, start=1)]
    lost = sum(mark.lost for mark in marks)
    beside = _("{lost} of {n} lost").format(lost=formats.number(lost), n=formats.number(len(marks)))
    names = (_("Safest third"), _("Middle third"), _("Riskiest third"))
    groups = [
        _against(f"group:{at}", name, group)
        for at, (name, group) in enumerate(zip(names, found.groups, strict=False))
    ]
    title = _("What was said {days} days before, and what came").format(days=found.horizon)
    height = WHOLE if groups else STRIP
    return RightDrawing(marks, beside, groups, title=title, height=height)


def _mark(row: Any, count: int, at: int) -> Mark:
    text = _("place {place} of {n}, said was {chance}").format(
        place=formats.number(at),
        n=formats.number(count),
        chance=words.one_in(row.forecast.p_lost),
    )
    return Mark(row.id, row.forecast.customer, row.forecast.lost, text)


def _against(group_id: str, name: str, group: "CalibrationGroup") -> Against:
    text = _("expected {expected}, came {lost} of {n}").format(
        expected=cells.number(group.predicted, Unit.SHARE),
        lost=formats.number(group.lost),
        n=formats.number(group.n),
    )
    return Against(group_id, name, group.predicted, group.observed, group.low, group.high, text)
