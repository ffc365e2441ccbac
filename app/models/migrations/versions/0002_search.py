"""Find anything by any word in it, newest first while typing.

One full-text index for all kinds of records. It stores no text, only which words stand where: the
number of an entry says all that is needed to find its record again, and sorts by day:

    entry = day << 30 | kind << 26 | id        (day: Julian day number; names: the last of all)

so the newest come first in the index's own order, which costs nothing to walk.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NAMES = "8388607"


def day(column: str) -> str:
    """Return the SQL for the Julian day number of a column of the row {row}."""
    return f"CAST(julianday({{row}}.{column}) AS INTEGER)"


# number, table, day, text
KINDS = (
    (1, "interactions", day("occurred_on"), "{row}.note"),
    (2, "tickets", day("opened_on"), "{row}.title || ' ' || coalesce({row}.external_id, '')"),
    (
        3,
        "feedback",
        day("occurred_on"),
        "{row}.text || ' ' || {row}.action || ' ' || {row}.product",
    ),
    (4, "promises", day("made_on"), "{row}.text"),
    (5, "responses", day("occurred_on"), "{row}.comment"),
    (6, "expectations", day("recorded_on"), "{row}.text"),
    (
        7,
        "contracts",
        day("recorded_on"),
        "{row}.title || ' ' || {row}.product || ' ' || {row}.note",
    ),
    (8, "goals", day("recorded_on"), "{row}.text || ' ' || {row}.our_part"),
    (9, "competitor_mentions", day("occurred_on"), "{row}.product || ' ' || {row}.note"),
    (10, "initiatives", day("recorded_on"), "{row}.title || ' ' || {row}.result"),
    (11, "advocacy_acts", day("occurred_on"), "{row}.note"),
    (12, "renewals", day("due_on"), "{row}.reason || ' ' || {row}.note"),
    (
        14,
        "contacts",
        NAMES,
        "{row}.name || ' ' || {row}.email || ' ' || {row}.title || ' ' || {row}.phone",
    ),
    (
        15,
        "customers",
        NAMES,
        "{row}.name || ' ' || {row}.city || ' ' || coalesce({row}.external_id, '') "
        "|| ' ' || {row}.email || ' ' || {row}.phone || ' ' || {row}.note",
    ),
)


def upgrade() -> None:
    op.create_table("search_terms", sa.Column("term", sa.String(), primary_key=True))
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_text USING fts5(body, content='', contentless_delete=1, "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
    )
    for number, table, when, body in KINDS:
        for statement in (fill(number, table, when, body), *triggers(number, table, when, body)):
            op.execute(statement)


def entry(number: int, when: str, row: str) -> str:
    """Return the SQL for the number that an entry of this row has in the index."""
    return f"(({when.format(row=row)} << 30) | ({number} << 26) | {row}.id)"


def fill(number: int, table: str, when: str, body: str) -> str:
    """Return the statement that indexes what the table already holds."""
    words = body.format(row=table)
    return (
        f"INSERT INTO search_text (rowid, body) SELECT {entry(number, when, table)}, {words} "  # noqa: S608
        f"FROM {table} WHERE {table}.deleted_at IS NULL AND trim({words}) <> ''"
    )


def triggers(number: int, table: str, when: str, body: str) -> list[str]:
    """Return the statements that keep the index in step with one table."""
    new, old = body.format(row="NEW"), body.format(row="OLD")
    to, at = entry(number, when, "NEW"), entry(number, when, "OLD")
    add = (
        f"INSERT INTO search_text (rowid, body) SELECT {to}, {new} "
        f"WHERE NEW.deleted_at IS NULL AND trim({new}) <> '';"
    )
    drop = (
        f"DELETE FROM search_text WHERE rowid = {at} "  # noqa: S608
        f"AND OLD.deleted_at IS NULL AND trim({old}) <> '';"
    )
    return [
        f"CREATE TRIGGER search_{table}_added AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER search_{table}_changed AFTER UPDATE ON {table} "
        f"WHEN {at} <> {to} OR {old} IS NOT {new} "
        f"OR OLD.deleted_at IS NOT NEW.deleted_at BEGIN {drop} {add} END",
        f"CREATE TRIGGER search_{table}_gone AFTER DELETE ON {table} BEGIN {drop} END",
    ]
