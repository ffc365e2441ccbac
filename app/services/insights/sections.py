"""All sections by name, for the command line, reports and tests; the page has its own table."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.services.insights import (
    attention,
    chances,
    characters,
    competition,
    loops,
    perception,
    promise_keeping,
    recommendation,
    satisfaction,
    segments,
    silence,
    stages,
    team,
)
from app.services.insights.rows import Facts, Insight


@dataclass(frozen=True, slots=True)
class Section:
    """What a section says as of a day, and what is behind one of its figures."""

    insight: Callable[[Session, date], Insight]
    facts: Callable[[Session, date, str], Facts]


SECTIONS: dict[str, Section] = {
    "perception": Section(perception.perception, perception.facts),
    "promises": Section(promise_keeping.promise_keeping, promise_keeping.facts),
    "nps": Section(recommendation.recommendation, recommendation.facts),
    "satisfaction": Section(satisfaction.satisfaction, satisfaction.facts),
    "attention": Section(attention.attention, attention.facts),
    "stages": Section(stages.stages, stages.facts),
    "silence": Section(silence.silences, silence.facts),
    "loops": Section(loops.loops, loops.facts),
    "characters": Section(characters.characters, characters.facts),
    "segments": Section(segments.segments, segments.facts),
    "team": Section(team.team, team.facts),
    "competitors": Section(competition.competition, competition.facts),
    "chances": Section(chances.chances, chances.facts),
}
