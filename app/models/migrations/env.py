"""How Alembic runs our migrations: always on a connection that somebody hands it."""

from alembic import context

from app.models import Base


def _ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    """Leave the search tables, which only SQLite has, out of the comparison with the models."""
    return not (kind == "table" and (name or "").startswith("search_"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=_ours,
    render_as_batch=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
