"""Files into the book: what is created, updated, left alone or refused, and said so."""

from datetime import UTC, date, datetime

import pytest

from app.services.book import settings
from app.services.book.settings import BookSettings
from app.services.importing import service
from app.services.importing.fields import KINDS
from app.services.importing.service import Options
from app.services.sample.company import company

MEGABYTE = "Zeile ü\n" * 120_000


def reasons(report):
    return [(one.line, one.reason) for one in report.rejected]


def counts(report):
    return report.created, report.updated, report.unchanged, len(report.rejected)


# ---- what arrives in the book


def test_a_customer_arrives_with_all_that_the_row_says(take, rows):
    take(
        "customers",
        "name,external_id,segment,owner,stage,since,seats,city,country,website,email,phone,"
        "language,note\n"
        "Fjell AS,F-1,Shipping,Ana,bonding,2020-02-29,40,Bergen,NO,fjell.example,a@fjell.example,"
        "'+47 55,no,=likes formulas\n",
    )
    [fjell] = rows("customers")
    [ana] = rows("colleagues")
    expected = {
        "name": "Fjell AS",
        "external_id": "F-1",
        "segment": "Shipping",
        "owner_id": ana["id"],
        "stage": "bonding",
        "since": date(2020, 2, 29),
        "seats": 40,
        "city": "Bergen",
        "country": "NO",
        "website": "fjell.example",
        "email": "a@fjell.example",
        "phone": "+47 55",
        "language": "no",
        "note": "=likes formulas",
        "recorded_on": date(2020, 2, 29),
    }
    assert {name: fjell[name] for name in expected} == expected


def test_strange_names_and_a_long_note_are_kept_exactly(take, rows):
    names = ["Sarah ✨🏠", "שלום בע״מ", "شركة النور", "Ångström\u0301", "O'Brien; Sons"]
    text = "name,note\n" + "".join(f'"{name}",x\n' for name in names)
    take("customers", text + f'Long,"{MEGABYTE}"\n')
    found = rows("customers")
    assert [row["name"] for row in found] == [*names, "Long"]
    assert found[-1]["note"] == MEGABYTE


def test_an_interaction_brings_whom_it_names(take, rows, database):
    with database.write() as session:
        settings.save(session, BookSettings(zone="Europe/Berlin"))
    report = take(
        "interactions",
        "customer;at;kind;direction;contact;colleague;minutes;note\n"
        'Fjell;2026-03-01T23:30;call;in;"kari@fjell.example; Per";Ana;12;"said ""hi"""\n'
        "FJELL;2026-03-02;email;out;Per;ana;;\n",
    )
    assert counts(report) == (2, 0, 0, 0)
    assert [row["name"] for row in rows("customers")] == ["Fjell"]
    assert [(row["name"], row["email"]) for row in rows("contacts")] == [
        ("kari@fjell.example", "kari@fjell.example"),
        ("Per", ""),
    ]
    assert [row["name"] for row in rows("colleagues")] == ["Ana"]
    call, email = rows("interactions")
    assert call["at"] == datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    assert call["occurred_on"] == call["recorded_on"] == date(2026, 3, 1)
    assert (call["two_way"], email["two_way"]) == (True, False)
    assert (email["at"], email["occurred_on"]) == (None, date(2026, 3, 2))
    assert call["note"] == 'said "hi"'


def test_money_is_in_minor_units_of_its_own_currency(take, rows):
    take(
        "contracts",
        "customer,title,value,currency\nA,Backup,1200.5,\nA,Phones,1200,JPY\nA,Lines,1.005,KWD\n",
    )
    found = [(row["value"], row["currency"]) for row in rows("contracts")]
    assert found == [(120_050, "EUR"), (1200, "JPY"), (1005, "KWD")]
    take("renewals", "customer,contract,due_on,value_before\nA,phones,2026-01-01,1300\n")
    assert rows("renewals")[0]["value_before"] == 1300


def test_responses_have_the_usual_scale_of_their_question(take, rows):
    report = take(
        "responses",
        "customer,at,question,score,scale,asked_on\n"
        "A,2026-01-01,NPS,9,,\n"
        "A,2026-01-01,csat,4,,\n"
        "A,2026-01-01,csat,8,1-10,\n"
        "A,2026-01-01,nps,,,2025-12-30\n"
        "A,2026-01-01,nps,11,,\n"
        "A,2026-01-01,nps,,,\n"
        "A,2026-01-01,How was lunch?,3,,\n"
        "A,2026-01-01,How was lunch?,1,-1-1,\n",
    )
    assert [
        (row["question"], row["score"], row["low"], row["high"]) for row in rows("responses")
    ] == [
        ("nps", 9, 0, 10),
        ("csat", 4, 1, 5),
        ("csat", 8, 1, 10),
        ("nps", None, 0, 10),
        ("How was lunch?", 1, -1, 1),
    ]
    assert [line for line, _reason in reasons(report)] == [6, 7, 8]


def test_a_promise_of_theirs_is_made_by_a_contact(take, rows):
    take(
        "promises",
        "customer,made_on,text,by,to,direction\n"
        "A,2026-01-01,Deliver,Ana,Per,\nA,2026-01-02,Pay,Per,Ana,theirs\n",
    )
    [per], [ana] = rows("contacts"), rows("colleagues")
    assert [(row["colleague_id"], row["contact_id"]) for row in rows("promises")] == [
        (ana["id"], per["id"])
    ] * 2


def test_a_superior_may_come_further_down_in_the_file(take, rows):
    text = "customer,name,reports_to\nA,Per,Kari\nA,Kari,\nA,Ola,Boss\n"
    assert counts(take("contacts", text)) == (3, 0, 0, 0)
    found = {row["name"]: row for row in rows("contacts")}
    assert list(found) == ["Per", "Kari", "Ola", "Boss"]
    assert found["Per"]["reports_to_id"] == found["Kari"]["id"]
    assert found["Ola"]["reports_to_id"] == found["Boss"]["id"]
    assert counts(take("contacts", text)) == (0, 0, 3, 0)


def test_a_customers_stage_follows_the_last_that_it_entered(take, rows):
    take(
        "stages",
        "customer,stage,entered_on\nA,bonding,2025-06-01\nA,purchase,2024-01-01\nA,lost,2030-01-01\n",
    )
    assert rows("customers")[0]["stage"] == "bonding"


# ---- what is known when


def test_facts_count_as_known_on_their_own_day_but_not_in_the_future(take, rows, today):
    take(
        "interactions",
        "customer,at,kind,recorded_on\n"
        "A,2024-05-01,call,\nA,2024-06-01,call,2024-09-09\nA,2031-01-01,call,\n",
    )
    assert [row["recorded_on"] for row in rows("interactions")] == [
        date(2024, 5, 1),
        date(2024, 9, 9),
        today,
    ]


def test_a_customer_is_known_from_its_first_fact_on(take, rows, today):
    take("customers", "name\nA\nB\n")
    assert [row["recorded_on"] for row in rows("customers")] == [today, today]
    take("tickets", "customer,external_id,opened\nA,1,2023-01-05\nC,2,2022-02-02\n")
    assert [row["recorded_on"] for row in rows("customers")] == [
        date(2023, 1, 5),
        today,
        date(2022, 2, 2),
    ]
    assert counts(take("customers", "name\nA\nB\n")) == (0, 0, 2, 0)


# ---- again and again


@pytest.fixture(scope="module")
def sample():
    return company(date(2026, 5, 4))


def test_the_same_rows_twice_change_nothing_of_any_kind(database, sample, today):
    with database.write() as session:
        first = service.import_rows(session, sample, Options(), today)
    with database.write() as session:
        second = service.import_rows(session, sample, Options(), date(2027, 1, 1))
    assert {file.kind for file in first.files} == set(KINDS)
    assert all(file.rows == file.created > 0 for file in first.files)
    assert all(file.rows == file.unchanged for file in second.files)
    assert second.batch is None


def test_the_same_rows_without_their_ids_twice_change_nothing_either(database, sample, today):
    bare = {
        kind: [
            {name: value for name, value in row.items() if name != "external_id"} for row in rows
        ]
        for kind, rows in sample.items()
        if kind not in {"tickets", "customers", "contracts", "vendors"}
    }
    for row in bare["responses"]:
        row["ticket"] = ""
    named = {kind: sample[kind] for kind in ("tickets", "customers", "contracts", "vendors")}
    for turn in range(2):
        with database.write() as session:
            report = service.import_rows(session, named | bare, Options(), today)
        column = "unchanged" if turn else "created"
        assert [f.kind for f in report.files if getattr(f, column) != f.rows] == []


def test_equal_facts_are_as_many_facts_as_there_are_rows(take, rows):
    text = "customer,at,question,score\n" + "A,2026-01-01,nps,5\n" * 3
    assert counts(take("responses", text)) == (3, 0, 0, 0)
    assert counts(take("responses", text)) == (0, 0, 3, 0)
    assert counts(take("responses", text + "A,2026-01-01,nps,5\n")) == (1, 0, 3, 0)
    assert len(rows("responses")) == 4


def test_new_values_update_and_empty_cells_leave_alone(take, rows):
    take("customers", "name,external_id,city,seats\nAcme,1,Oslo,5\n")
    report = take("customers", "name,external_id,city,seats\nAcme Ltd,1,,7\n")
    assert counts(report) == (0, 1, 0, 0)
    [acme] = rows("customers")
    assert (acme["name"], acme["city"], acme["seats"], acme["version"]) == (
        "Acme Ltd",
        "Oslo",
        7,
        2,
    )


def test_a_promise_without_an_id_is_known_again_by_its_words(take, rows):
    take("promises", "customer,made_on,text\nA,2026-01-01,Call back\n")
    report = take("promises", "customer,made_on,text,done_on\nA,2026-01-01,Call back,2026-01-05\n")
    assert counts(report) == (0, 1, 0, 0)
    assert rows("promises")[0]["done_on"] == date(2026, 1, 5)


def test_an_id_of_another_system_is_another_record(take, rows):
    text = "customer,external_id,opened\nA,17,2026-01-01\n"
    take("tickets", text, source="zammad")
    assert counts(take("tickets", text, source="otrs")) == (1, 0, 0, 0)
    assert counts(take("tickets", text, source="zammad")) == (0, 0, 1, 0)
    assert [row["source"] for row in rows("tickets")] == ["zammad", "otrs"]


def test_a_record_that_stands_twice_is_completed_but_not_contradicted(take, rows):
    report = take(
        "customers",
        "name,external_id,city,country\nAcme,1,Oslo,\nAcme,1,,NO\nAcme,1,Bergen,\nAcme,1,Oslo,NO\n",
    )
    assert counts(report) == (1, 1, 1, 1)
    assert reasons(report) == [(4, "city: an earlier row about the same says otherwise")]
    [acme] = rows("customers")
    assert (acme["city"], acme["country"]) == ("Oslo", "NO")


def test_customers_that_tickets_called_by_their_number_get_their_names_later(take, rows):
    take("tickets", "customer,external_id,opened\nC-7,1,2026-01-01\n")
    take("customers", "name,external_id\nAcme,C-7\n")
    [acme] = rows("customers")
    assert (acme["name"], acme["external_id"]) == ("Acme", "C-7")


def test_two_customers_of_one_name_are_told_apart_by_their_numbers(take, rows):
    take("customers", "name,external_id\nMüller,1\nMÜLLER,2\n")
    report = take(
        "tickets",
        "customer,external_id,opened\n2,1,2026-01-01\nMüller,2,2026-01-01\nmüller,3,2026-01-01\n",
    )
    assert rows("tickets")[0]["customer_id"] == 2
    assert [line for line, _reason in reasons(report)] == [3, 4]
    assert "more than one customer “Müller”" in reasons(report)[0][1]


def test_a_contact_is_known_again_by_address_then_by_name(take, rows):
    take("contacts", "customer,name,email\nA,Kari Moe,kari@a.example\nB,Kari Moe,kari@b.example\n")
    report = take(
        "contacts",
        "customer,name,email,title\n"
        "A,Kari Moe-Lund,KARI@a.example,CEO\n"
        "A,Per,per@a.example,\n"
        "B,Kari Moe,new@b.example,\n",
    )
    assert counts(report) == (1, 2, 0, 0)
    assert [(row["name"], row["email"]) for row in rows("contacts")] == [
        ("Kari Moe-Lund", "KARI@a.example"),
        ("Kari Moe", "new@b.example"),
        ("Per", "per@a.example"),
    ]


def test_two_people_of_one_name_in_one_file_stay_two(take, rows):
    text = "customer,name,email\nA,Jan,jan1@a.example\nA,Jan,jan2@a.example\n"
    assert counts(take("contacts", text)) == (2, 0, 0, 0)
    assert counts(take("contacts", text)) == (0, 0, 2, 0)


# ---- what is refused


def test_each_bad_row_is_refused_with_its_line_and_reason_and_the_others_are_taken(take, rows):
    report = take(
        "interactions",
        "customer,at,kind,feeling,minutes,note\n"
        "A,2026-01-01,call,2,,fine\n"
        "A,2026-01-01,call,7,,\n"
        ",2026-01-01,call,,,\n"
        "A,03.05.2026,smoke signal,,,\n"
        "A,2026-01-01,call,,-5,\n"
        "A,9999-12-31,call,,,far\n"
        "A,10000-01-01,call,,,\n"
        "A,2026-01-01,call,,,b\0d\n"
        'A,2026-01-02,call,,,"two\nlines"\n'
        "A,2026-01-03,call,,,last\n",
    )
    assert counts(report) == (4, 0, 0, 6)
    assert reasons(report) == [
        (3, "feeling: 7 does not lie between -2 and 2"),
        (4, "customer is missing"),
        (
            5,
            "at: “03.05.2026”: write days as year-month-day, here 2026-05-03; "
            "kind: “smoke signal” is none of call, email, meeting, visit, review, chat, note",
        ),
        (6, "minutes: -5: this cannot be negative"),
        (8, "at: “10000-01-01” is not written as a day, such as 2026-05-03"),
        (9, "note: “b d” holds a control character (number 0), which no text has"),
    ]
    assert [row["note"] for row in rows("interactions")] == ["fine", "far", "two\nlines", "last"]
    assert rows("interactions")[1]["occurred_on"] == date(9999, 12, 31)
