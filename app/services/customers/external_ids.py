"""The numbers of records in other systems: each names one record, also one that was deleted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.language import _
from app.models import Colleague, Contract, Customer, Vendor
from app.services.customers import typed_text
from app.services.errors import Invalid


def free(
    session: Session, record: Colleague | Contract | Customer | Vendor, text: str
) -> str | None:
    """Return the number that a form gives to a record, None for an empty field.

    Raises Invalid where another record of that kind and source has it.
    """
    number = typed_text.number("external_id", text)
    if not number:
        return None
    model = type(record)
    taken = select(model).where(
        model.source == (record.source or ""), model.external_id == number, model.id != record.id
    )
    with session.no_autoflush:
        other = session.scalars(taken).first()
    if other is None:
        return number
    sentence = (
        _("{name} has this number already.")
        if other.deleted_at is None
        else _("{name} has this number, and was deleted or merged. Please choose another one.")
    )
    name = other.title if isinstance(other, Contract) else other.name
    raise Invalid("external_id", sentence.format(name=name))
