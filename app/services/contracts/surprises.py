"""Why a loss came that nobody had called, said afterwards."""

from sqlalchemy.orm import Session

from app.language import _
from app.models import Contract, Customer, Renewal
from app.models.kinds import Surprise
from app.services.book import recording
from app.services.contracts.held import LOSSES
from app.services.errors import NotFound


def name_surprise(session: Session, renewal_id: int, surprise: Surprise | None) -> None:
    """Store what surprised us in a loss, None takes it back; raises NotFound."""
    renewal = session.get(Renewal, renewal_id)
    if renewal is None or renewal.deleted_at is not None or renewal.outcome not in LOSSES:
        raise NotFound(_("This renewal is not lost any more."))
    renewal.surprise = surprise
    contract = session.get(Contract, renewal.contract_id)
    customer = session.get(Customer, renewal.customer_id)
    recording.describe(
        session,
        _("What surprised us: {contract}, {customer}").format(
            contract=contract.title if contract else "", customer=customer.name if customer else ""
        ),
    )
