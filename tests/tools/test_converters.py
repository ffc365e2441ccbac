"""The converters, run as people run them: on tiny invented files, and on the real ones if there."""

import csv
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
EVENTS = """\
number,incident_state,reopen_count,sys_mod_count,made_sla,caller_id,opened_at,location,category,\
subcategory,u_symptom,priority,assignment_group,assigned_to,closed_at
INC1,New,0,0,true,Caller 1,3/2/2016 04:05,Location 9,Category 5,?,?,2 - High,Group 1,?,\
7/2/2016 12:00
INC2,New,0,0,true,?,29/2/2016 10:00,?,?,?,?,4 - Low,?,Resolver 2,1/3/2016 10:00
INC1,Closed,1,2,false,Caller 1,3/2/2016 04:05,Location 9,Category 5,?,?,2 - High,Group 1,\
Resolver 8,7/2/2016 12:00
INC1,Active,1,1,false,Caller 1,3/2/2016 04:05,Location 9,Category 5,?,?,2 - High,Group 1,?,\
7/2/2016 12:00
"""
COMPANIES = """\
company_id,company_name,industry,company_size,region,plan_tier,seats_licensed,mrr,signup_date,\
is_churned,churn_month
A,Pinecone Ltd,Retail,SMB,East,Pro,10,100,2024-01-15,0,
B,Pinecone Ltd,Retail,SMB,West,Basic,5,50,2024-01-01,1,2024-05-01
"""
SUPPORT = """\
company_id,month,tickets_raised,avg_resolution_hours,tickets_breached_sla
A,2024-02-01,4,24.0,2
A,2024-08-01,0,0,0
B,2024-05-01,1,900,1
B,2024-06-01,3,1,0
"""
SUBSCRIBERS = """\
customer_id,segment,industry,city,employee_count_band,signup_date,churn_date,contract_type,\
acquisition_channel
1,SMB,Trade,Riga,<50,2022-03-10,,annual,paid
2,Mid,Law,Oslo,50-200,2020-02-29,2023-06-20,pay_as_you_go,direct
"""
ANSWERS = """\
response_id,customer_id,product_line_id,response_date,score,category,comment_tag
7,1,3,2024-03-10,9,promoter,price
8,2,3,2023-07-01,2,detractor,support
"""
REASONS = """\
customer_id,churn_date,primary_reason,competitor_named,interview_completed,nps_at_churn
2,2023-06-20,price,Ushanka AI,True,3
"""


def run(tool: str, source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / f"{tool}.py"), str(source), str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def convert(tool: str, source: Path, out: Path) -> dict[str, list[dict[str, str]]]:
    done = run(tool, source, out)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, str]]] = {}
    for path in out.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def real() -> Path:
    if not DATA.is_dir():
        pytest.skip(f"the data that none of us wrote is not at {DATA}")
    return DATA


def test_a_ticket_is_written_once_in_its_last_state(tmp_path: Path) -> None:
    source = folder(tmp_path, log=EVENTS) / "log.csv"
    first, second = convert("tickets_from_servicenow", source, tmp_path / "out")["tickets"]
    assert first == {
        "customer": "Location 9",
        "external_id": "INC1",
        "opened": "2016-02-03T04:05",
        "title": "Category 5",
        "closed": "2016-02-07T12:00",
        "priority": "2",
        "queue": "Group 1",
        "contact": "Caller 1",
        "colleague": "Resolver 8",
        "reopened": "1",
        "sla_breached": "yes",
        "status": "Closed",
    }
    assert second["customer"] == "Location unknown"
    assert second["contact"] == ""


def test_a_closing_date_is_not_believed_before_the_ticket_is_closed(tmp_path: Path) -> None:
    source = folder(tmp_path, log=EVENTS) / "log.csv"
    tickets = convert("tickets_from_servicenow", source, tmp_path / "out")["tickets"]
    assert [ticket["closed"] for ticket in tickets] == ["2016-02-07T12:00", ""]


def test_a_zip_is_read_like_the_file_in_it(tmp_path: Path) -> None:
    plain = folder(tmp_path, log=EVENTS) / "log.csv"
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as archive:
        archive.write(plain, "log.csv")
    zipped = convert("tickets_from_servicenow", tmp_path / "log.zip", tmp_path / "zipped")
    assert zipped == convert("tickets_from_servicenow", plain, tmp_path / "plain")


def test_trouble_is_one_sentence(tmp_path: Path) -> None:
    source = folder(
        tmp_path, log="number,state\nINC1,New\n", bad=EVENTS.replace("3/2/2016", "soon")
    )
    missing = run("tickets_from_servicenow", source / "log.csv", tmp_path / "out")
    assert missing.returncode == 1
    assert missing.stderr.startswith("log.csv has no column incident_state")
    bad = run("tickets_from_servicenow", source / "bad.csv", tmp_path / "out")
    assert "A date of ticket INC1 cannot be understood" in bad.stderr
    absent = run("from_saas_panel", tmp_path / "nowhere", tmp_path / "out")
    assert absent.stderr.strip().endswith("companies.csv is not there.")


def test_a_month_of_tickets_is_spread_over_its_days_with_its_breaches(tmp_path: Path) -> None:
    source = folder(tmp_path, companies=COMPANIES, support_monthly=SUPPORT)
    tickets = convert("from_saas_panel", source, tmp_path / "out")["tickets"]
    month = [row for row in tickets if row["customer"] == "A"]
    assert [row["opened"][:10] for row in month] == [
        "2024-02-04", "2024-02-11", "2024-02-19", "2024-02-26",
    ]  # fmt: skip
    assert [row["sla_breached"] for row in month] == ["no", "yes", "no", "yes"]
    assert month[0]["closed"] == "2024-02-05T09:00"


def test_nothing_of_a_company_is_known_after_it_left(tmp_path: Path) -> None:
    source = folder(tmp_path, companies=COMPANIES, support_monthly=SUPPORT)
    found = convert("from_saas_panel", source, tmp_path / "out")
    gone = [row for row in found["tickets"] if row["customer"] == "B"]
    assert [(row["opened"][:7], row["closed"]) for row in gone] == [("2024-05", "")]
    assert "churn" not in "".join(found["customers"][0]) + "".join(found["contracts"][0])


def test_a_company_stays_by_the_quarter_and_leaves_at_the_end_of_its_month(tmp_path: Path) -> None:
    source = folder(tmp_path, companies=COMPANIES, support_monthly=SUPPORT)
    renewals = convert("from_saas_panel", source, tmp_path / "out")["renewals"]
    assert [(row["customer"], row["due_on"], row["outcome"]) for row in renewals] == [
        ("A", "2024-04-14", "rolled_over"),
        ("A", "2024-07-14", "rolled_over"),
        ("B", "2024-03-31", "rolled_over"),
        ("B", "2024-05-31", "lost"),
    ]
    assert all(row["recorded_on"] == row["due_on"] for row in renewals)


def test_a_subscription_stays_by_the_year_and_leaves_with_its_reason(tmp_path: Path) -> None:
    source = folder(tmp_path, customers=SUBSCRIBERS, nps_responses=ANSWERS, churn_reasons=REASONS)
    found = convert("from_subscriptions_nps", source, tmp_path / "out")
    assert [(row["due_on"], row["outcome"], row["reason"]) for row in found["renewals"]] == [
        ("2023-03-09", "rolled_over", ""),
        ("2021-02-27", "rolled_over", ""),
        ("2022-02-27", "rolled_over", ""),
        ("2023-02-27", "rolled_over", ""),
        ("2023-06-20", "lost", "price"),
    ]
    assert found["renewals"][-1]["competitor"] == "Ushanka AI"
    terms = [(row["term_months"], row["renews"]) for row in found["contracts"]]
    assert terms == [("12", "automatic"), ("0", "open")]
    assert [row["score"] for row in found["responses"]] == ["9", "2"]


def test_every_real_ticket_is_there_once(real: Path, tmp_path: Path) -> None:
    log = next((real / "tickets_servicenow").glob("*.zip"))
    tickets = convert("tickets_from_servicenow", log, tmp_path)["tickets"]
    assert len(tickets) == len({row["external_id"] for row in tickets}) == 17136
    assert sum(row["sla_breached"] == "yes" for row in tickets) == 7332
    assert sum(row["reopened"] != "0" for row in tickets) == 202
    assert sum(row["customer"] == "Location unknown" for row in tickets) == 6


def test_the_real_panel_is_there_whole(real: Path, tmp_path: Path) -> None:
    found = convert("from_saas_panel", real / "saas_panel", tmp_path)
    assert len(found["customers"]) == len({row["name"] for row in found["customers"]}) == 500
    assert len(found["tickets"]) == 31712
    assert Counter(row["outcome"] for row in found["renewals"])["lost"] == 103


def test_the_real_subscriptions_are_there_whole(real: Path, tmp_path: Path) -> None:
    found = convert("from_subscriptions_nps", real / "subscriptions_nps", tmp_path)
    assert len(found["customers"]) == 3000
    assert len(found["responses"]) == 6877
    lost = [row for row in found["renewals"] if row["outcome"] == "lost"]
    assert len(lost) == 1051
    assert all(row["reason"] for row in lost)
