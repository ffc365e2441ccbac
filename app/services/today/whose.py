"""Whose customers a page is about."""

from sqlalchemy import ColumnElement, and_

from app.models import Customer


def owned_by(colleague_id: int | None) -> ColumnElement[bool]:
    """Return the rule that a customer is this colleague's, or anybody's, and not deleted."""
    there = Customer.deleted_at.is_(None)
    return there if colleague_id is None else and_(there, Customer.owner_id == colleague_id)
