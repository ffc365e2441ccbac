"""What columns are called elsewhere: in spreadsheets, help desks and other programs.

English and German, as people and programs write them; only where a heading can mean nothing else.
What an amount is for and in which unit a number counts is never guessed.
"""

from collections.abc import Iterator

from app.services.importing.shape import Kind

ANYWHERE = {
    "at": "date, time, when, Datum, Zeitpunkt, Wann",
    "city": "town, Ort, Stadt",
    "colleague": "agent, assignee, technician, Mitarbeiter, Bearbeiter, Techniker",
    "comment": "comments, Kommentar, Anmerkung",
    "competitor": "competitor name, Wettbewerber, Mitbewerber, Konkurrent",
    "contact": "person, contact name, contact email, Ansprechpartner, Kontakt, Kontaktperson",
    "contract": "subscription, agreement, contract number, Vertrag, Vertragsnummer, Abonnement",
    "country": "Land",
    "currency": "Währung",
    "customer": "company, organisation, organization, company name, client, account, "
    "customer name, customer number, customer id, Kunde, Firma, Kundenname, Kundennummer, "
    "Kunden-Nr, Unternehmen",
    "due_on": "due, due date, deadline, fällig, Fällig am, Fälligkeit, Termin",
    "email": "e-mail, mail, email address, E-Mail-Adresse",
    "external_id": "id, number, record id, Nummer, Nr, Kennung",
    "feeling": "mood, sentiment, Stimmung",
    "language": "Sprache",
    "note": "notes, remark, remarks, Notiz, Notizen, Bemerkung, Bemerkungen",
    "outcome": "result, Ergebnis",
    "owner": "account manager, responsible, Kundenbetreuer, Betreuer, Verantwortlich",
    "phone": "telephone, phone number, Telefon, Telefonnummer",
    "product": "Produkt",
    "question": "Frage",
    "recorded_on": "recorded, known since",
    "status": "state, Zustand",
    "ticket": "ticket number, ticket id, Ticketnummer",
    "vendor": "manufacturer, Hersteller",
    "website": "web, url, homepage, Webseite, Internetseite",
}
OF = {
    "customers": {
        "name": "customer, company, company name, organisation, organization, client, account, "
        "account name, customer name, Kunde, Firma, Kundenname, Firmenname, "
        "Unternehmen",
        "external_id": "customer number, customer no, customer id, account number, Kundennummer, "
        "Kunden-Nr, Kundennr, Debitor, Debitorennummer",
        "segment": "industry, sector, Branche",
        "since": "customer since, Kunde seit",
        "seats": "users, Arbeitsplätze",
    },
    "contacts": {
        "name": "full name, contact, contact name, Ansprechpartner, Kontakt",
        "role": "Rolle",
        "title": "job title, position, Funktion",
        "reports_to": "manager, Vorgesetzter",
        "joined_on": "joined, Eintritt",
        "left_on": "left, Austritt",
    },
    "colleagues": {
        "name": "full name, Mitarbeiter",
        "role": "Rolle, Funktion",
        "left_on": "left, Austritt",
    },
    "vendors": {
        "name": "vendor, manufacturer, Hersteller",
        "kind": "type, Art",
    },
    "contracts": {
        "title": "contract, subscription, agreement, Vertrag, Bezeichnung, Abonnement",
        "external_id": "contract number, contract id, subscription id, Vertragsnummer",
        "value": "yearly value, annual value, Jahreswert",
        "quantity": "licences, licenses, qty, Menge, Anzahl, Lizenzen",
        "starts": "start, start date, Beginn, Vertragsbeginn, Laufzeitbeginn",
        "term_months": "term, term in months, Laufzeit in Monaten",
        "ends": "end, end date, expiry date, Ende, Vertragsende, Laufzeitende",
        "notice_days": "notice, notice in days, Kündigungsfrist in Tagen",
        "cancelled_on": "cancelled, Gekündigt am",
    },
    "renewals": {
        "due_on": "renewal date, Verlängerung am",
        "decided_on": "decided, Entschieden am",
        "reason": "Grund",
        "value_before": "old value",
        "value_after": "new value",
    },
    "stages": {"stage": "Phase", "entered_on": "since, seit"},
    "interactions": {
        "kind": "type, Art",
        "direction": "Richtung",
        "minutes": "duration, Minuten, Dauer in Minuten",
    },
    "tickets": {
        "external_id": "ticket, ticket number, ticket id, Ticketnummer, Vorgangsnummer",
        "opened": "created, created at, opened at, date opened, date logged, Erstellt, "
        "Erstellt am, Eröffnet, Eröffnet am",
        "title": "subject, summary, Betreff, Thema, Titel",
        "closed": "closed at, resolved, date closed, Geschlossen, Geschlossen am, Gelöst",
        "priority": "Priorität",
        "queue": "board, group, Gruppe, Warteschlange",
    },
    "responses": {
        "score": "rating, answer, Antwort, Bewertung",
        "scale": "Skala",
        "asked_on": "asked, Gefragt am",
        "channel": "Kanal",
    },
    "self_ratings": {"score": "rating, answer, Antwort, Bewertung", "scale": "Skala"},
    "feedback": {
        "text": "feedback, words, comment, Rückmeldung, Wortlaut",
        "kind": "type, Art",
        "source": "Quelle",
    },
    "promises": {
        "text": "promise, Zusage, Versprechen",
        "made_on": "made, date, Datum, Zugesagt am",
        "done_on": "done, Erledigt am",
    },
    "expectations": {"text": "expectation, Erwartung, Wunsch", "raised_on": "date, Datum"},
    "goals": {"text": "goal, Ziel", "progress": "Fortschritt", "set_on": "date, Datum"},
    "initiatives": {"title": "initiative, Vorhaben, Titel", "started_on": "started, Beginn"},
    "advocacy": {"on": "date, Datum", "kind": "type, Art"},
    "competitors": {"on": "date, Datum", "stance": "Haltung"},
}


def of(kind: Kind) -> Iterator[tuple[str, str]]:
    """Return headings for the fields of a kind, each with the field's name; no heading twice."""
    own = OF.get(kind.name, {})
    taken = {heading.casefold() for said in own.values() for heading in _parted(said)}
    for field in kind.fields:
        for heading in _parted(own.get(field.name, "")):
            yield heading, field.name
        for heading in _parted(ANYWHERE.get(field.name, "")):
            if heading.casefold() not in taken:
                yield heading, field.name


def _parted(said: str) -> list[str]:
    return [heading for heading in (part.strip() for part in said.split(",")) if heading]
