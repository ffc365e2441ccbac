"""Answer who talked with whom, when and how, from an index alone, for a whole book at once."""

from alembic import op

revision = "0005"
down_revision = "0004"

COLUMNS = [
    "customer_id",
    "occurred_on",
    "two_way",
    "kind",
    "direction",
    "feeling",
    "colleague_id",
    "recorded_on",
    "deleted_at",
]


def upgrade() -> None:
    op.drop_index("ix_interactions_customer", table_name="interactions")
    op.create_index("ix_interactions_customer", "interactions", COLUMNS)
