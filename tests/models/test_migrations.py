"""The chain of migrations makes what the models say, and old books survive it."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DatabaseError

from app.models import Base
from app.services.book import schema
from app.services.book.database import Database


def test_the_migrations_make_just_what_the_models_say(database):
    def ours(_object, name, kind, *_rest):
        return not (kind == "table" and (name or "").startswith("search_"))

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, Base.metadata) == []


def test_old_data_survives_and_is_found(tmp_path):
    database = Database(tmp_path / "old.rapport")
    schema.upgrade(database.engine, "0001")
    with database.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO customers (id, name, segment, city, country, website, email, phone, "
            "language, note, recorded_on, source, created_at, changed_at, version) "
            "VALUES (1, 'Ada', '', '', '', '', '', '', '', '', '2026-01-01', '', 0, 0, 1)"
        )
    schema.upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM customers").all() == [("Ada",)]
        found = connection.exec_driver_sql(
            "SELECT rowid & 67108863 FROM search_text WHERE search_text MATCH 'ada'"
        )
        assert found.all() == [(1,)]
    database.close()


def test_a_book_from_the_future_is_refused(database):
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(schema.TooNew):
        schema.upgrade(database.engine)


def test_enforcement_of_foreign_keys_is_on_again_after_migrating(database):
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_what_was_said_of_a_renewal_is_never_rewritten(database):
    columns = (
        "customer_id, contract_id, due_on, decide_by, as_of, created_at, level, sd, p_lost, "
        "p_reduced, low, high, terms, reasons, method, decided"
    )
    with database.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(
            f"INSERT INTO risk_snapshots ({columns}) VALUES (1, 1, '2026-01-01', '2026-01-01', "
            "'2025-10-01', '2025-10-01', 50, 9, .1, .1, 0, 1, '{}', '[]', 1, 0)"
        )
        with pytest.raises(DatabaseError, match="never rewritten"):
            connection.exec_driver_sql("UPDATE risk_snapshots SET p_lost = 0.9")
