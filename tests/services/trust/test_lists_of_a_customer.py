"""What holds for every list of a customer's own records alike."""

import pytest

from app.services.book import history
from app.services.errors import Conflict, Invalid, NotFound
from app.services.feedback import tickets
from app.services.feedback.tickets import TicketDraft
from app.services.trust import advocacy, competitors, expectations, goals, initiatives
from app.services.trust.advocacy import AdvocacyDraft
from app.services.trust.competitors import MentionDraft
from app.services.trust.expectations import ExpectationDraft
from app.services.trust.goals import GoalDraft
from app.services.trust.initiatives import InitiativeDraft
from tests.nordwind import NORDWIND, QUIET, TODAY

LISTS = [
    (expectations, ExpectationDraft(QUIET, text="Answer within the hour"), "text"),
    (goals, GoalDraft(QUIET, text="Open a second shop"), "text"),
    (initiatives, InitiativeDraft(QUIET, title="Pilot of the new portal"), "title"),
    (advocacy, AdvocacyDraft(QUIET, kind="reference"), "kind"),
    (competitors, MentionDraft(QUIET, competitor="Rival"), "competitor"),
    (tickets, TicketDraft(QUIET, title="No Wi-Fi"), "title"),
]
every_list = pytest.mark.parametrize(
    ("module", "draft", "field"),
    LISTS,
    ids=[module.__name__.split(".")[-1] for module, *_ in LISTS],
)


@every_list
def test_what_is_added_is_in_its_customers_list_only(known, module, draft, field):
    with known.write() as session:
        record = module.save(session, draft, TODAY)
    with known.read() as session:
        assert [row.id for row in module.of_customer(session, QUIET)] == [record]
        assert record not in [row.id for row in module.of_customer(session, NORDWIND)]


@every_list
def test_it_cannot_be_saved_without_what_it_is_about(known, module, draft, field):
    empty = type(draft)(QUIET, **{field: None if field == "kind" else " "})
    with pytest.raises(Invalid) as refused, known.write() as session:
        module.save(session, empty, TODAY)
    assert refused.value.field == field


@every_list
def test_it_is_loaded_as_it_was_saved_and_an_old_form_is_refused(known, module, draft, field):
    with known.write() as session:
        record = module.save(session, draft, TODAY)
    with known.write() as session:
        old, new = module.load(session, record), module.load(session, record)
        assert getattr(new, field) == getattr(draft, field)
        assert module.save(session, new, TODAY) == record
        setattr(new, field, getattr(old, field))
    with known.write() as session:
        newer = module.load(session, record)
        changed = "note" if hasattr(newer, "note") else "status"
        changed = changed if hasattr(newer, changed) else "weight"
        setattr(newer, changed, 4 if changed == "weight" else "changed meanwhile")
        module.save(session, newer, TODAY)
    with pytest.raises(Conflict), known.write() as session:
        module.save(session, old, TODAY)


@every_list
def test_what_is_deleted_comes_back_by_undo(known, module, draft, field):
    with known.write() as session:
        record = module.save(session, draft, TODAY)
    with known.write() as session:
        module.delete(session, record)
    with known.read() as session:
        assert module.of_customer(session, QUIET) == []
        with pytest.raises(NotFound):
            module.load(session, record)
    with known.write() as session:
        history.undo(session, history.next_undo(session).change_set)
    with known.read() as session:
        assert len(module.of_customer(session, QUIET)) == 1
