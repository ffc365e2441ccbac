"""What would have been said of renewals before they were decided (docs/method.md, 12)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models.kinds import Outcome, Surprise
from app.services.contracts import learning
from app.services.contracts.assess import sd_ahead
from app.services.customers.looking_back import Look
from app.services.trajectory import audit as rules
from app.services.trajectory import baselines, learner
from app.services.trajectory.audit import Judged

WARNED = 0.2  # the chance of loss from which lists warn


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would have been said of a renewal on a day before it was decided, and what came.

    Level and sd in points, chances 0–1 (``low`` and ``high`` are the 80 % range of ``p_lost``),
    value per year in minor units. ``learnt`` counts the decided renewals known on that day.
    """

    renewal_id: int
    customer_id: int
    contract_id: int
    customer: str
    contract: str
    decide_by: date
    as_of: date
    level: float
    sd: float
    p_lost: float
    p_reduced: float
    low: float
    high: float
    base_rate: float
    outcome: Outcome
    lost: bool
    value: int | None
    currency: str
    learnt: int
    reason: str
    surprise: Surprise | None

    @property
    def warned(self) -> bool:
        """Whether a warning stood on that day."""
        return self.p_lost >= WARNED

    @property
    def lead(self) -> int:
        """Days from that day to the last day to decide."""
        return (self.decide_by - self.as_of).days

    @property
    def judged(self) -> Judged:
        """The chance said, beside the base rate known then and what came."""
        return Judged(self.p_lost, self.base_rate, self.lost, self.value or 0)

    @property
    def surprise_bits(self) -> float:
        """How surprising the outcome was, in bits."""
        return rules.surprise(self.p_lost, lost=self.lost)


class Experience:
    """What the firm had learnt by any day."""

    def __init__(self, looks: Sequence[Look]) -> None:
        """Take the looks at the distance at which renewals teach."""
        self._models = learner.of_risk(map(learning.taught, looks))
        outcomes = sorted((look.renewal.known_on, look.renewal.lost) for look in looks)
        self._days = [day for day, _lost in outcomes]
        self._losses = [day for day, lost in outcomes if lost]

    def forecast(self, look: Look) -> Forecast:
        """Return what would have been said on the day of a look."""
        renewal = look.renewal
        model = self._models.on(look.as_of.toordinal())
        ahead = max((renewal.decide_by - look.as_of).days, 0)
        said = model.predict(look.features, sd_ahead(look.mass, ahead), monthly=renewal.monthly)
        decided = bisect_right(self._days, look.as_of)
        return Forecast(
            renewal.id, renewal.customer_id, renewal.contract_id, renewal.customer,
            renewal.contract, renewal.decide_by, look.as_of, look.level, look.sd, said.p_lost,
            said.p_reduced, said.low, said.high,
            baselines.base_rate(bisect_right(self._losses, look.as_of), decided),
            renewal.outcome, renewal.lost, renewal.value, renewal.currency, decided,
            renewal.reason, renewal.surprise,
        )  # fmt: skip
