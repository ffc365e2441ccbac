"""What customers answered: the NPS with all that keeps it honest, and satisfaction in faces."""

from typing import TYPE_CHECKING, Any

from app.language import _
from app.services.insights.rows import Unit
from app.ui import formats, icons
from app.ui.charts.course_drawing import CourseDrawing
from app.ui.charts.shapes import Stack, Step
from app.ui.charts.stacks_drawing import StacksDrawing
from app.ui.insights import cells
from app.ui.insights.specs import Empty, SectionSpec, TableSpec
from app.ui.later import later
from app.ui.table_model import Column
from app.ui.tokens import Ink

if TYPE_CHECKING:
    from app.services.insights import recommendation, satisfaction
    from app.services.insights.recommendation import Recommendation, Wave
    from app.services.insights.satisfaction import Satisfaction
else:
    recommendation = later("app.services.insights.recommendation")
    satisfaction = later("app.services.insights.satisfaction")

WATCHES = frozenset({"responses", "customers", "contracts", "renewals"})
ROOM = 15  # points of NPS around the outermost range
FACES = ("feeling-2", "feeling-1", "feeling0", "feeling1", "feeling2")
INKS: tuple[Ink, ...] = ("bad", "warn", "muted", "accent", "good")


def nps_section() -> SectionSpec:
    """Return the section of the NPS."""
    return SectionSpec(
        "nps",
        _("NPS"),
        recommendation.recommendation,
        recommendation.facts,
        (TableSpec(_("Customers"), _vote_columns, lambda found: found.votes),),
        Empty(
            "survey",
            _("Nobody has answered yet"),
            _(
                "Whether customers would recommend you, 0 to 10, will stand here: never without "
                "how many answered, the range, and how many said nothing."
            ),
            _("Log an answer…"),
            "log",
        ),
        WATCHES,
        _waves,
    )


def satisfaction_section() -> SectionSpec:
    """Return the section of satisfaction with single jobs."""
    return SectionSpec(
        "satisfaction",
        _("Satisfaction"),
        satisfaction.satisfaction,
        satisfaction.facts,
        (TableSpec(_("Customers"), _face_columns, lambda found: found.customers),),
        Empty(
            "feeling1",
            _("No answers about single jobs yet"),
            _("How satisfied customers were with tickets and jobs, 1 to 5, will stand here."),
            _("Log an answer…"),
            "log",
        ),
        WATCHES,
        _faces,
    )


def _vote_columns(_found: Any) -> list[Column[Any]]:
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 220, stretch=True,
                   strong=True),
        Column("vote", _("Vote"), _vote, sort=lambda row: row.vote, width=170),
        cells.count("people", _("People"), lambda row: row.people, 76),
        cells.day("last_on", _("Last answer"), lambda row: row.last_on),
    ]  # fmt: skip


def _vote(row: Any) -> str:
    if row.vote == int(row.vote):
        return {-1: _("against us"), 0: _("in between"), 1: _("for us")}[int(row.vote)]
    return _("divided ({vote})").format(vote=formats.signed(row.vote, 1))


def _waves(found: "Recommendation") -> CourseDrawing:
    return CourseDrawing(
        [_wave(at, wave) for at, wave in enumerate(found.waves)],
        lambda y: cells.number(y, Unit.POINTS),
        apart=True,
        ends=_ends(found),
        title=_("NPS by half-year, with its range"),
        height=190,
    )


def _ends(found: "Recommendation") -> tuple[float, float]:
    """Return the ends of the axis: as near as the ranges allow, with zero in between."""
    known = [wave for wave in found.waves if wave.score is not None]
    low = min((wave.low for wave in known), default=0.0)
    high = max((wave.high for wave in known), default=0.0)
    return max(-100.0, min(low - ROOM, -ROOM)), min(100.0, max(high + ROOM, ROOM))


def _wave(at: int, wave: "Wave") -> Step:
    until = formats.month(wave.last)
    n = _("n = {n}").format(n=formats.number(wave.n))
    if wave.score is None:
        words = _("half a year to {day}: too few answers, {n}").format(day=until, n=n)
    else:
        score, low, high = (
            cells.number(end, Unit.POINTS) for end in (wave.score, wave.low, wave.high)
        )
        words = _("half a year to {day}\nNPS {score} ({low} to {high}), {n}").format(
            day=until, score=score, low=low, high=high, n=n
        )
    return Step("score", at, f"{until}\n{n}", wave.score, wave.low, wave.high, words)


def _face_columns(_found: Any) -> list[Column[Any]]:
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 180, stretch=True,
                   strong=True),
        cells.count("n", _("Answers"), lambda row: row.figure.n, 76),
        *(_face(at) for at in range(5)),
        cells.figure("share", _("Content"), lambda row: row.figure, 170),
    ]  # fmt: skip


def _face(at: int) -> Column[Any]:
    return Column(
        f"face{at + 1}",
        _("{n} of 5").format(n=at + 1),
        lambda row: formats.number(row.faces[at]) if row.faces[at] else "",
        sort=lambda row: row.faces[at],
        icon=lambda row: icons.icon(FACES[at], INKS[at]) if row.faces[at] else None,
        width=62,
    )


def _faces(found: "Satisfaction") -> StacksDrawing:
    words = _("n = {n}").format(n=formats.number(found.n))
    return StacksDrawing(
        [Stack("firm", _("All customers"), found.faces, words)],
        [_("{n} of 5").format(n=score) for score in range(1, 6)],
        INKS,
        title=_("Answers of 12 months"),
        height=104,
    )
