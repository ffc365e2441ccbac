from datetime import date

from sqlalchemy.orm import Session

from app.models import Distinction


def tell_apart(session: Session, one_id: int, other_id: int, today: date) -> None:
    """X."""
    low, high = sorted((one_id, other_id))
    session.add(Distinction(customer_id=low, other_id=high, said_on=today))
    session.flush()
