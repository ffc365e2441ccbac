"""The tables.

What every record has (stamps, origin) and what links them is said once, above.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def stamps() -> list[sa.Column]:
    """Return when a record was made and changed, whether it is deleted, and its version."""
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    ]


def origin() -> list[sa.Column]:
    """Return where a record came from: its source, its id there, and the import."""
    return [
        sa.Column("source", sa.String(length=40), server_default="", nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
    ]


def to(table: str, column: str, other: str, gone: str | None = None) -> sa.ForeignKeyConstraint:
    """Let a column name a record of another table; ``gone`` follows when that is deleted."""
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=gone
    )


def one_per_origin(table: str) -> None:
    """Let one external id of one source name one record."""
    where = sa.text("external_id IS NOT NULL")
    op.create_index(
        f"uq_{table}_origin",
        table,
        ["source", "external_id"],
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )


def upgrade() -> None:
    bookkeeping()
    the_firm()
    customers()
    what_is_agreed()
    what_happens()
    what_is_said()
    what_is_promised()
    what_is_answered()


def bookkeeping() -> None:
    op.create_table(
        "change_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        to("change_sets", "undoes_id", "change_sets", "CASCADE"),
        to("change_sets", "undone_by_id", "change_sets", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_change_sets"),
    )
    op.create_index("ix_change_sets_at", "change_sets", ["at"])

    op.create_table(
        "competitors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        *stamps(),
        sa.CheckConstraint("name <> ''", name="ck_competitors_name_given"),
        sa.PrimaryKeyConstraint("id", name="pk_competitors"),
    )
    op.create_index("ix_competitors_name", "competitors", ["name"])

    op.create_table(
        "glances",
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("page", name="pk_glances"),
    )
    op.create_table(
        "import_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_import_batches"),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )
    op.create_table(
        "snoozes",
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("ref", sa.Integer(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("what", "ref", name="pk_snoozes"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_set_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_key", sa.String(length=60), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        to("changes", "change_set_id", "change_sets", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_change_set_id", "changes", ["change_set_id"])
    op.create_index("ix_changes_row", "changes", ["table_name", "row_key"])


def the_firm() -> None:
    op.create_table(
        "colleagues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        *stamps(),
        *origin(),
        sa.CheckConstraint("name <> ''", name="ck_colleagues_name_given"),
        to("colleagues", "batch_id", "import_batches", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_colleagues"),
    )
    op.create_index("ix_colleagues_name", "colleagues", ["name"])
    one_per_origin("colleagues")

    op.create_table(
        "surveys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("questions", sa.String(), nullable=False),
        *stamps(),
        *origin(),
        sa.CheckConstraint("name <> ''", name="ck_surveys_name_given"),
        to("surveys", "batch_id", "import_batches", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_surveys"),
    )
    one_per_origin("surveys")

    op.create_table(
        "vendors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "manufacturer",
                "distributor",
                name="kind_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        *stamps(),
        *origin(),
        sa.CheckConstraint("name <> ''", name="ck_vendors_name_given"),
        to("vendors", "batch_id", "import_batches", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_vendors"),
    )
    op.create_index("ix_vendors_name", "vendors", ["name"])
    one_per_origin("vendors")


def customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "awareness",
                "consideration",
                "purchase",
                "application",
                "leverage",
                "bonding",
                "advocacy",
                "lost",
                name="stage_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("ease", sa.Integer(), nullable=True),
        sa.Column("cadence_days", sa.Integer(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.CheckConstraint("name <> ''", name="ck_customers_name_given"),
        sa.CheckConstraint("cadence_days > 0", name="ck_customers_cadence_positive"),
        sa.CheckConstraint("ease BETWEEN -2 AND 2", name="ck_customers_ease_range"),
        sa.CheckConstraint("seats >= 0", name="ck_customers_seats_not_negative"),
        to("customers", "batch_id", "import_batches", "SET NULL"),
        to("customers", "owner_id", "colleagues", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_index("ix_customers_name", "customers", ["name"])
    op.create_index("ix_customers_owner_id", "customers", ["owner_id"])
    one_per_origin("customers")

    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("influence", sa.Integer(), nullable=True),
        sa.Column("attitude", sa.Integer(), nullable=True),
        sa.Column("reports_to_id", sa.Integer(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("may_be_asked", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name="ck_contacts_name_given"),
        sa.CheckConstraint("attitude BETWEEN -2 AND 2", name="ck_contacts_attitude_range"),
        sa.CheckConstraint("influence BETWEEN 0 AND 5", name="ck_contacts_influence_range"),
        to("contacts", "batch_id", "import_batches", "SET NULL"),
        to("contacts", "customer_id", "customers", "CASCADE"),
        to("contacts", "reports_to_id", "contacts", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
    )
    op.create_index("ix_contacts_customer", "contacts", ["customer_id"])
    op.create_index("ix_contacts_email", "contacts", ["email"])
    one_per_origin("contacts")


def what_is_agreed() -> None:
    op.create_table(
        "contracts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("term_months", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column(
            "renews",
            sa.Enum(
                "automatic",
                "expires",
                "open",
                name="renews_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("upstream_ends", sa.Date(), nullable=True),
        sa.Column("upstream_notice_days", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> ''", name="ck_contracts_title_given"),
        sa.CheckConstraint("ends >= starts", name="ck_contracts_in_order"),
        sa.CheckConstraint("notice_days >= 0", name="ck_contracts_notice_days_not_negative"),
        sa.CheckConstraint("quantity >= 0", name="ck_contracts_quantity_not_negative"),
        sa.CheckConstraint("term_months >= 0", name="ck_contracts_term_months_not_negative"),
        sa.CheckConstraint(
            "upstream_notice_days >= 0", name="ck_contracts_upstream_notice_days_not_negative"
        ),
        sa.CheckConstraint("value >= 0", name="ck_contracts_value_not_negative"),
        to("contracts", "batch_id", "import_batches", "SET NULL"),
        to("contracts", "customer_id", "customers", "CASCADE"),
        to("contracts", "owner_id", "colleagues", "SET NULL"),
        to("contracts", "successor_id", "contracts", "SET NULL"),
        to("contracts", "vendor_id", "vendors", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_contracts"),
    )
    op.create_index("ix_contracts_customer", "contracts", ["customer_id"])
    op.create_index("ix_contracts_ends", "contracts", ["ends"])
    op.create_index("ix_contracts_vendor_id", "contracts", ["vendor_id"])
    one_per_origin("contracts")

    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("our_part", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_goals_text_given"),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name="ck_goals_progress_range"),
        to("goals", "batch_id", "import_batches", "SET NULL"),
        to("goals", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_goals"),
    )
    op.create_index("ix_goals_customer", "goals", ["customer_id"])
    one_per_origin("goals")

    op.create_table(
        "initiatives",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("raised_by", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "raised_by IN ('', 'customer', 'us')", name="ck_initiatives_raised_by_known"
        ),
        sa.CheckConstraint("title <> ''", name="ck_initiatives_title_given"),
        to("initiatives", "batch_id", "import_batches", "SET NULL"),
        to("initiatives", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_initiatives"),
    )
    op.create_index("ix_initiatives_customer", "initiatives", ["customer_id"])
    one_per_origin("initiatives")


def what_happens() -> None:
    op.create_table(
        "interactions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "call",
                "email",
                "meeting",
                "visit",
                "review",
                "chat",
                "note",
                name="kind_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum(
                "in",
                "out",
                name="direction_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("two_way", sa.Boolean(), nullable=False),
        sa.Column("feeling", sa.Integer(), nullable=True),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("feeling BETWEEN -2 AND 2", name="ck_interactions_feeling_range"),
        sa.CheckConstraint("minutes >= 0", name="ck_interactions_minutes_not_negative"),
        to("interactions", "batch_id", "import_batches", "SET NULL"),
        to("interactions", "colleague_id", "colleagues", "SET NULL"),
        to("interactions", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_interactions"),
    )
    op.create_index("ix_interactions_customer", "interactions", ["customer_id", "occurred_on"])
    op.create_index("ix_interactions_day", "interactions", ["occurred_on"])
    one_per_origin("interactions")

    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        *stamps(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name="ck_pauses_in_order"),
        to("pauses", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pauses"),
    )
    op.create_index("ix_pauses_customer", "pauses", ["customer_id"])

    op.create_table(
        "self_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("question <> ''", name="ck_self_ratings_question_given"),
        sa.CheckConstraint("high > low", name="ck_self_ratings_scale_in_order"),
        sa.CheckConstraint("score BETWEEN low AND high", name="ck_self_ratings_score_on_scale"),
        to("self_ratings", "batch_id", "import_batches", "SET NULL"),
        to("self_ratings", "colleague_id", "colleagues", "SET NULL"),
        to("self_ratings", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_self_ratings"),
    )
    op.create_index("ix_self_ratings_customer", "self_ratings", ["customer_id", "occurred_on"])
    one_per_origin("self_ratings")

    op.create_table(
        "stages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "awareness",
                "consideration",
                "purchase",
                "application",
                "leverage",
                "bonding",
                "advocacy",
                "lost",
                name="stage_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        to("stages", "batch_id", "import_batches", "SET NULL"),
        to("stages", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_stages"),
    )
    op.create_index("ix_stages_customer", "stages", ["customer_id", "entered_on"])
    one_per_origin("stages")

    op.create_table(
        "standings",
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "prospect",
                "coming",
                "customer",
                "leaving",
                "lost",
                name="status_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("level", sa.Double(), nullable=True),
        sa.Column("sd", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("mass", sa.Double(), nullable=True),
        sa.Column("evidence", sa.Integer(), nullable=False),
        sa.Column("change", sa.Double(), nullable=True),
        sa.Column("fall", sa.Double(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum(
                "rising",
                "falling",
                "steady",
                "too_little",
                "too_early",
                name="direction_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("state", sa.JSON(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=True),
        sa.Column("spark", sa.JSON(), nullable=True),
        sa.Column("last_two_way", sa.Date(), nullable=True),
        sa.Column("usual_gap", sa.Double(), nullable=True),
        sa.Column("quiet_from", sa.Date(), nullable=True),
        sa.Column("yearly_value", sa.BigInteger(), nullable=False),
        sa.Column("value_currency", sa.String(length=3), nullable=False),
        sa.Column("next_renewal", sa.Date(), nullable=True),
        sa.Column("notice_by", sa.Date(), nullable=True),
        sa.Column("risk", sa.Double(), nullable=True),
        sa.Column("risk_low", sa.Double(), nullable=True),
        sa.Column("risk_high", sa.Double(), nullable=True),
        to("standings", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("customer_id", name="pk_standings"),
    )
    op.create_index("ix_standings_quiet", "standings", ["quiet_from"])
    op.create_index("ix_standings_stale", "standings", ["stale"], sqlite_where=sa.text("stale"))


def what_is_said() -> None:
    op.create_table(
        "advocacy_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "reference",
                "referral",
                "review",
                "case_study",
                "testimonial",
                "mention",
                name="kind_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("thanked_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        to("advocacy_acts", "batch_id", "import_batches", "SET NULL"),
        to("advocacy_acts", "contact_id", "contacts", "SET NULL"),
        to("advocacy_acts", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_advocacy_acts"),
    )
    op.create_index("ix_advocacy_acts_customer", "advocacy_acts", ["customer_id", "occurred_on"])
    one_per_origin("advocacy_acts")

    op.create_table(
        "competitor_mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("competitor_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum(
                "better",
                "same",
                "worse",
                "cheaper",
                "considering",
                name="stance_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        to("competitor_mentions", "batch_id", "import_batches", "SET NULL"),
        to("competitor_mentions", "competitor_id", "competitors"),
        to("competitor_mentions", "contact_id", "contacts", "SET NULL"),
        to("competitor_mentions", "customer_id", "customers", "CASCADE"),
        to("competitor_mentions", "interaction_id", "interactions", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_competitor_mentions"),
    )
    op.create_index(
        "ix_competitor_mentions_customer", "competitor_mentions", ["customer_id", "occurred_on"]
    )
    one_per_origin("competitor_mentions")

    op.create_table(
        "expectations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("met", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_expectations_text_given"),
        sa.CheckConstraint("met BETWEEN 0 AND 4", name="ck_expectations_met_range"),
        sa.CheckConstraint("weight BETWEEN 1 AND 5", name="ck_expectations_weight_range"),
        to("expectations", "batch_id", "import_batches", "SET NULL"),
        to("expectations", "contact_id", "contacts", "SET NULL"),
        to("expectations", "customer_id", "customers", "CASCADE"),
        to("expectations", "interaction_id", "interactions", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_expectations"),
    )
    op.create_index("ix_expectations_customer", "expectations", ["customer_id"])
    one_per_origin("expectations")

    op.create_table(
        "interaction_contacts",
        sa.Column("interaction_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        to("interaction_contacts", "contact_id", "contacts", "CASCADE"),
        to("interaction_contacts", "interaction_id", "interactions", "CASCADE"),
        sa.PrimaryKeyConstraint("interaction_id", "contact_id", name="pk_interaction_contacts"),
    )
    op.create_index("ix_interaction_contacts_contact", "interaction_contacts", ["contact_id"])


def what_is_promised() -> None:
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum(
                "ours",
                "theirs",
                name="direction_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("interaction_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("broken_on", sa.Date(), nullable=True),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_promises_text_given"),
        to("promises", "batch_id", "import_batches", "SET NULL"),
        to("promises", "colleague_id", "colleagues", "SET NULL"),
        to("promises", "contact_id", "contacts", "SET NULL"),
        to("promises", "customer_id", "customers", "CASCADE"),
        to("promises", "interaction_id", "interactions", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
    )
    op.create_index("ix_promises_customer", "promises", ["customer_id", "made_on"])
    op.create_index("ix_promises_due", "promises", ["due_on"])
    one_per_origin("promises")

    op.create_table(
        "renewals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "renewed",
                "rolled_over",
                "grown",
                "reduced",
                "lost",
                "no_longer_considered",
                name="outcome_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("value_before", sa.BigInteger(), nullable=True),
        sa.Column("value_after", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("competitor_id", sa.Integer(), nullable=True),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.Column("next_step_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("value_after >= 0", name="ck_renewals_value_after_not_negative"),
        sa.CheckConstraint("value_before >= 0", name="ck_renewals_value_before_not_negative"),
        to("renewals", "batch_id", "import_batches", "SET NULL"),
        to("renewals", "competitor_id", "competitors", "SET NULL"),
        to("renewals", "contract_id", "contracts", "CASCADE"),
        to("renewals", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_renewals"),
    )
    op.create_index("ix_renewals_customer", "renewals", ["customer_id", "due_on"])
    one_per_origin("renewals")
    op.create_index("uq_renewals_term", "renewals", ["contract_id", "due_on"], unique=True)


def what_is_answered() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=True),
        sa.Column("queue", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("colleague_id", sa.Integer(), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("sla_breached", sa.Boolean(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("closed_on >= opened_on", name="ck_tickets_in_order"),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name="ck_tickets_priority_range"),
        sa.CheckConstraint("reopened >= 0", name="ck_tickets_reopened_not_negative"),
        to("tickets", "batch_id", "import_batches", "SET NULL"),
        to("tickets", "colleague_id", "colleagues", "SET NULL"),
        to("tickets", "contact_id", "contacts", "SET NULL"),
        to("tickets", "customer_id", "customers", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
    )
    op.create_index("ix_tickets_customer", "tickets", ["customer_id", "opened_on"])
    one_per_origin("tickets")

    op.create_table(
        "responses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("low", sa.Double(), nullable=False),
        sa.Column("high", sa.Double(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("survey_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "mail",
                "phone",
                "import",
                name="channel_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("question <> ''", name="ck_responses_question_given"),
        sa.CheckConstraint("high > low", name="ck_responses_scale_in_order"),
        sa.CheckConstraint("score BETWEEN low AND high", name="ck_responses_score_on_scale"),
        sa.CheckConstraint(
            "score IS NOT NULL OR asked_on IS NOT NULL", name="ck_responses_asked_or_answered"
        ),
        to("responses", "batch_id", "import_batches", "SET NULL"),
        to("responses", "contact_id", "contacts", "SET NULL"),
        to("responses", "customer_id", "customers", "CASCADE"),
        to("responses", "survey_id", "surveys", "SET NULL"),
        to("responses", "ticket_id", "tickets", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_responses"),
    )
    op.create_index("ix_responses_customer", "responses", ["customer_id", "occurred_on"])
    op.create_index("ix_responses_day", "responses", ["occurred_on"])
    one_per_origin("responses")

    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint",
                "praise",
                "wish",
                "mention",
                "remark",
                name="kind_known",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("via", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("feeling", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("acted_on", sa.Date(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        *stamps(),
        *origin(),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("text <> ''", name="ck_feedback_text_given"),
        sa.CheckConstraint("feeling BETWEEN -2 AND 2", name="ck_feedback_feeling_range"),
        to("feedback", "batch_id", "import_batches", "SET NULL"),
        to("feedback", "contact_id", "contacts", "SET NULL"),
        to("feedback", "customer_id", "customers", "CASCADE"),
        to("feedback", "owner_id", "colleagues", "SET NULL"),
        to("feedback", "response_id", "responses", "SET NULL"),
        to("feedback", "ticket_id", "tickets", "SET NULL"),
        to("feedback", "vendor_id", "vendors", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_customer", "feedback", ["customer_id", "occurred_on"])
    one_per_origin("feedback")
