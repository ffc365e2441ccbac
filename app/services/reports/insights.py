"""What the whole book says, all sections of it at once, as it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.services.book import settings
from app.services.insights import right
from app.services.insights.rows import Insight
from app.services.insights.sections import SECTIONS
from app.services.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Insights:
    """Every section by its name, as of a day."""

    company: str
    day: date
    found: Mapping[str, Insight]


def insights(session: Session, today: date, progress: Progress = silent) -> Insights:
    """Return what all sections say; cancelled through ``progress`` between two of them."""
    found: dict[str, Insight] = {}
    for number, (name, section) in enumerate(SECTIONS.items()):
        progress(number, len(SECTIONS))
        found[name] = section.insight(session, today)
    found["right"] = right.right(session, today, progress)
    return Insights(settings.load(session).company, today, found)
