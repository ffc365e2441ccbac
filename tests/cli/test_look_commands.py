from datetime import date, timedelta

import pytest

from app.models.kinds import Character
from tests.conftest import TODAY

ADVOCATE = "Sæter & Vikhammer Arkitekter AS"
LEAVER = "Vestergård Emballage A/S"


def test_every_customer_has_a_line_with_the_fixed_fields(rapport):
    lines = rapport("customers")
    assert len(lines) == 60
    assert set(lines[0]) == {
        "customer", "external_id", "stage", "owner", "standing", "low", "high", "change_180d",
        "direction", "character", "yearly_value", "next_renewal", "risk", "last_two_way",
        "evidence",
    }  # fmt: skip
    assert all(line["low"] <= line["standing"] <= line["high"] for line in lines)


def test_every_customer_has_one_word_for_its_character(rapport):
    found = {line["customer"]: line["character"] for line in rapport("customers")}
    assert set(found.values()) <= set(Character)
    assert (found[ADVOCATE], found[LEAVER]) == ("partner", "indifferent")
    named = rapport("customers", "--filter", "indifferent")
    assert LEAVER in [line["customer"] for line in named]


def test_customers_can_be_filtered(rapport):
    assert [line["customer"] for line in rapport("customers", "--filter", "vestergård")] == [LEAVER]


def test_an_advocate_stands_above_a_silent_leaver(rapport):
    standing = {line["customer"]: line["standing"] for line in rapport("customers")}
    assert standing[ADVOCATE] > 65 > standing[LEAVER]


def test_effects_and_baseline_add_up_to_the_last_level(rapport):
    found = rapport("trajectory", LEAVER)
    total = found["baseline"] + sum(one["effect"] for one in found["evidence"])
    assert total == pytest.approx(found["points"][-1]["level"], abs=1e-9)
    assert "silence" in {one["kind"] for one in found["evidence"]}


def test_a_trajectory_has_one_point_a_day(rapport):
    since = TODAY - timedelta(days=100)
    points = rapport("trajectory", ADVOCATE, "--since", since.isoformat())["points"]
    days = [date.fromisoformat(point["date"]) for point in points]
    assert days == [since + timedelta(days=n) for n in range(101)]


@pytest.mark.parametrize(
    "words", [("renewals", "--within", "99999999"), ("undo-import", "99999999999999999999")]
)
def test_a_number_that_is_out_of_all_range_is_refused_as_wrong_usage(rapport, words):
    assert "is not in the range" in rapport(*words, status=2)


def test_the_worst_value_at_risk_comes_first(rapport):
    rows = rapport("renewals", "--within", "180")
    worths = [row["value_at_risk"] for row in rows if row["value_at_risk"] is not None]
    assert worths == sorted(worths, reverse=True)
    assert all(0 < row["low"] <= row["risk"] <= row["high"] < 1 for row in rows)


def test_decided_renewals_are_only_listed_when_asked_for(rapport):
    assert not any(row["outcome"] for row in rapport("renewals"))
    assert any(row["outcome"] == "lost" for row in rapport("renewals", "--all"))


def test_today_has_something_in_every_section(rapport):
    found = {row["what"] for row in rapport("today")}
    assert found == {"promises", "loops", "renewals", "reviews", "quiet", "answers", "asking"}


def test_looking_at_a_past_day_changes_nothing_in_the_book(rapport):
    before = rapport("customers")
    rapport("today", as_of=TODAY - timedelta(days=90))
    assert rapport("customers") == before


def test_search_finds_words_of_notes(rapport):
    found = rapport("search", "firewall", "--limit", "5")
    assert 0 < len(found) <= 5
    assert all("firewall" in row["snippet"].casefold() for row in found)


def test_search_as_of_a_day_sees_nothing_later(rapport):
    day = TODAY - timedelta(days=200)
    found = rapport("search", "firewall", as_of=day)
    assert found
    assert all(row["date"] is None or row["date"] <= day.isoformat() for row in found)


def test_an_unknown_customer_is_told_the_nearest(rapport):
    assert LEAVER in rapport("trajectory", "Vestergard Embalage", status=1)


@pytest.mark.parametrize("command", ["surveys"])
def test_what_is_not_there_yet_says_so(rapport, command):
    assert "not available yet" in rapport(command, status=1)


def test_wrong_usage_has_its_own_status(rapport):
    assert "No such command" in rapport("custmers", status=2)
