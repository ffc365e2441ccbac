"""What each decided renewal taught, and the risk model learnt from it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

OUTCOMES = ("renewed", "rolled_over", "grown", "reduced", "lost", "no_longer_considered")


def upgrade() -> None:
    name = "lessons"
    op.create_table(
        name,
        sa.Column("renewal_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("listening", sa.Date(), nullable=True),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                *OUTCOMES,
                name="outcome_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("monthly", sa.Boolean(), nullable=False),
        sa.Column("below", sa.Double(), nullable=False),
        sa.Column("fallen", sa.Double(), nullable=False),
        sa.Column("ease", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["renewal_id"], ["renewals.id"], name="fk_lessons_renewal_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_lessons_customer_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("renewal_id", name="pk_lessons"),
    )
    op.create_index("ix_lessons_customer", name, ["customer_id"])
    op.create_index("ix_lessons_stale", name, ["stale"], sqlite_where=sa.text("stale"))
    op.create_table(
        "learnt_models",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("model", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learnt_models"),
    )
