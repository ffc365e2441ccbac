"""The sample company as a book: not encrypted, for nothing in it is real."""

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from app.services.book import opening
from app.services.book.paths import Profile
from app.services.book.settings import BookSettings
from app.services.customers import standings
from app.services.importing import service
from app.services.importing.service import Options
from app.services.sample import big, judgements, reviewed
from app.services.sample.company import NAME, company

SETTINGS = BookSettings(company=NAME, currency="EUR", zone="Europe/Berlin", sample=True)


LARGE = BookSettings(company="Large", currency="EUR", zone="Europe/Berlin", sample=True)


def write(path: Path, profile: Profile, today: date) -> Path:
    """Make the sample company's book as of ``today``, never over a file that is there."""

    def fill(session: Session) -> None:
        service.import_rows(session, company(today), Options(), today)
        judgements.judge(session, today)
        standings.freshen(session, today)
        reviewed.write(session, today)

    return opening.create(path, profile, plain=True, settings=SETTINGS, fill=fill).path


def write_large(path: Path, profile: Profile, today: date, customers: int, facts: int) -> Path:
    """Make a book of so many customers with so many facts each, to see what lists do with it."""

    def fill(session: Session) -> None:
        rows = big.book(today, customers=customers, facts=facts)
        service.import_rows(session, rows, Options(), today)
        standings.freshen(session, today)

    return opening.create(path, profile, plain=True, settings=LARGE, fill=fill).path
