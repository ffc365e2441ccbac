"""Customers and contacts that turned out to be one, and customers that only look alike."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

SAID = (
    "contract_id, due_on, decide_by, as_of, created_at, level, sd, p_lost, p_reduced, low, high, "
    "terms, reasons, method, decided"
)


def upgrade() -> None:
    for table in ("customers", "contacts"):
        refer_to_itself(table, "merged_into_id")
        op.create_index(f"ix_{table}_merged", table, ["merged_into_id"])
    op.add_column(
        "changes", sa.Column("moved", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    distinctions()
    let_snapshots_follow()


def refer_to_itself(table: str, column: str) -> None:
    """Add a column that names another record of the same table.

    Rebuilding the table to add the rule, as Alembic would, drops the triggers of search.
    """
    name = f"fk_{table}_{column}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} INTEGER CONSTRAINT {name} REFERENCES {table} (id)"
    )


def distinctions() -> None:
    name = "distinctions"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.CheckConstraint("customer_id < other_id", name="ck_distinctions_in_order"),
        *(
            sa.ForeignKeyConstraint(
                [column], ["customers.id"], name=f"fk_{name}_{column}", ondelete="CASCADE"
            )
            for column in ("customer_id", "other_id")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_distinctions"),
    )
    op.create_index("uq_distinctions_pair", name, ["customer_id", "other_id"], unique=True)
    op.create_index("ix_distinctions_other", name, ["other_id"])


def let_snapshots_follow() -> None:
    """Whose a snapshot is may change with its contract; what it says is still never rewritten."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute("DROP TRIGGER risk_snapshots_stand")
    op.execute(
        f"CREATE TRIGGER risk_snapshots_stand BEFORE UPDATE OF {SAID} ON risk_snapshots BEGIN "
        "SELECT RAISE(ABORT, 'a snapshot is never rewritten'); END"
    )
