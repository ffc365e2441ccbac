"""Turn a monthly panel of companies into Rapport's customers, contracts, tickets and renewals.

    python tools/from_saas_panel.py FOLDER OUT_FOLDER

FOLDER holds companies.csv and support_monthly.csv. What is chosen, and why:

* Customers: ``company_id`` is the external id; names repeat in the panel, so the id is part of the
  name. ``is_churned`` and ``churn_month`` never reach the customer's own row: they would be
  hindsight. Size, region and plan go into the note, industry is the segment.
* Contracts: the panel knows no terms, and companies leave in any month, so each has one contract
  from month to month without notice, from sign-up. Its value is twelve times ``mrr``; the panel
  names no currency, so none is written.
* Renewals: a month-to-month contract has no yearly date on which it is decided. It is looked at
  every third month from sign-up: on the last day of each full quarter the contract "rolled over" if
  it still ran in the month after. A company that left has one more, ``lost``, on the last day of
  its ``churn_month`` (the panel has rows up to and including that month), and no quarter after or
  within it. A quarter whose following month the panel does not show any more is not written. Each
  is recorded on the day it was decided.
* Tickets: a month's count is spread evenly over its days; the breached ones are spread evenly over
  the month's tickets, and every ticket takes the month's average hours. Nothing else is invented:
  no priority, no contact. Months after the churn month are left out if there are any, and a ticket
  that would be closed after it stays open. Each is recorded on the day it was opened; since a
  monthly count is only known at the month's end, look at it on the first of a month.
* Usage and billing are not facts that Rapport has a place for, and are left out. That throws away
  most of what precedes churn in this panel; what a ranking is worth on the rest is the question.

Files are read row by row; only the companies are kept in memory.
"""

import sys
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from tables import Tables, Trouble, read, run

COMPANY = ["company_id", "company_name", "industry", "company_size", "region", "plan_tier"]
COMPANY += ["seats_licensed", "mrr", "signup_date", "churn_month"]
SUPPORT = ["company_id", "month", "tickets_raised", "avg_resolution_hours", "tickets_breached_sla"]
QUARTER = 3


@dataclass(frozen=True)
class Company:
    """What the later files need to know of a company."""

    since: date
    left: date | None
    """The last day of the month in which it left."""
    value: str


def month_end(day: date) -> date:
    """Return the last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_after(day: date, months: int) -> date:
    """Add months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_company(row: dict[str, str], tables: Tables) -> Company:
    """Write a company's customer and contract."""
    ref = row["company_id"]
    value = str(int(row["mrr"]) * 12)
    tables.add(
        "customers",
        {
            "name": f"{row['company_name']} ({ref})",
            "external_id": ref,
            "segment": row["industry"],
            "since": row["signup_date"],
            "seats": row["seats_licensed"],
            "note": f"{row['company_size']}, {row['region']}, {row['plan_tier']}",
        },
    )
    tables.add(
        "contracts",
        {
            "customer": ref,
            "title": f"{row['plan_tier']} plan",
            "external_id": f"{ref}-plan",
            "value": value,
            "quantity": row["seats_licensed"],
            "starts": row["signup_date"],
            "term_months": "1",
            "renews": "automatic",
            "notice_days": "0",
        },
    )
    churn = row["churn_month"]
    left = month_end(date.fromisoformat(churn)) if churn else None
    return Company(date.fromisoformat(row["signup_date"]), left, value)


def add_tickets(row: dict[str, str], company: Company, tables: Tables) -> None:
    """Spread a month's tickets over its days, and its breaches over its tickets."""
    first = date.fromisoformat(row["month"])
    count, breached = int(row["tickets_raised"]), int(row["tickets_breached_sla"])
    if company.left is not None and first > company.left:
        return
    took = timedelta(hours=float(row["avg_resolution_hours"] or 0))
    days = monthrange(first.year, first.month)[1]
    for turn in range(count):
        day = first + timedelta((2 * turn + 1) * days // (2 * count))
        opened = datetime.combine(day, time(9))
        closed = opened + took
        gone = company.left is not None and closed.date() > company.left
        late = (turn + 1) * breached // count > turn * breached // count
        tables.add(
            "tickets",
            {
                "customer": row["company_id"],
                "external_id": f"{row['company_id']}-{first:%Y-%m}-{turn + 1}",
                "opened": opened.isoformat(timespec="minutes"),
                "closed": "" if gone else closed.isoformat(timespec="minutes"),
                "sla_breached": "yes" if late else "no",
                "status": "open" if gone else "closed",
                "recorded_on": day.isoformat(),
            },
        )


def decisions(company: Company, shown_until: date) -> list[tuple[date, str]]:
    """List the days on which a company stayed or left; see the top for the definition."""
    found: list[tuple[date, str]] = []
    last = company.left or shown_until
    months = QUARTER
    while (due := months_after(company.since, months) - timedelta(1)) < last.replace(day=1):
        found.append((due, "rolled_over"))
        months += QUARTER
    return [*found, (company.left, "lost")] if company.left else found


def convert(folder: Path, tables: Tables) -> None:
    """Write the companies, then their tickets, then what became of them."""
    companies: dict[str, Company] = {}
    shown_until = date.min
    try:
        for row in read(folder / "companies.csv", COMPANY):
            companies[row["company_id"]] = add_company(row, tables)
        for row in read(folder / "support_monthly.csv", SUPPORT):
            company = companies.get(row["company_id"])
            if company is None:
                raise Trouble(f"support_monthly.csv names {row['company_id']}, which is unknown.")
            shown_until = max(shown_until, month_end(date.fromisoformat(row["month"])))
            add_tickets(row, company, tables)
    except ValueError as error:
        raise Trouble(f"A number or date of the panel cannot be understood: {error}.") from error
    for ref, company in companies.items():
        for due, outcome in decisions(company, shown_until):
            tables.add(
                "renewals",
                {
                    "customer": ref,
                    "contract": f"{ref}-plan",
                    "due_on": due.isoformat(),
                    "decided_on": due.isoformat(),
                    "outcome": outcome,
                    "value_before": company.value,
                    "value_after": "0" if outcome == "lost" else company.value,
                    "recorded_on": due.isoformat(),
                },
            )


if __name__ == "__main__":
    sys.exit(run(convert, sys.argv[1:]))
