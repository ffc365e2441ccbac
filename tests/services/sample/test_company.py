"""The sample company is acceptable to the letter, alive today, and the same every time."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from enum import StrEnum

import pytest

from app.models import kinds
from app.services.sample.company import company
from app.services.sample.rows import COLUMNS, Row

TODAY = date(2026, 11, 23)
Tables = dict[str, list[Row]]

REQUIRED = {
    "customers": "name",
    "contacts": "customer name",
    "contracts": "customer title",
    "renewals": "customer contract due_on",
    "interactions": "customer at kind",
    "tickets": "customer external_id opened",
    "responses": "customer at question",
    "self_ratings": "customer at question score",
    "feedback": "customer at text",
    "promises": "customer made_on text",
    "expectations": "customer text",
    "goals": "customer text",
    "initiatives": "customer title",
    "advocacy": "customer on kind",
    "competitors": "customer on competitor",
    "stages": "customer stage entered_on",
    "vendors": "name",
    "colleagues": "name",
}
WORDS: dict[tuple[str, str], type[StrEnum]] = {
    ("customers", "stage"): kinds.Stage,
    ("stages", "stage"): kinds.Stage,
    ("contracts", "renews"): kinds.Renews,
    ("renewals", "outcome"): kinds.Outcome,
    ("interactions", "kind"): kinds.InteractionKind,
    ("interactions", "direction"): kinds.Direction,
    ("responses", "question"): kinds.Question,
    ("responses", "channel"): kinds.ResponseChannel,
    ("feedback", "kind"): kinds.FeedbackKind,
    ("promises", "direction"): kinds.PromiseDirection,
    ("advocacy", "kind"): kinds.AdvocacyKind,
    ("competitors", "stance"): kinds.Stance,
    ("vendors", "kind"): kinds.VendorKind,
}
RANGES = {
    "feeling": (-2, 2),
    "attitude": (-2, 2),
    "influence": (0, 5),
    "priority": (1, 4),
    "weight": (1, 5),
    "met": (0, 4),
    "progress": (0, 100),
    "value": (1, 10**7),
    "notice_days": (0, 365),
    "seats": (1, 10**4),
    "minutes": (1, 600),
}
DATES = {
    "since", "joined_on", "left_on", "starts", "ends", "upstream_ends", "due_on", "decided_on",
    "at", "opened", "closed", "asked_on", "acted_on", "told_on", "confirmed_on", "made_on",
    "done_on", "broken_on", "moved_from", "raised_on", "set_on", "started_on", "on",
    "thanked_on", "entered_on", "recorded_on",
}  # fmt: skip
AHEAD = {"due_on", "ends", "upstream_ends", "moved_from"}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return company(TODAY)


def day(text: str) -> date:
    return datetime.fromisoformat(text).date()


def of(tables: Tables, kind: str, customer: str) -> list[Row]:
    ref = next(row["external_id"] for row in tables["customers"] if row["name"] == customer)
    return [row for row in tables[kind] if row["customer"] == ref]


def test_every_kind_is_there_with_its_columns_and_required_cells(tables: Tables) -> None:
    assert tables.keys() == COLUMNS.keys() == REQUIRED.keys()
    for kind, rows in tables.items():
        assert rows
        for row in rows:
            assert tuple(row) == COLUMNS[kind]
            assert all(row[column] for column in REQUIRED[kind].split()), (kind, row)


def test_it_has_sixty_customers_over_thirty_months(tables: Tables) -> None:
    assert len(tables["customers"]) == 60
    assert 6000 <= sum(map(len, tables.values())) <= 9500
    talked = sorted(day(row["at"]) for row in tables["interactions"])
    assert talked[0] > TODAY - timedelta(920)
    assert TODAY - timedelta(4) < talked[-1] <= TODAY


def test_every_word_is_one_of_the_format(tables: Tables) -> None:
    for (kind, column), words in WORDS.items():
        used = {row[column] for row in tables[kind]} - {""}
        assert used <= {word.value for word in words}, (kind, column)
    asked = {row["may_be_asked"] for row in tables["contacts"]}
    assert asked == {"yes", "no"}


def test_every_number_lies_in_its_range(tables: Tables) -> None:
    for kind, rows in tables.items():
        for column in RANGES.keys() & set(COLUMNS[kind]):
            low, high = RANGES[column]
            numbers = [int(row[column]) for row in rows if row[column]]
            assert all(low <= number <= high for number in numbers), (kind, column)
    for row in tables["responses"] + tables["self_ratings"]:
        low, high = map(int, row["scale"].split("-"))
        assert row["score"] == "" or low <= int(row["score"]) <= high


def test_what_happened_lies_in_the_past_and_steps_follow_each_other(tables: Tables) -> None:
    for kind, rows in tables.items():
        past = (DATES - AHEAD) & set(COLUMNS[kind])
        for row in rows:
            assert all(not row[name] or day(row[name]) <= TODAY for name in past), (kind, row)
    steps = {
        "tickets": "opened closed",
        "promises": "made_on done_on told_on confirmed_on",
        "feedback": "at acted_on told_on confirmed_on",
        "contracts": "starts ends",
        "responses": "asked_on at",
        "expectations": "raised_on asked_on",
        "goals": "set_on due_on",
        "advocacy": "on thanked_on",
        "renewals": "decided_on due_on",
    }
    for kind, names in steps.items():
        for row in tables[kind]:
            days = [day(row[name]) for name in names.split() if row[name]]
            assert days == sorted(days), (kind, row)


def test_whoever_is_named_is_there(tables: Tables) -> None:
    customers = {row["external_id"] for row in tables["customers"]}
    contacts = {(row["customer"], row["email"]) for row in tables["contacts"]}
    names = {(row["customer"], row["name"]) for row in tables["contacts"]}
    colleagues = {row["name"] for row in tables["colleagues"]}
    contracts = {(row["customer"], row["external_id"]) for row in tables["contracts"]}
    tickets = {(row["customer"], row["external_id"]) for row in tables["tickets"]}
    vendors = {row["name"] for row in tables["vendors"]}
    for rows in tables.values():
        for row in rows:
            ref = row.get("customer", "")
            assert ref == "" or ref in customers
            assert not row.get("contact") or (ref, row["contact"]) in contacts
            assert not row.get("reports_to") or (ref, row["reports_to"]) in names
            assert not row.get("contract") or (ref, row["contract"]) in contracts
            assert not row.get("ticket") or (ref, row["ticket"]) in tickets
            assert not row.get("vendor") or row["vendor"] in vendors
            assert {row.get("colleague") or row.get("owner") or "Ana Weber"} <= colleagues


def test_no_name_or_number_is_used_twice(tables: Tables) -> None:
    for kind, rows in tables.items():
        ids = [row["external_id"] for row in rows if row.get("external_id")]
        assert len(ids) == len(set(ids)), kind
    names = [row["name"] for row in tables["customers"]]
    sites = [row["website"] for row in tables["customers"]]
    people = [(row["customer"], row["name"]) for row in tables["contacts"]]
    terms = [(row["contract"], row["due_on"]) for row in tables["renewals"]]
    for seen in (names, sites, people, terms):
        assert len(seen) == len(set(seen))


def test_every_address_is_nobodys(tables: Tables) -> None:
    addresses = [
        row[column]
        for rows in tables.values()
        for row in rows
        for column in ("email", "website")
        if row.get(column)
    ]
    assert addresses
    assert all(re.fullmatch(r"[ -~]+\.example", address) for address in addresses)


def test_the_same_day_and_seed_give_the_same_rows(tables: Tables) -> None:
    assert company(TODAY) == tables
    assert company(TODAY, seed="another") != tables


def test_another_today_shifts_everything_but_the_dates_of_contracts(tables: Tables) -> None:
    later = company(TODAY + timedelta(28))
    assert {kind: len(rows) for kind, rows in later.items()} == {
        kind: len(rows) for kind, rows in tables.items()
    }
    for kind, column in (("interactions", "at"), ("tickets", "opened"), ("promises", "due_on")):
        for before, after in zip(tables[kind], later[kind], strict=True):
            assert day(after[column]) - day(before[column]) == timedelta(28)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 11, 22), date(2027, 1, 1)])
def test_it_can_be_opened_on_any_day(today: date) -> None:
    rows = company(today)
    assert all(day(row["at"]) <= today for row in rows["interactions"])
    assert any(row["due_on"] == today.isoformat() for row in rows["promises"])


def test_notes_do_not_repeat_themselves_at_a_customer(tables: Tables) -> None:
    for customer in {row["external_id"] for row in tables["customers"]}:
        notes = [row["note"] for row in tables["interactions"] if row["customer"] == customer]
        assert max(Counter(filter(None, notes)).values()) <= 3
    everything = [row["note"] for row in tables["interactions"] if row["note"]]
    assert len(set(everything)) > 0.8 * len(everything)
    assert not any("{" in note for note in everything)


def test_promises_of_every_fate_and_some_for_today(tables: Tables) -> None:
    ours = [row for row in tables["promises"] if row["direction"] == "ours"]
    unfinished = [row for row in ours if not row["done_on"] and not row["broken_on"]]
    assert any(row["due_on"] == TODAY.isoformat() for row in unfinished)
    assert any(row["due_on"] < TODAY.isoformat() for row in unfinished)
    assert any(TODAY < day(row["due_on"]) < TODAY + timedelta(7) for row in unfinished)
    assert any(row["broken_on"] for row in ours)
    assert any(row["moved_from"] for row in ours)
    assert any(row["done_on"] > row["due_on"] for row in ours)


def test_feedback_stands_in_all_four_columns_of_the_board(tables: Tables) -> None:
    columns = Counter(
        sum(bool(row[step]) for step in ("acted_on", "told_on", "confirmed_on"))
        for row in tables["feedback"]
    )
    assert all(columns[step] >= 3 for step in range(4))


def test_renewals_come_up_at_every_distance_and_notice_ends_this_week(tables: Tables) -> None:
    decided = {(row["contract"], row["due_on"]) for row in tables["renewals"]}
    due = [
        row
        for row in tables["contracts"]
        if row["ends"] >= TODAY.isoformat() and (row["external_id"], row["ends"]) not in decided
    ]
    left = [(day(row["ends"]) - TODAY).days for row in due]
    assert sum(days <= 30 for days in left) >= 2
    assert sum(30 < days <= 90 for days in left) >= 4
    assert sum(90 < days <= 180 for days in left) >= 8
    notice = [
        day(row["ends"]) - timedelta(int(row["notice_days"])) - TODAY
        for row in due
        if row["renews"] == "automatic"
    ]
    assert sum(timedelta(0) <= days <= timedelta(7) for days in notice) >= 3


def test_enough_was_lost_and_kept_to_judge_the_warnings(tables: Tables) -> None:
    outcomes = Counter(row["outcome"] for row in tables["renewals"])
    assert outcomes["lost"] >= 5
    assert outcomes["reduced"] >= 5
    assert outcomes["renewed"] + outcomes["rolled_over"] + outcomes["grown"] >= 40
    assert all(row["reason"] for row in tables["renewals"] if row["outcome"] == "lost")


def test_the_silent_leaver_has_not_spoken_with_us_for_months(tables: Tables) -> None:
    talks = of(tables, "interactions", "Vestergård Emballage A/S")
    two_way = max(day(row["at"]) for row in talks if row["two_way"] == "yes")
    assert TODAY - two_way > timedelta(120)
    unanswered = of(tables, "responses", "Vestergård Emballage A/S")
    assert sum(not row["score"] for row in unanswered) >= 5


def test_the_champion_has_left_and_the_advocate_has_sent_friends(tables: Tables) -> None:
    people = of(tables, "contacts", "Kröpelinsche Medizintechnik GmbH & Co. KG")
    assert sum(bool(row["left_on"]) for row in people) == 1
    acts = of(tables, "advocacy", "Sæter & Vikhammer Arkitekter AS")
    assert sum(row["kind"] == "referral" for row in acts) == 2


def test_the_complainer_complains_and_stays(tables: Tables) -> None:
    name = "Brunnhübner Brauerei & Gasthöfe KG"
    complaints = [row for row in of(tables, "feedback", name) if row["kind"] == "complaint"]
    assert len(complaints) >= 7
    assert {row["outcome"] for row in of(tables, "renewals", name)} <= {"renewed", "grown"}
