from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Imported, Record, given, origin, words
from app.models.kinds import VendorKind


class Vendor(Record, Imported):
    """A manufacturer or distributor whose products we sell."""

    __tablename__ = "vendors"
    __table_args__ = (given("name"), origin("vendors"))

    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[VendorKind | None] = mapped_column(words(VendorKind, "kind_known"))
    website: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
