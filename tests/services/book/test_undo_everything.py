"""Whatever was done, by whichever service and in whatever order, Ctrl+Z leads back to the start."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import select

from app.models import (
    Change,
    ChangeSet,
    Contact,
    Contract,
    Customer,
    Feedback,
    Interaction,
    Promise,
    Renewal,
    Response,
    Survey,
)
from app.models.base import Base
from app.models.kinds import LoopStep, Outcome, Stage, VendorKind
from app.services.book import history, recording, settings
from app.services.book.database import Database
from app.services.contracts import colleagues, contracts, outcomes, vendors
from app.services.contracts.outcomes import NextStepDraft, OutcomeDraft
from app.services.customers import (
    contacts,
    customers,
    details,
    duplicates,
    interactions,
    merging,
)
from app.services.customers.customers import CustomerDraft
from app.services.customers.interactions import LogDraft
from app.services.customers.merged_fields import CONTACT, CUSTOMER, Choices
from app.services.errors import AppError, Conflict, NotFound
from app.services.feedback import answers, feedback, loops, responses, surveys, tickets
from app.services.feedback.feedback import FeedbackDraft
from app.services.feedback.responses import AnswerDraft
from app.services.feedback.surveys import OwnSurveyDraft, SurveyAnswer, SurveyDraft
from app.services.importing import service
from app.services.importing.service import Options
from app.services.today import worklist
from app.services.today.rows import Section
from app.services.trust import (
    advocacy,
    competitors,
    expectations,
    goals,
    initiatives,
    promises,
    remarks,
)
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, known

__all__ = ["known"]  # a fixture

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
DERIVED = {"standings", "glances", "change_sets", "changes", "import_batches"}
STAMPS = {"version", "created_at", "changed_at"}
ACTIONS = 60


class User:
    """Does one thing after the other, each as a page would do it; what is refused is no action."""

    def __init__(self, session, random, folder):
        self.session, self.random, self.folder = session, random, folder

    def do(self, name):
        getattr(self, name)()

    def one(self, model):
        ids = self.session.scalars(select(model.id).where(model.deleted_at.is_(None))).all()
        return self.random.choice(ids) if ids else 0

    def word(self):
        return self.random.choice(("Kiel", "Föhn", "Server", "Backup", "Zürich")) + str(
            self.random.randrange(99)
        )

    def add_customer(self):
        customers.save(self.session, CustomerDraft(name=self.word(), stage=Stage.BONDING), TODAY)

    def edit_customer(self):
        draft = customers.load(self.session, self.random.choice((NORDWIND, QUIET)))
        customers.save(self.session, replace(draft, city=self.word(), stage=Stage.LEVERAGE), TODAY)

    def delete_and_restore(self):
        customers.delete(self.session, [QUIET])

    def restore(self):
        details.restore(self.session, [QUIET])

    def give_away(self):
        customers.assign(self.session, [NORDWIND, QUIET], self.random.choice((1, None)))

    def move_stage(self):
        details.move(self.session, [NORDWIND], self.random.choice(list(Stage)).value, TODAY)

    def log(self):
        note = f"Spoke of {self.word()}\n! send it by friday\n? reports\nvs {self.word()}, cheaper"
        interactions.log(
            self.session,
            LogDraft(customer_id=NORDWIND, note=note, feeling=1, contacts=("Marta",)),
            NOW,
        )

    def log_for_somebody_new(self):
        draft = LogDraft(customer=self.word(), new_customer=True, note=self.word())
        interactions.log(self.session, draft, NOW)

    def correct(self):
        draft = interactions.load(self.session, self.one(Interaction))
        interactions.save(
            self.session, replace(draft, feeling=-1, contact_ids=(2,), note=self.word()), NOW
        )

    def delete_interaction(self):
        interactions.delete(self.session, self.one(Interaction))

    def add_contact(self):
        contacts.save(self.session, contacts.ContactDraft(NORDWIND, name=self.word()), TODAY)

    def contact_leaves(self):
        draft = contacts.load(self.session, 1)
        contacts.save(self.session, replace(draft, left_on=ago(3), reports_to_id=2), TODAY)

    def add_contract(self):
        draft = contracts.new_draft(self.session, NORDWIND)
        draft = replace(draft, title=self.word(), value=1_000, starts=ago(300), term_months=12)
        contracts.save(self.session, draft, TODAY)

    def decide(self):
        contract = self.session.get(Contract, self.one(Contract))
        outcome = self.random.choice([*Outcome, None])
        due_on = contract.ends or TODAY
        draft = OutcomeDraft(contract.id, due_on, outcome, TODAY, 900, "why", "Rival")
        outcomes.record_outcome(self.session, as_seen(self.session, draft), TODAY)

    def next_step(self):
        contract = self.session.get(Contract, self.one(Contract))
        draft = NextStepDraft(contract.id, contract.ends or TODAY, self.word(), TODAY, 1)
        outcomes.save_next_step(self.session, as_seen(self.session, draft), TODAY)

    def merge(self):
        ids = self.random.sample(self.session.scalars(select(Customer.id)).all(), 2)
        theirs = Choices(frozenset(self.random.sample(CUSTOMER, 4)))
        merging.merge_customers(self.session, *ids, theirs, TODAY)

    def merge_people(self):
        theirs = Choices(frozenset(self.random.sample(CONTACT, 3)))
        merging.merge_contacts(self.session, self.one(Contact), self.one(Contact), theirs)

    def not_the_same(self):
        one, other = (self.one(Customer) for _n in range(2))
        if one == other:
            raise NotFound("there is only one")
        duplicates.tell_apart(self.session, one, other, TODAY)

    def promise(self):
        promises.save(self.session, promises.PromiseDraft(NORDWIND, self.word(), TODAY), TODAY)

    def settle_promise(self):
        do = self.random.choice((promises.keep, promises.break_, promises.tell))
        do(self.session, self.one(Promise), TODAY)

    def tell_us(self):
        text = self.word()
        feedback.log(self.session, FeedbackDraft(QUIET, kind="wish", text=text), TODAY)

    def move_card(self):
        step = self.random.choice(list(LoopStep))
        loops.move(self.session, self.one(Feedback), step, TODAY)

    def reword(self):
        draft = remarks.load(self.session, self.one(Feedback))
        remarks.save(self.session, replace(draft, product=self.word()), TODAY)

    def answer(self):
        draft = AnswerDraft(NORDWIND, question="nps", score=self.random.randrange(11))
        responses.log_answer(self.session, draft, TODAY)

    def survey(self):
        lines = f"How is {self.word()}?\ntrust\nnps"
        surveys.save(self.session, OwnSurveyDraft(self.word(), lines))

    def edit_survey(self):
        draft = surveys.load(self.session, self.one(Survey))
        surveys.save(self.session, replace(draft, name=self.word(), questions=self.word()))

    def delete_survey(self):
        surveys.delete(self.session, [self.one(Survey)])

    def ask_survey(self):
        asked = self.random.choice(surveys.questionnaires(self.session))
        said = tuple(
            SurveyAnswer(
                one.name,
                self.random.choice((one.low, one.high, None, None)),
                self.random.choice(("", self.word(), f"vs {self.word()}: cheaper")),
            )
            for one in asked.questions
        )
        draft = SurveyDraft(NORDWIND, contact="Marta", survey_id=asked.id, answers=said)
        surveys.log_survey(self.session, draft, TODAY)

    def nobody_answers(self):
        said = tuple(SurveyAnswer(one.name) for one in surveys.relationship().questions)
        surveys.log_survey(self.session, SurveyDraft(QUIET, answers=said), TODAY)

    def see(self):
        answers.see(self.session, [self.one(Response)], TODAY)

    def open_loop(self):
        answers.open_loop(self.session, self.one(Response), TODAY)

    def ticket(self):
        tickets.save(self.session, tickets.TicketDraft(NORDWIND, title=self.word()), TODAY)

    def lists(self):
        draft = self.random.choice(
            (
                (expectations, expectations.ExpectationDraft(NORDWIND, text=self.word())),
                (goals, goals.GoalDraft(NORDWIND, text=self.word())),
                (initiatives, initiatives.InitiativeDraft(NORDWIND, title=self.word())),
                (competitors, competitors.MentionDraft(NORDWIND, competitor=self.word())),
                (advocacy, advocacy.AdvocacyDraft(NORDWIND, kind="referral")),
            )
        )
        draft[0].save(self.session, draft[1], TODAY)

    def vendor(self):
        vendors.save(self.session, vendors.VendorDraft(self.word(), VendorKind.MANUFACTURER))

    def colleague(self):
        colleagues.save(self.session, colleagues.ColleagueDraft(self.word()))

    def colleague_goes(self):
        colleagues.delete(self.session, [2])

    def put_off(self):
        until = replace_day(self.random.randrange(5, 25))
        worklist.put_off(self.session, Section.QUIET, NORDWIND, until, TODAY)

    def asked(self):
        worklist.asked(self.session, NORDWIND, TODAY)

    def company(self):
        book = settings.load(self.session)
        settings.save(self.session, replace(book, company=self.word()))

    def take_files(self):
        number = self.random.randrange(1_000)
        path = self.folder / "promises.csv"
        path.write_text(
            "customer,made_on,text,external_id\n"
            f"Nordwind,2026-01-02,Quote {number},P1\nNeuland {number},2026-02-03,Visit,P{number}\n"
        )
        service.import_files(self.session, [path], Options(), TODAY)


def as_seen(session, draft):
    """Return the draft of a renewal as somebody has it who looks at the list."""
    same = select(Renewal).where(
        Renewal.contract_id == draft.contract_id,
        Renewal.due_on == draft.due_on,
        Renewal.deleted_at.is_(None),
    )
    found = session.scalars(same).first()
    return replace(draft, renewal_id=found.id, version=found.version) if found else draft


def replace_day(day):
    return TODAY.replace(day=day)


NAMES = [name for name in vars(User) if name not in {"do", "one", "word"} and name[0] != "_"]


def content(database):
    """Return every row of every table that is not derived, without its stamps."""
    found = {}
    with database.read() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in DERIVED:
                columns = [column for column in table.c if column.name not in STAMPS]
                found[table.name] = {tuple(row) for row in session.execute(select(*columns))}
    return found


def act(database, random, folder):
    """Do one thing, and return its name; None if it was refused."""
    name = random.choice(NAMES)
    try:
        with database.write() as session:
            User(session, random, folder).do(name)
    except AppError:
        return None
    return name


def undo_all(database):
    """Take back whatever was done by hand, in order, and return how many actions that were."""
    steps = 0
    while True:
        with database.write() as session:
            waiting = history.next_undo(session)
            if waiting is None or waiting.label == "":  # what the fixture stored has no name
                return steps
            history.undo(session, waiting.change_set)
            steps += 1


def differing(start, end):
    both = {name: (rows - start[name], start[name] - rows) for name, rows in end.items()}
    return {name: rows for name, rows in both.items() if any(rows)}


@pytest.mark.parametrize("seed", range(4))
def test_undoing_everything_leads_back_to_the_start_across_restarts(known, seed, tmp_path):
    random = Random(seed)
    start = content(known)
    done = {act(known, random, tmp_path) for _n in range(ACTIONS)} - {None}
    assert len(done) > len(NAMES) / 2
    known.close()
    again = Database(known.path)  # another day, another process
    steps = undo_all(again)
    end = content(again)
    again.close()
    assert steps >= len(done)
    assert differing(start, end) == {}


def anywhere(session, random):
    """Return an action that still stands, anywhere in the history; imports keep what moved on."""
    imports = select(Change.change_set_id).where(Change.table_name == recording.IMPORTS)
    standing = select(ChangeSet.id).where(
        ChangeSet.undone_by_id.is_(None),
        ChangeSet.undoes_id.is_(None),
        ChangeSet.label != "",
        ChangeSet.id.not_in(imports),
    )
    return random.choice(session.scalars(standing).all() or [0])


def undo_anywhere(database, random):
    """Try to take back an action from the midst of the others; tell whether it was."""
    before = content(database)
    try:
        with database.write() as session:
            history.undo(session, anywhere(session, random))
    except (Conflict, NotFound):
        assert content(database) == before
        return False
    if random.random() < 0.5:  # otherwise it stays undone, and others are done over it
        with database.write() as session:
            history.undo(session, history.next_redo(session).change_set)
        assert differing(before, content(database)) == {}
    return True


@pytest.mark.parametrize("seed", range(4))
def test_what_is_undone_from_the_midst_leaves_the_rest_whole(known, seed, tmp_path):
    random = Random(seed)
    start, undone = content(known), []
    for _n in range(ACTIONS):
        act(known, random, tmp_path)
        undone.append(undo_anywhere(known, random))
    assert {True, False} == set(undone)
    undo_all(known)
    assert differing(start, content(known)) == {}
