"""The lists of a customer's page, one after the other."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.language import _
from app.ui.customer import forms, section_columns
from app.ui.customer.section import Section, Verb, Window
from app.ui.later import later
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.services.contracts import contracts
    from app.services.customers import contacts
    from app.services.feedback import loops, tickets
    from app.services.trust import (
        advocacy,
        answers,
        competitors,
        expectations,
        goals,
        initiatives,
        promises,
        remarks,
    )
else:
    contracts = later("app.services.contracts.contracts")
    contacts = later("app.services.customers.contacts")
    loops = later("app.services.feedback.loops")
    tickets = later("app.services.feedback.tickets")
    advocacy = later("app.services.trust.advocacy")
    answers = later("app.services.trust.answers")
    competitors = later("app.services.trust.competitors")
    expectations = later("app.services.trust.expectations")
    goals = later("app.services.trust.goals")
    initiatives = later("app.services.trust.initiatives")
    promises = later("app.services.trust.promises")
    remarks = later("app.services.trust.remarks")


def contract_list() -> Section:
    """Return the list of contracts."""
    return Section(
        "contracts", _("Contracts"), "contracts", "renewal",
        section_columns.contracts,
        lambda session, customer, today: contracts.overview(session, today, customer),
        _("No contracts yet"),
        _("With a term and a notice period, Rapport says when to begin with each renewal."),
        _("Add a contract"), _("Edit contract"),
        lambda offers: forms.contract(offers.colleagues, offers.vendors),
        contracts.new_draft, contracts.load, contracts.save,
        lambda session, record: contracts.delete(session, [record]),
    )  # fmt: skip


def feedback_list() -> Section:
    """Return what the customer told us, with how far each loop has come."""
    return Section(
        "feedback", _("Feedback"), "feedback", "feedback",
        section_columns.feedback,
        lambda session, customer, today: _newest_first(loops.board(session, today, customer)),
        _("They have told us nothing yet"),
        _("Complaints, praise and wishes stay here until the customer confirms."),
        _("Log feedback"), _("Edit feedback"),
        lambda offers: forms.feedback(offers.colleagues, offers.people),
        None, remarks.load, remarks.save, remarks.delete,
        (
            Verb(_("Told"), "T", loops.tell,
                 _is_at("heard", "acting")),
            Verb(_("Confirmed"), "C", loops.confirm,
                 _is_at("acting", "told")),
            Verb(_("Not solved"), "B", _back_to_acting, _is_at("told", "confirmed")),
        ),
    )  # fmt: skip


def answer_list() -> Section:
    """Return what the customer answered to our questions."""
    return Section(
        "answers", _("Answers"), "responses", "response",
        section_columns.answers,
        lambda session, customer, _today: answers.of_customer(session, customer),
        _("No answers yet"),
        _("What they answer in surveys and on the phone stands here."),
    )  # fmt: skip


def promise_list() -> Section:
    """Return the ledger of promises."""
    return Section(
        "promises", _("Promises"), "promises", "promise",
        section_columns.promises,
        lambda session, customer, today: promises.ledger(session, today, customer),
        _("Nothing has been promised yet"),
        _("In a note, a line that begins with ! is a promise: “! send the quote by Friday”."),
        _("Add a promise"), _("Edit promise"),
        lambda offers: forms.promise(offers.colleagues, offers.people),
        _draft(promises, "PromiseDraft"), promises.load, promises.save, promises.delete,
        (
            Verb(_("Kept"), "K", promises.keep,
                 _is_state("open", "late", "broken"), "check"),
            Verb(_("Broken"), "B", promises.break_,
                 _is_state("open", "late")),
            Verb(_("Told"), "T", promises.tell,
                 lambda row: row.told_on is None),
        ),
    )  # fmt: skip


def people_list() -> Section:
    """Return the people at the customer."""
    return Section(
        "people", _("People"), "contacts", "contact",
        section_columns.people,
        contacts.of_customer,
        _("Nobody is known here yet"),
        _("Who decides, who influences, who is for us: begin with whom you talk to."),
        _("Add a contact"), _("Edit contact"),
        lambda offers: forms.contact(offers.people),
        _draft(contacts, "ContactDraft"), contacts.load, contacts.save, contacts.delete,
        windows=(
            Window(_("Merge with…"), "M", _merge_person, "link"),
            Window(_("What we know…"), "W", _person, "lock"),
        ),
    )  # fmt: skip


def expectation_list() -> Section:
    """Return what the customer wants of us."""
    return Section(
        "expectations", _("Expectations"), "expectations", "expectation",
        section_columns.expectations,
        lambda session, customer, _today: expectations.of_customer(session, customer),
        _("What they expect is not known yet"),
        _("Ask them, and write it down in their own words."),
        _("Add an expectation"), _("Edit expectation"),
        lambda offers: forms.expectation(offers.people),
        _draft(expectations, "ExpectationDraft"),
        expectations.load, expectations.save, expectations.delete,
    )  # fmt: skip


def goal_list() -> Section:
    """Return what the customer wants for itself."""
    return Section(
        "goals", _("Goals"), "goals", "goal",
        section_columns.goals,
        lambda session, customer, _today: goals.of_customer(session, customer),
        _("Their goals are not known: that is itself a warning"),
        _("What do they want to reach in the next years, and what is our part in it?"),
        _("Add a goal"), _("Edit goal"),
        lambda _offers: forms.goal(),
        _draft(goals, "GoalDraft"), goals.load, goals.save, goals.delete,
    )  # fmt: skip


def initiative_list() -> Section:
    """Return what the customer and we do jointly."""
    return Section(
        "initiatives", _("Joint work"), "initiatives", "initiative",
        section_columns.initiatives,
        lambda session, customer, _today: initiatives.of_customer(session, customer),
        _("Nothing is done jointly yet"),
        _("A pilot, a project, an idea of theirs that became a service."),
        _("Add an initiative"), _("Edit initiative"),
        lambda _offers: forms.initiative(),
        _draft(initiatives, "InitiativeDraft"),
        initiatives.load, initiatives.save, initiatives.delete,
    )  # fmt: skip


def advocacy_list() -> Section:
    """Return what the customer did to speak for us."""
    return Section(
        "advocacy", _("Speaking for us"), "advocacy_acts", "advocacy",
        section_columns.advocacy,
        lambda session, customer, _today: advocacy.of_customer(session, customer),
        _("They have not spoken for us yet"),
        _("References, referrals and reviews are noted here, and whether we thanked."),
        _("Add an act"), _("Edit act"),
        lambda offers: forms.advocacy(offers.people),
        _draft(advocacy, "AdvocacyDraft"), advocacy.load, advocacy.save, advocacy.delete,
    )  # fmt: skip


def competitor_list() -> Section:
    """Return which competitors the customer spoke of."""
    return Section(
        "competitors", _("Competitors"), "competitor_mentions", "competitor",
        section_columns.competitors,
        lambda session, customer, _today: competitors.of_customer(session, customer),
        _("They have not spoken of competitors"),
        _("In a note, a line that begins with vs names one: “vs Rival, cheaper”."),
        _("Add a mention"), _("Edit mention"),
        lambda offers: forms.mention(offers.people, offers.competitors),
        _draft(competitors, "MentionDraft"),
        competitors.load, competitors.save, competitors.delete,
    )  # fmt: skip


def ticket_list() -> Section:
    """Return the customer's tickets."""
    return Section(
        "tickets", _("Tickets"), "tickets", "ticket",
        section_columns.tickets,
        lambda session, customer, _today: tickets.of_customer(session, customer),
        _("No tickets yet"),
        _("Import them from your help desk, or note one by hand."),
        _("Add a ticket"), _("Edit ticket"),
        lambda offers: forms.ticket(offers.colleagues, offers.people),
        _draft(tickets, "TicketDraft"), tickets.load, tickets.save, tickets.delete,
    )  # fmt: skip


def _draft(module: Any, name: str) -> Callable[..., Any]:
    """Return what makes an empty draft of a customer's; it asks nothing of the session."""

    def new(_session: Any, customer_id: int) -> Any:
        return getattr(module, name)(customer_id)

    return new


def _person(tasks: Tasks, contact_id: int, today: Callable[[], date], parent: QWidget) -> None:
    from app.ui.customer.person_dialog import PersonDialog

    PersonDialog(tasks, contact_id, today, parent).open()


def _merge_person(
    tasks: Tasks, contact_id: int, today: Callable[[], date], parent: QWidget
) -> None:
    from app.ui.customer.merge_person import MergePerson

    MergePerson(tasks, contact_id, today, parent).open()


def _newest_first(cards: Any) -> list[Any]:
    """Return the cards of a board as a list has them: open loops first, then the newest."""
    return sorted(
        cards, key=lambda card: (card.confirmed_on is not None, -card.heard_on.toordinal())
    )


def _is_at(*steps: str) -> Callable[[Any], bool]:
    return lambda card: card.step in steps and card.kind != "praise"


def _is_state(*states: str) -> Callable[[Any], bool]:
    return lambda row: row.state in states


def _back_to_acting(session: Any, record_id: int, today: date) -> None:
    from app.models.kinds import LoopStep

    loops.move(session, record_id, LoopStep.ACTING, today)


TABS: tuple[tuple[str, Callable[[], str], tuple[Callable[[], Section], ...]], ...] = (
    ("contracts", lambda: _("Contracts"), (contract_list,)),
    ("feedback", lambda: _("Feedback"), (feedback_list, answer_list)),
    ("promises", lambda: _("Promises"), (promise_list,)),
    ("people", lambda: _("People"), (people_list,)),
    (
        "goals",
        lambda: _("Goals and expectations"),
        (goal_list, expectation_list, initiative_list, advocacy_list, competitor_list),
    ),
    ("tickets", lambda: _("Tickets"), (ticket_list,)),
)
"""The tabs beside the timeline: key, title, and the lists that stand behind each."""
