"""What all tables share: names for constraints, times that keep their zone, stamps, origin."""

from datetime import UTC, date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes on every database: SQLite forgets the zone, so we store UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    @override
    def python_type(self) -> type[datetime]:
        return datetime

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value and value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC))


class Base(DeclarativeBase):
    """The declarative base."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012


def now() -> datetime:
    """Return this instant, for stamps only: what is computed gets its day as a parameter."""
    return datetime.now(UTC)


class Record(Base):
    """What a user sees and edits: stamped, versioned, and deleted softly."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    deleted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.version}


class Imported:
    """Where a record came from: a source system and its id there, and the batch that brought it."""

    source: Mapped[str] = mapped_column(String(40), default="", server_default="")
    external_id: Mapped[str | None] = mapped_column(String(200))
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("import_batches.id", ondelete="SET NULL")
    )


class OfCustomer:
    """A record that belongs to one customer."""

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))


class Fact(Record, Imported, OfCustomer):
    """Something dated about a customer.

    ``recorded_on`` is the day it became known to us, kept apart from the day it happened.
    """

    __abstract__ = True

    recorded_on: Mapped[date]


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


def words(kind: type[StrEnum], name: str) -> Enum:
    """Return the column type for one of our enums: its words, checked by the database."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        length=24,
        create_constraint=True,
        values_callable=_values,
    )


def between(column: str, low: int, high: int) -> CheckConstraint:
    """Return the rule that a column stays within a closed range."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")


def given(column: str) -> CheckConstraint:
    """Return the rule that a text is not empty."""
    return CheckConstraint(f"{column} <> ''", name=f"{column}_given")


def not_negative(column: str) -> CheckConstraint:
    """Return the rule that a number is not below zero."""
    return CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative")


def origin(table: str) -> Index:
    """Return the rule that one external id of one source names one record."""
    where = text("external_id IS NOT NULL")
    return Index(
        f"uq_{table}_origin",
        "source",
        "external_id",
        unique=True,
        sqlite_where=where,
        postgresql_where=where,
    )
