"""Where relationships stand: loops, characters, segments and the team that carries them."""

from typing import TYPE_CHECKING, Any

from app.language import _
from app.services.insights.rows import Unit
from app.ui import formats
from app.ui.charts.ranges_drawing import RangesDrawing
from app.ui.charts.rows import height_of
from app.ui.charts.shapes import Range, Stack
from app.ui.charts.stacks_drawing import StacksDrawing
from app.ui.insights import cells
from app.ui.insights.specs import Empty, SectionSpec, TableSpec
from app.ui.later import later
from app.ui.table_model import Column

if TYPE_CHECKING:
    from app.services.insights import characters, loops, segments, team
    from app.services.insights.characters import Characters
    from app.services.insights.loops import Loops
    from app.services.insights.segments import Segments
    from app.services.insights.team import Team
else:
    characters = later("app.services.insights.characters")
    loops = later("app.services.insights.loops")
    segments = later("app.services.insights.segments")
    team = later("app.services.insights.team")

LINES = 9
STANDS = frozenset({"customers", "contracts", "renewals"})


def loops_section() -> SectionSpec:
    """Return the section of loops by age."""
    return SectionSpec(
        "loops",
        _("Loops by age"),
        loops.loops,
        loops.facts,
        (
            TableSpec(_("Waiting"), _open_columns, lambda found: found.open),
            TableSpec(_("Steps"), _step_columns, lambda found: found.steps),
        ),
        Empty(
            "feedback",
            _("Nobody has told you anything yet"),
            _(
                "How many complaints and wishes were acted on, told and confirmed, and how long "
                "the others have been waiting, will stand here."
            ),
            _("Log feedback…"),
            "log_feedback",
        ),
        frozenset({"feedback", "customers"}),
        _waiting,
    )


def characters_section() -> SectionSpec:
    """Return the section of characters."""
    return SectionSpec(
        "characters",
        _("Characters"),
        characters.characters,
        characters.facts,
        (TableSpec(_("Characters"), _character_columns, lambda found: found.counts),),
        Empty(
            "contacts",
            _("No character is known yet"),
            _(
                "What kinds of relationships you have (partner, healthy, captive, indifferent …) "
                "will stand here, once enough is known of a customer to say so."
            ),
            _("Log a talk…"),
            "log",
        ),
        STANDS | {"character_overrules"},
        _counts,
    )


def segments_section() -> SectionSpec:
    """Return the section of segments."""
    return SectionSpec(
        "segments",
        _("Segments"),
        segments.segments,
        segments.facts,
        (TableSpec(_("Segments"), _segment_columns, lambda found: found.segments),),
        Empty(
            "filter",
            _("No customer has a segment yet"),
            _(
                "Where relationships thrive, and where they cost more than they bring, will stand "
                "here. Give customers a segment on their page, or import it."
            ),
            _("Import…"),
            "import",
        ),
        STANDS | {"tickets"},
        _levels,
    )


def team_section() -> SectionSpec:
    """Return the section of the team."""
    return SectionSpec(
        "team",
        _("Team"),
        team.team,
        team.facts,
        (
            TableSpec(_("Colleagues"), _load_columns, lambda found: found.loads),
            TableSpec(
                _("Hang by one person"),
                _point_columns,
                lambda found: found.points,
                lambda _found: _(
                    "Worth more than half of the others, and one person holds over three quarters "
                    "of the contact. Bring in a second one."
                ),
            ),
        ),
        Empty(
            "colleagues",
            _("No colleagues yet"),
            _(
                "Who carries which relationships, and which of them hang by one person, will "
                "stand here. Colleagues are added under Vendors, or imported."
            ),
            _("Import…"),
            "import",
        ),
        STANDS | {"interactions", "colleagues", "promises", "feedback", "contacts"},
        _talks,
    )


def _open_columns(_found: Any) -> list[Column[Any]]:
    words = loops.step_words()
    return [
        cells.text("step", _("Waits at"), lambda row: words[row.step], 160, stretch=True,
                   strong=True),
        cells.count("n", _("Open"), lambda row: row.n),
        *(
            cells.count(f"age{at}", title, lambda row, at=at: row.ages[at], 110)
            for at, title in enumerate(_ages())
        ),
        cells.measured("oldest", _("Oldest"), lambda row: row.oldest, Unit.DAYS, 110),
    ]  # fmt: skip


def _ages() -> tuple[str, str, str, str]:
    return _("up to a week"), _("to a month"), _("to 3 months"), _("older")


def _step_columns(_found: Any) -> list[Column[Any]]:
    return [
        cells.text("step", _("Step"), lambda row: row.figure.title, 180, stretch=True, strong=True),
        cells.figure("share", _("Share"), lambda row: row.figure, 190),
        cells.count("reached", _("Reached"), lambda row: row.reached, 90),
        cells.count("n", _("Of"), lambda row: row.figure.n, 76),
        cells.measured("days", _("Half within"), lambda row: row.days, Unit.DAYS, 110),
    ]


def _waiting(found: "Loops") -> StacksDrawing:
    words = loops.step_words()
    rows = [
        Stack(
            row.id, words[row.step], row.ages,
            _("oldest {age}").format(age=formats.duration(row.oldest)) if row.n else "",
        )
        for row in found.open
    ]  # fmt: skip
    return StacksDrawing(
        rows,
        _ages(),
        ("good", "accent", "warn", "bad"),
        title=_("Open loops, by where they wait and how long"),
        height=height_of(3),
    )


def _character_columns(found: "Characters") -> list[Column[Any]]:
    words = characters.character_words()
    return [
        cells.text("character", _("Character"), lambda row: words[row.character], 200,
                   stretch=True, strong=True),
        cells.count("n", _("Customers"), lambda row: row.n, 96),
        cells.measured("share", _("Share"), lambda row: row.share.value, Unit.SHARE, 80),
        cells.measured("level", _("Mean standing"), lambda row: row.level, Unit.POINTS, 120),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency, 120),
    ]  # fmt: skip


def _counts(found: "Characters") -> StacksDrawing:
    words = characters.character_words()
    rows = [
        Stack(row.id, words[row.character], (row.n,), formats.percent(row.share.value))
        for row in found.counts
    ]
    return StacksDrawing(
        rows,
        (_("customers"),),
        ("accent",),
        title=_("Customers by character"),
        height=height_of(len(rows)),
    )


def _segment_columns(found: "Segments") -> list[Column[Any]]:
    return [
        cells.text("name", _("Segment"), lambda row: row.name or _("no segment noted"), 170,
                   stretch=True, strong=True),
        cells.count("n", _("Customers"), lambda row: row.n, 84),
        Column("level", _("Mean standing"), _level, sort=lambda row: row.level.value, width=122),
        Column("loss", _("Renewals lost"), _loss, width=144,
               sort=lambda row: row.loss and row.loss.value),
        cells.measured("effort", _("Effort"), lambda row: row.effort, Unit.RATE, 64,
                       _("Tickets a year for each 10,000 of yearly value")),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency, 98),
        cells.money("each", _("Value each"), lambda row: row.value_per_customer,
                    found.currency, 88),
    ]  # fmt: skip


def _level(row: Any) -> str:
    if row.level.value is None:
        return _("too few")
    return f"{cells.number(row.level.value, Unit.POINTS)} ({cells.range_of(row.level)})"


def _loss(row: Any) -> str:
    if not row.decided:
        return formats.NOTHING
    counts = _("{lost} of {n}").format(lost=row.lost, n=row.decided)
    if row.loss is None:
        return counts
    low, high = (formats.percent(end) for end in (row.loss.low, row.loss.high))
    return _("{counts} ({low} to {high})").format(counts=counts, low=low, high=high)


def _levels(found: "Segments") -> RangesDrawing:
    rows = [
        Range(
            row.id, row.level.title, row.level.value, row.level.low, row.level.high,
            _("{level}, n = {n}").format(
                level=cells.number(row.level.value, Unit.POINTS), n=row.level.n
            ),
        )
        for row in found.segments[:LINES]
    ]  # fmt: skip
    return RangesDrawing(
        rows,
        formats.number,
        (0, 100),
        title=_("Mean standing of the customers, by segment"),
        height=height_of(len(rows)),
        left_out=len(found.segments) - len(rows),
    )


def _load_columns(found: "Team") -> list[Column[Any]]:
    return [
        cells.text("name", _("Colleague"), _name, 160, stretch=True, strong=True),
        cells.count("owned", _("Owns"), lambda row: row.owned, 62, _("Customers")),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency),
        cells.count("talks", _("Talks"), lambda row: row.talks, 62, _("In 90 days")),
        cells.count("met", _("Customers met"), lambda row: row.customers_met, 112),
        cells.count("promises", _("Promises"), lambda row: row.promises, 80, _("Open")),
        cells.count("loops", _("Loops"), lambda row: row.loops, 64, _("Open")),
        cells.count("sole", _("Alone"), lambda row: row.sole, 64,
                    _("Valuable customers that hang by this colleague")),
    ]  # fmt: skip


def _name(row: Any) -> str:
    return _("{name} (left)").format(name=row.name) if row.left else row.name


def _point_columns(found: "Team") -> list[Column[Any]]:
    return [
        cells.text("customer", _("Customer"), lambda row: row.customer, 200, stretch=True,
                   strong=True),
        cells.text("person", _("Hangs by"), lambda row: row.person, 160),
        cells.text("side", _("Side"),
                   lambda row: _("ours") if row.side == "ours" else _("theirs"), 76),
        cells.measured("held", _("Holds"), lambda row: row.held, Unit.SHARE, 70),
        cells.count("others", _("Others"), lambda row: row.others, 70,
                    _("How many more of that side took part in a year")),
        cells.money("value", _("Yearly value"), lambda row: row.value, found.currency),
    ]  # fmt: skip


def _talks(found: "Team") -> StacksDrawing:
    rows = [
        Stack(
            row.id, row.name, (row.talks,),
            _("owns {n}").format(n=formats.number(row.owned)) if row.owned else "",
        )
        for row in found.loads[:LINES]
    ]  # fmt: skip
    return StacksDrawing(
        rows,
        (_("talks"),),
        ("accent",),
        title=_("Two-way talks of 90 days, by colleague"),
        height=height_of(len(rows)),
        left_out=len(found.loads) - len(rows),
    )
