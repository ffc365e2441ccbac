"""Where our attention goes, by stage of the lifecycle: bonding is what providers neglect most."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy.orm import Session

from app.language import _, ngettext
from app.models.kinds import Stage, Status
from app.services.insights import known, statistics, talk_days
from app.services.insights.known import Known
from app.services.insights.rows import FEW, FactRow, Facts, Figure, Insight, Unit, facts_of

WINDOW = 90  # days
MONTH = 30
ORDER = (*(stage for stage in Stage if stage is not Stage.LOST), None)


@dataclass(frozen=True, slots=True)
class StageAttention:
    """One stage: its customers, and how many talks of ours a month each of them gets.

    ``untouched`` have had none in 90 days. Shares are of all talks and of all customers, 0–1;
    ``value`` is per year in minor units. ``stage`` None: nobody noted one.
    """

    id: str
    stage: Stage | None
    n: int
    figure: Figure
    talks: int
    share_of_talks: float
    share_of_customers: float
    untouched: int
    value: int


@dataclass(frozen=True, slots=True)
class StagesAttention(Insight):
    """Attention by stage, in the order of the lifecycle; money in ``currency``."""

    currency: str
    stages: tuple[StageAttention, ...]


def stages(session: Session, as_of: date) -> StagesAttention:
    """Return where the talks of the last 90 days went; a constant number of queries."""
    alive, talks = _talked(session, as_of)
    groups: defaultdict[Stage | None, list[tuple[Known, int]]] = defaultdict(list)
    for one, count in zip(alive, talks, strict=True):
        groups[one.stage].append((one, count))
    rows = tuple(
        _row(stage, groups[stage], len(alive), sum(talks)) for stage in ORDER if groups[stage]
    )
    noted = sum(row.n for row in rows if row.stage is not None)
    return StagesAttention(
        as_of,
        len(alive) if noted else 0,
        _finding(rows, alive, talks) if noted else "",
        _(
            "Two-way talks that we began in the last 90 days, one a day at most, by the stage each "
            "customer stands in now. Ranges are 90 % intervals of the mean over customers."
        ),
        tuple(row.figure for row in rows if row.stage is not None),
        known.currency(session),
        rows,
    )


def facts(session: Session, as_of: date, figure_id: str) -> Facts:
    """Return the customers of a stage, those without a talk first."""
    alive, talks = _talked(session, as_of)
    rows = [
        FactRow(
            f"customer:{one.id}", one.id, one.name, one.last_two_way,
            ngettext("{n} talk in 90 days", "{n} talks in 90 days", count).format(n=count),
            one.owner,
        )
        for one, count in zip(alive, talks, strict=True)
        if _id(one.stage) == figure_id
    ]  # fmt: skip
    return facts_of(_("Customers of this stage"), rows)


def stage_words() -> dict[Stage | None, str]:
    """Return the stages in words."""
    return {
        Stage.AWARENESS: _("Awareness"),
        Stage.CONSIDERATION: _("Consideration"),
        Stage.PURCHASE: _("Purchase"),
        Stage.APPLICATION: _("Application"),
        Stage.LEVERAGE: _("Leverage"),
        Stage.BONDING: _("Bonding"),
        Stage.ADVOCACY: _("Advocacy"),
        Stage.LOST: _("Lost"),
        None: _("not noted"),
    }


def _talked(session: Session, as_of: date) -> tuple[list[Known], list[int]]:
    """Return who is not lost, and how many days each was talked with on our initiative."""
    alive = [
        one
        for one in known.customers(session, as_of)
        if one.stage is not Stage.LOST and one.status is not Status.LOST
    ]
    first = as_of - timedelta(days=WINDOW - 1)
    found = talk_days.load(session, as_of, first, ours=True)
    whose = np.array([one.id for one in alive], dtype=np.int64)
    start = np.full(len(alive), first.toordinal(), dtype=np.int64)
    return alive, found.count(whose, start, start + WINDOW - 1).tolist()


def _row(
    stage: Stage | None, some: Sequence[tuple[Known, int]], customers: int, talks: int
) -> StageAttention:
    count, mine = len(some), sum(count for _one, count in some)
    rates = [float(talked) * MONTH / WINDOW for _one, talked in some]
    found = statistics.mean(rates) if count >= FEW else None
    words = ngettext("{n} talk in 90 days", "{n} talks in 90 days", mine).format(n=mine)
    interval = (found.value, max(found.low, 0.0), found.high) if found else (None, None, None)
    title = stage_words()[stage]
    return StageAttention(
        _id(stage), stage, count,
        Figure(_id(stage), title, Unit.RATE, count, *interval, words=words),
        mine, mine / talks if talks else 0.0, count / customers,
        sum(talked == 0 for _one, talked in some), sum(one.value or 0 for one, _talked in some),
    )  # fmt: skip


def _id(stage: Stage | None) -> str:
    return stage.value if stage else "none"


def _finding(rows: Sequence[StageAttention], alive: Sequence[Known], talks: Sequence[int]) -> str:
    sure = [row for row in rows if row.stage is not None and row.figure.value is not None]
    untouched = sum(count == 0 for count in talks)
    silent = ngettext(
        "{n} customer of {all} has had no talk on our initiative in 90 days",
        "{n} customers of {all} have had no talk on our initiative in 90 days",
        untouched,
    ).format(n=untouched, all=len(alive))
    if len(sure) < 2:
        return f"{silent}."
    most = max(sure, key=lambda row: row.figure.value or 0)
    least = min(sure, key=lambda row: row.figure.value or 0)
    return _("Most attention goes to “{most}”, least to “{least}”; {silent}.").format(
        most=most.figure.title, least=least.figure.title, silent=silent
    )
