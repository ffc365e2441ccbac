from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from app.services.customers import views
from app.services.customers.views import View, Which

TODAY = date(2026, 5, 4)


@dataclass
class Row:
    direction: str = "steady"
    quiet_from: date | None = None
    next_renewal: date | None = None
    risk: float | None = None
    owner_id: int | None = 1


@pytest.mark.parametrize(
    ("which", "row"),
    [
        (Which.FALLING, Row(direction="falling")),
        (Which.QUIET, Row(quiet_from=TODAY)),
        (Which.RENEWING, Row(next_renewal=TODAY + timedelta(days=90))),
        (Which.AT_RISK, Row(risk=0.2)),
        (Which.UNOWNED, Row(owner_id=None)),
    ],
)
def test_a_ready_made_view_shows_whom_it_names_and_nobody_else(which, row):
    other = Row(quiet_from=TODAY + timedelta(days=1), risk=0.1)
    assert views.choose([row, other], which, TODAY) == [row]
    assert views.choose([row, other], Which.ALL, TODAY) == [row, other]


def test_views_come_back_as_they_were_kept():
    kept = [View("Nord", Which.QUIET, "kiel", "level", descending=True), View("Alle")]
    assert views.from_text(views.as_text(kept)) == kept


def test_a_view_takes_the_place_of_one_of_the_same_name():
    first, second = View("nord", text="kiel"), View("Nord", text="lübeck")
    assert views.added([first, View("Alle")], second) == [View("Alle"), second]
    assert views.without([second], "Nord") == []


@pytest.mark.parametrize("text", ["", "{", "7", '[{"name": "x"}]', '[{"which": "of old"}]', "[1]"])
def test_what_cannot_be_read_is_left_out(text):
    assert views.from_text(text) == []
