import pytest

from app.models import Renewal
from app.models.kinds import Outcome, Surprise
from app.services.contracts import surprises
from app.services.errors import NotFound


def test_only_a_loss_can_have_surprised_us(shelf):
    shelf.contract(shelf.customer())
    (row,) = shelf.due()
    renewal_id = shelf.record(row, Outcome.LOST, reason="price")
    with shelf.database.write() as session:
        surprises.name_surprise(session, renewal_id, Surprise.DID_NOTHING)
    assert shelf.get(Renewal, renewal_id).surprise is Surprise.DID_NOTHING
    with shelf.database.write() as session:
        surprises.name_surprise(session, renewal_id, None)
    assert shelf.get(Renewal, renewal_id).surprise is None
    with shelf.database.write() as session:
        session.get(Renewal, renewal_id).outcome = Outcome.RENEWED
    with shelf.database.write() as session, pytest.raises(NotFound):
        surprises.name_surprise(session, renewal_id, Surprise.DID_NOTHING)
