"""Fjord & Föhn IT, an invented reseller: thirty months of sixty customers, ending today.

Nothing in it is real. The same day and seed give the same rows, and another day shifts them all.
"""

from collections.abc import Callable
from datetime import date
from random import Random

from app.services.sample import departures, stories, tempers
from app.services.sample.cast import COLLEAGUES, VENDORS, latin
from app.services.sample.contacts import domain
from app.services.sample.life import WINDOW, Life
from app.services.sample.profiles import FAR, OTHERS, STORIES, Profile
from app.services.sample.rows import Row, Rows
from app.services.sample.this_week import THIS_WEEK

NAME = "Fjord & Föhn IT"
SEED = "fjord"

PLOTS: dict[str, Callable[[Life], None]] = {
    plot.__name__: plot
    for plot in (
        departures.silent_leaver,
        departures.unnoticed,
        stories.rescued,
        stories.captive,
        departures.champion_left,
        stories.advocate,
        stories.in_love,
        stories.complainer,
        departures.signed_and_dropped,
        departures.warned,
        tempers.steady,
        tempers.busy,
        tempers.distant,
        tempers.loyal,
        tempers.rising,
        tempers.souring,
        tempers.bumpy,
        tempers.bargain,
        tempers.quiet,
        tempers.reduced,
        tempers.lost_on_price,
        tempers.lost_on_quality,
        tempers.lost_to_a_merger,
        tempers.prospect,
    )
}


def company(today: date, seed: str = SEED) -> dict[str, list[Row]]:
    """Write the whole company as rows of Rapport's own CSV kinds, in the order to import them."""
    rows = Rows()
    _ourselves(rows, today)
    for number, profile in enumerate((*STORIES, *OTHERS, *FAR), start=1):
        rng = Random(f"{seed}/{profile.name}")  # noqa: S311 - stories, not secrets
        life = Life(rows, profile, f"C-{number:04d}", today, rng)
        PLOTS[profile.plot](life)
        if more := THIS_WEEK.get(profile.name):
            more(life)
        _customer(life)
    return rows.tables


def _ourselves(rows: Rows, today: date) -> None:
    for name, role in COLLEAGUES:
        left = date.fromordinal(today.toordinal() - 210) if name == COLLEAGUES[-1][0] else None
        address = f"{latin(name)}@fjordfoehn.example"
        rows.add("colleagues", name=name, email=address, role=role, left_on=left)
    for name, kind, note in VENDORS:
        website = f"https://{latin(name).replace('.', '-')}.example"
        rows.add("vendors", name=name, kind=kind, website=website, note=note)


def _customer(life: Life) -> None:
    """Write the customer itself last, when its story has said since when and at which stage."""
    profile: Profile = life.profile
    stages = [row for row in life.rows.tables["stages"] if row["customer"] == life.ref]
    stages.sort(key=lambda row: row["entered_on"])
    signed = [row["entered_on"] for row in stages if row["stage"] == "purchase"]
    languages = {"ch": "de", "no": "nb"}
    life.rows.add(
        "customers",
        external_id=life.ref,
        name=profile.name,
        segment=profile.segment,
        owner=life.owner,
        stage=stages[-1]["stage"],
        since=signed[0] if signed else None,
        seats=profile.seats,
        city=profile.city,
        country=profile.country,
        website=f"https://{domain(life)}",
        email=f"info@{domain(life)}",
        language=languages.get(profile.tongue, profile.tongue),
    )


__all__ = ["NAME", "SEED", "WINDOW", "company"]
