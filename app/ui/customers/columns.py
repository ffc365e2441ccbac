"""The columns of the list of customers."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from app.language import _
from app.services.trajectory import words as trajectory_words
from app.ui import formats
from app.ui.customer import character_names, words
from app.ui.table_model import Column
from app.ui.tokens import Ink
from app.ui.widgets.band_bar import BandValue
from app.ui.widgets.spark import SparkLine

if TYPE_CHECKING:
    from app.services.customers.customers import CustomerRow

HIDDEN = ("segment", "city", "status", "notice_by", "evidence", "external_id")
CONCERNING = 0.2  # a risk from which on its colour says so too
LEAST = 0.01  # what is less is not told in figures

Clock = Callable[[], date]


def columns(today: Clock) -> list["Column[CustomerRow]"]:
    """Return all columns; those in `HIDDEN` are not shown until somebody asks for them."""
    return [*_who(), *_standing(), *_business(today), *_rest(today)]


def _who() -> list["Column[CustomerRow]"]:
    stages = words.stages()
    order = {stage: place for place, stage in enumerate(stages)}
    return [
        Column(
            "name",
            _("Name"),
            lambda r: r.name,
            strong=True,
            stretch=True,
            optional=False,
            width=184,
        ),
        Column(
            "stage",
            _("Stage"),
            lambda r: stages[r.stage] if r.stage else "",
            sort=lambda r: order[r.stage] if r.stage else None,
            width=106,
            explained=_("Where the customer is on its way with us, by your own judgement"),
        ),
    ]


def _standing() -> list["Column[CustomerRow]"]:
    return [
        Column(
            "level",
            _("Standing"),
            standing_words,
            sort=lambda r: r.level if r.evidence else None,
            paint=band,
            ink=lambda r: "text" if is_known(r) else "muted",
            tooltip=standing_words,
            width=130,
            explained=_("0 to 100; the bar shows where it lies with 80 % certainty"),
        ),
        Column(
            "spark",
            _("12 months"),
            spark_words,
            sort=lambda r: r.change,
            paint=lambda r: SparkLine(r.spark) if has_spark(r) else None,
            width=92,
            explained=_(
                "The standing over the last twelve months; sorts by the change of half a year"
            ),
        ),
        Column(
            "trend",
            _("Trend"),
            lambda r: words.trend(r.direction, r.change),
            sort=_trend_order,
            ink=_trend_ink,
            width=118,
            explained=_("Over half a year; an arrow only where the evidence allows to say"),
        ),
    ]


def _business(today: Clock) -> list["Column[CustomerRow]"]:
    return [
        Column(
            "value",
            _("Yearly value"),
            lambda r: (
                formats.money(r.yearly_value, r.currency, whole=True) if r.yearly_value else ""
            ),
            sort=lambda r: r.yearly_value or None,
            align="end",
            width=98,
        ),
        Column(
            "renewal",
            _("Next renewal"),
            lambda r: formats.day_and_month(r.next_renewal, today()) if r.next_renewal else "",
            sort=lambda r: r.next_renewal,
            tooltip=lambda r: renewal_words(r, today()),
            width=104,
        ),
        Column(
            "risk",
            _("Risk"),
            risk_words,
            sort=lambda r: r.risk,
            ink=lambda r: "bad" if (r.risk or 0) >= CONCERNING else "text",
            tooltip=risk_range,
            width=108,
            explained=_("The chance that the next renewal is lost"),
        ),
    ]


def _rest(today: Clock) -> list["Column[CustomerRow]"]:
    statuses = words.statuses()
    return [
        Column(
            "contact",
            _("Last contact"),
            lambda r: contact_words(r, today()),
            sort=lambda r: r.last_two_way,
            ink=lambda r: "warn" if is_quiet(r, today()) else "text",
            tooltip=lambda r: formats.day(r.last_two_way),
            width=138,
            explained=_("The last time that both sides spoke"),
        ),
        _character(),
        Column("owner", _("Owner"), lambda r: r.owner, width=130),
        Column("segment", _("Segment"), lambda r: r.segment, width=120),
        Column("city", _("City"), lambda r: r.city, width=120),
        Column("status", _("Contracts"), lambda r: statuses[r.status] if r.status else ""),
        Column(
            "notice_by",
            _("Notice by"),
            lambda r: formats.day_and_month(r.notice_by, today()) if r.notice_by else "",
            sort=lambda r: r.notice_by,
            explained=_("The last day on which the next renewal can be refused"),
        ),
        Column(
            "evidence",
            _("Facts"),
            lambda r: formats.number(r.evidence),
            sort=lambda r: r.evidence,
            align="end",
            width=80,
            explained=_("How many dated facts stand behind the standing"),
        ),
        Column("external_id", _("Number"), lambda r: r.external_id),
    ]


def _character() -> "Column[CustomerRow]":
    return Column(
        "character",
        _("Character"),
        lambda r: character_names.label(r, short=True),
        sort=_character_order,
        ink=lambda r: "muted" if r.character in character_names.UNNAMED else "text",
        tooltip=character_names.explained,
        width=150,
        explained=_("What kind of relationship it is, by signs that anybody can read"),
    )


def is_known(row: "CustomerRow") -> bool:
    """Return whether anything is known that a standing could come from."""
    return bool(row.evidence) and row.level is not None


def is_quiet(row: "CustomerRow", today: date) -> bool:
    """Return whether the silence is longer than their own rhythm lets expect."""
    return row.quiet_from is not None and row.quiet_from <= today


def standing_words(row: "CustomerRow") -> str:
    """Return the standing with its word, its range and what it stands on."""
    if not is_known(row):
        return _("No facts yet")
    return _("{level}, {zone}; between {low} and {high}, from {facts}").format(
        level=formats.number(row.level or 0),
        zone=words.zones()[trajectory_words.zone(row.level or 0)],
        low=formats.number(row.low or 0),
        high=formats.number(row.high or 0),
        facts=words.facts(row.evidence),
    )


def band(row: "CustomerRow") -> BandValue | None:
    """Return the standing as it is painted, or None where nothing is known."""
    if not row.evidence or row.level is None:
        return None
    return BandValue(row.level, row.low or 0, row.high or 0)


def has_spark(row: "CustomerRow") -> bool:
    """Return whether there is a line to paint."""
    return bool(row.evidence) and len(row.spark) > 1


def spark_words(row: "CustomerRow") -> str:
    """Return what the small line shows."""
    if not has_spark(row):
        return ""
    first, last = formats.number(row.spark[0]), formats.number(row.spark[-1])
    return _("from {first} to {last}").format(first=first, last=last)


def risk_words(row: "CustomerRow") -> str:
    """Return the risk as a number and as people say it."""
    if row.risk is None:
        return ""
    if row.risk < LEAST:
        return f"<{formats.percent(LEAST)}"
    return f"{formats.percent(row.risk)} · {trajectory_words.one_in(row.risk)}"


def risk_range(row: "CustomerRow") -> str:
    """Return the risk with its range."""
    if row.risk is None or row.risk_low is None or row.risk_high is None:
        return ""
    return trajectory_words.chance(row.risk, row.risk_low, row.risk_high)


def contact_words(row: "CustomerRow", today: date) -> str:
    """Return when both sides spoke last, and whether that is quiet for this customer."""
    ago = formats.distance(row.last_two_way, today) if row.last_two_way else ""
    if not is_quiet(row, today):
        return ago
    return _("{ago}, quiet").format(ago=ago) if ago else _("quiet")


def renewal_words(row: "CustomerRow", today: date) -> str:
    """Return how far the next renewal is, and by when notice must be given."""
    if row.next_renewal is None:
        return ""
    text = formats.distance(row.next_renewal, today)
    if row.notice_by is not None:
        text = _("{when}; notice by {day}").format(when=text, day=formats.day(row.notice_by))
    return text


def _character_order(row: "CustomerRow") -> int | None:
    """Return the place of a character among all, partners first; of the unknown none."""
    order = list(character_names.names())
    return order.index(row.character) if row.character in order else None


def _trend_ink(row: "CustomerRow") -> Ink:
    return words.TRENDS.get(row.direction or "", "muted")


def _trend_order(row: "CustomerRow") -> float | None:
    if row.direction in words.TRENDS:
        return row.change
    return 0.0 if row.direction == "steady" else None
