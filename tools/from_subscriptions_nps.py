"""Turn subscribers with NPS answers and churn reasons into Rapport's own files.

    python tools/from_subscriptions_nps.py FOLDER OUT_FOLDER

FOLDER holds customers.csv, nps_responses.csv and churn_reasons.csv. What is chosen, and why:

* Customers have no names there: they are called "Subscriber 17". Size is the segment; industry,
  number of employees and how they came go into the note. ``churn_date`` never reaches the customer
  or the contract: it would be hindsight.
* Contracts: ``annual`` is a term of twelve months that renews by itself, ``monthly`` one of one
  month, ``pay_as_you_go`` is open-ended. Notice and value are not known.
* Renewals: whatever the contract, a subscription that still ran on an anniversary of its sign-up
  "rolled over" on the day before it. One that churned is ``lost``, due and decided on its
  ``churn_date``, which often is in the middle of a term: the data says no more. Anniversaries after
  the last date in the data are not written. Reason and competitor are known from the day of churn
  and not before: they stand on the lost renewal only, recorded on that day. "Went in-house" is no
  competitor and goes into the note; ``nps_at_churn`` was asked in the leaving interview and is left
  out, like whether there was one.
* Responses: every NPS answer with its date, its tag as the comment. Answers given after the churn
  date (there are some) are kept: they were given, and lie after the outcome that they could betray.
* Product lines are left out: an answer in Rapport is about the relationship.

Files are read row by row; only each customer's dates are kept in memory.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tables import Tables, Trouble, read, run

CUSTOMER = ["customer_id", "segment", "industry", "city", "employee_count_band", "signup_date"]
CUSTOMER += ["churn_date", "contract_type", "acquisition_channel"]
ANSWER = ["response_id", "customer_id", "response_date", "score", "comment_tag"]
REASON = ["customer_id", "primary_reason", "competitor_named"]
TERMS = {
    "annual": ("12", "automatic"),
    "monthly": ("1", "automatic"),
    "pay_as_you_go": ("0", "open"),
}
IN_HOUSE = "Ушли inhouse"


@dataclass(frozen=True)
class Subscriber:
    """When somebody came and went."""

    since: date
    left: date | None


def add_subscriber(row: dict[str, str], tables: Tables) -> Subscriber:
    """Write a subscriber's customer and contract."""
    ref, kind = row["customer_id"], row["contract_type"]
    if kind not in TERMS:
        raise Trouble(f"Customer {ref} has a contract of the unknown type {kind}.")
    note = (row["industry"], f"{row['employee_count_band']} employees", row["acquisition_channel"])
    tables.add(
        "customers",
        {
            "name": f"Subscriber {ref}",
            "external_id": ref,
            "segment": row["segment"],
            "since": row["signup_date"],
            "city": row["city"],
            "note": ", ".join(note),
        },
    )
    months, renews = TERMS[kind]
    tables.add(
        "contracts",
        {
            "customer": ref,
            "title": f"{kind.replace('_', ' ').capitalize()} subscription",
            "external_id": f"{ref}-subscription",
            "starts": row["signup_date"],
            "term_months": months,
            "renews": renews,
        },
    )
    churn = row["churn_date"]
    return Subscriber(
        date.fromisoformat(row["signup_date"]), date.fromisoformat(churn) if churn else None
    )


def anniversaries(subscriber: Subscriber, shown_until: date) -> Iterator[date]:
    """List the last day of every full year that the subscription outlived."""
    last = shown_until if subscriber.left is None else subscriber.left
    since = subscriber.since
    for years in range(1, last.year - since.year + 1):
        leap_day = (since.month, since.day) == (2, 29)
        again = since.replace(year=since.year + years, day=28 if leap_day else since.day)
        if again < last:
            yield again - timedelta(1)


def add_answers(folder: Path, subscribers: dict[str, Subscriber], tables: Tables) -> date:
    """Write every answer; return the date of the last."""
    latest = date.min
    for row in read(folder / "nps_responses.csv", ANSWER):
        if row["customer_id"] not in subscribers:
            raise Trouble(f"nps_responses.csv names customer {row['customer_id']}, who is unknown.")
        latest = max(latest, date.fromisoformat(row["response_date"]))
        tables.add(
            "responses",
            {
                "customer": row["customer_id"],
                "at": row["response_date"],
                "question": "nps",
                "score": row["score"],
                "external_id": row["response_id"],
                "scale": "0-10",
                "channel": "import",
                "comment": row["comment_tag"],
                "recorded_on": row["response_date"],
            },
        )
    return latest


def renewal(ref: str, day: date, reason: dict[str, str] | None) -> dict[str, str]:
    """Write one decision: stayed without a reason, lost with one (maybe an empty one)."""
    competitor = reason["competitor_named"] if reason else ""
    in_house = competitor == IN_HOUSE
    return {
        "customer": ref,
        "contract": f"{ref}-subscription",
        "due_on": day.isoformat(),
        "decided_on": day.isoformat(),
        "outcome": "rolled_over" if reason is None else "lost",
        "reason": reason["primary_reason"] if reason else "",
        "competitor": "" if in_house else competitor,
        "note": "Went in-house" if in_house else "",
        "recorded_on": day.isoformat(),
    }


def convert(folder: Path, tables: Tables) -> None:
    """Write the subscribers, their answers, and what became of them."""
    unknown = {"primary_reason": "", "competitor_named": ""}
    try:
        subscribers = {
            row["customer_id"]: add_subscriber(row, tables)
            for row in read(folder / "customers.csv", CUSTOMER)
        }
        reasons = {row["customer_id"]: row for row in read(folder / "churn_reasons.csv", REASON)}
        shown_until = add_answers(folder, subscribers, tables)
    except ValueError as error:
        raise Trouble(f"A number or date of the data cannot be understood: {error}.") from error
    for ref, subscriber in subscribers.items():
        for day in anniversaries(subscriber, shown_until):
            tables.add("renewals", renewal(ref, day, None))
        if subscriber.left is not None:
            tables.add("renewals", renewal(ref, subscriber.left, reasons.get(ref, unknown)))


if __name__ == "__main__":
    sys.exit(run(convert, sys.argv[1:]))
