import pytest

from app.services.book import history
from app.services.customers import contacts
from app.services.customers.contacts import ContactDraft
from app.services.errors import Conflict, Invalid
from tests.nordwind import NORDWIND, TODAY, ago


def test_those_we_talk_with_stand_first_with_their_share(known):
    with known.read() as session:
        marta, karl = contacts.of_customer(session, NORDWIND, TODAY)
    assert (marta.name, marta.talks, marta.share) == ("Marta", 1, 1)
    assert (karl.name, karl.last_talk, karl.share) == ("Karl", None, 0)


def test_who_left_stands_last(known):
    with known.write() as session:
        draft = contacts.load(session, 1)
        draft.left_on = ago(3)
        contacts.save(session, draft, TODAY)
    with known.read() as session:
        assert [row.name for row in contacts.of_customer(session, NORDWIND, TODAY)] == [
            "Karl",
            "Marta",
        ]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", {"name": ""}),
        ("email", {"name": "Eva", "email": "eva"}),
        ("influence", {"name": "Eva", "influence": 6}),
        ("attitude", {"name": "Eva", "attitude": -3}),
        ("left_on", {"name": "Eva", "joined_on": ago(1), "left_on": ago(2)}),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(known, field, values):
    with pytest.raises(Invalid) as refused, known.write() as session:
        contacts.save(session, ContactDraft(NORDWIND, **values), TODAY)
    assert refused.value.field == field


def test_nobody_reports_in_a_circle(known):
    with known.write() as session:
        draft = contacts.load(session, 1)
        draft.reports_to_id = 2
        contacts.save(session, draft, TODAY)
        back = contacts.load(session, 2)
        back.reports_to_id = 1
        with pytest.raises(Invalid) as refused:
            contacts.save(session, back, TODAY)
    assert refused.value.field == "reports_to_id"


def test_an_old_form_is_refused(known):
    with known.write() as session:
        old = contacts.load(session, 1)
        new = contacts.load(session, 1)
        new.title = "CEO"
        contacts.save(session, new, TODAY)
    with pytest.raises(Conflict), known.write() as session:
        contacts.save(session, old, TODAY)


def test_who_was_deleted_comes_back_by_undo(known):
    with known.write() as session:
        contacts.delete(session, 2)
    with known.write() as session:
        assert [name for _id, name in contacts.names(session, NORDWIND)] == ["Marta"]
        history.undo(session, history.next_undo(session).change_set)
    with known.read() as session:
        assert len(contacts.names(session, NORDWIND)) == 2
