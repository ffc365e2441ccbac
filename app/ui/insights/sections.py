"""All sections of Insights, in the order of the list."""

from app.ui.insights.attention_sections import (
    attention_section,
    silence_section,
    stages_section,
)
from app.ui.insights.market_sections import chances_section, competitors_section
from app.ui.insights.perception_section import perception_section
from app.ui.insights.promises_section import promises_section
from app.ui.insights.right_section import right_section
from app.ui.insights.specs import SectionSpec
from app.ui.insights.standing_sections import (
    characters_section,
    loops_section,
    segments_section,
    team_section,
)
from app.ui.insights.voice_sections import nps_section, satisfaction_section


def sections() -> tuple[SectionSpec, ...]:
    """Return the sections; nothing is asked of the book yet."""
    return (
        perception_section(),
        promises_section(),
        nps_section(),
        satisfaction_section(),
        attention_section(),
        stages_section(),
        silence_section(),
        loops_section(),
        characters_section(),
        segments_section(),
        team_section(),
        competitors_section(),
        chances_section(),
        right_section(),
    )
