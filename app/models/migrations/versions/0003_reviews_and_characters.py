"""The owner's review, what was said of each renewal, the character of each relationship."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

CHARACTERS = (
    "partner",
    "healthy",
    "transactional",
    "captive",
    "struggling",
    "combative",
    "indifferent",
    "mixed",
    "too_little",
)
CALLS = ("safe", "watch", "at_risk")
SURPRISES = (
    "outside_cause",
    "changed_after",
    "did_nothing",
    "thin_evidence",
    "wrong_evidence",
)


def upgrade() -> None:
    add_word("standings", "character", CHARACTERS)
    add_word("standings", "second_character", CHARACTERS)
    op.add_column("standings", sa.Column("signs", sa.JSON()))
    add_word("renewals", "surprise", SURPRISES)
    op.add_column("contacts", sa.Column("erased_on", sa.Date()))
    reviews()
    snapshots()
    overrules()


def add_word(table: str, column: str, allowed: tuple[str, ...]) -> None:
    """Add a column that holds one of our words.

    Rebuilding the table to add the rule, as Alembic would, drops the triggers of search.
    """
    choices = ", ".join(f"'{word}'" for word in allowed)
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(24) "
        f"CONSTRAINT ck_{table}_{column}_known CHECK ({column} IN ({choices}))"
    )


def word(name: str, *allowed: str) -> sa.Enum:
    """Return the type of a column that holds one of our words."""
    return sa.Enum(*allowed, name=name, native_enum=False, create_constraint=True, length=24)


def fact(table: str) -> list[sa.Column | sa.ForeignKeyConstraint | sa.PrimaryKeyConstraint]:
    """Return what every dated fact about a customer has."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), server_default="", nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        to(table, "batch_id", "import_batches", "SET NULL"),
        to(table, "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def to(table: str, column: str, other: str, gone: str) -> sa.ForeignKeyConstraint:
    """Let a column name a record of another table; ``gone`` follows when that is deleted."""
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=gone
    )


def reviews() -> None:
    name = "renewal_reviews"
    op.create_table(
        name,
        *fact(name),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("horizon", sa.Integer(), nullable=False),
        sa.Column("manager_call", word("manager_call_known", *CALLS), nullable=True),
        sa.Column("gut", sa.Integer(), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("manager_on", sa.Date(), nullable=True),
        sa.Column("computed_call", word("computed_call_known", *CALLS), nullable=True),
        sa.Column("computed_risk", sa.Double(), nullable=True),
        sa.Column("final_call", word("final_call_known", *CALLS), nullable=True),
        sa.Column("final_id", sa.Integer(), nullable=True),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("action_owner_id", sa.Integer(), nullable=True),
        sa.Column("action_on", sa.Date(), nullable=True),
        to(name, "contract_id", "contracts", "CASCADE"),
        to(name, "manager_id", "colleagues", "SET NULL"),
        to(name, "final_id", "colleagues", "SET NULL"),
        to(name, "action_owner_id", "colleagues", "RESTRICT"),
        sa.CheckConstraint("horizon IN (90, 180)", name="ck_renewal_reviews_horizon_known"),
        sa.CheckConstraint("gut BETWEEN 1 AND 5", name="ck_renewal_reviews_gut_range"),
        sa.CheckConstraint(
            "computed_risk BETWEEN 0 AND 1", name="ck_renewal_reviews_computed_risk_range"
        ),
        sa.CheckConstraint(
            "horizon > 90 OR coalesce(manager_call, '') <> 'watch'",
            name="ck_renewal_reviews_manager_decides",
        ),
        sa.CheckConstraint(
            "horizon > 90 OR coalesce(final_call, '') <> 'watch'",
            name="ck_renewal_reviews_owner_decides",
        ),
        sa.CheckConstraint(
            "coalesce(final_call, '') <> 'at_risk' OR (action <> '' AND action_on IS NOT NULL "
            "AND action_owner_id IS NOT NULL)",
            name="ck_renewal_reviews_at_risk_acts",
        ),
    )
    op.create_index(
        "uq_renewal_reviews_term", name, ["contract_id", "due_on", "horizon"], unique=True
    )
    op.create_index("ix_renewal_reviews_customer", name, ["customer_id"])


def snapshots() -> None:
    name = "risk_snapshots"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("level", sa.Double(), nullable=False),
        sa.Column("sd", sa.Double(), nullable=False),
        sa.Column("p_lost", sa.Double(), nullable=False),
        sa.Column("p_reduced", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("method", sa.Integer(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        to(name, "customer_id", "customers", "CASCADE"),
        to(name, "contract_id", "contracts", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index("uq_risk_snapshots_said", name, ["contract_id", "due_on", "as_of"], unique=True)
    op.create_index("ix_risk_snapshots_customer", name, ["customer_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER risk_snapshots_stand BEFORE UPDATE ON risk_snapshots BEGIN "
            "SELECT RAISE(ABORT, 'a snapshot is never rewritten'); END"
        )


def overrules() -> None:
    name = "character_overrules"
    op.create_table(
        name,
        *fact(name),
        sa.Column("character", word("character_known", *CHARACTERS), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        to(name, "set_by_id", "colleagues", "SET NULL"),
        sa.CheckConstraint("reason <> ''", name="ck_character_overrules_reason_given"),
    )
    op.create_index("ix_character_overrules_customer", name, ["customer_id", "set_on"])
