from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.models import Customer
from app.models.kinds import Stage
from app.services.customers import customers
from app.services.customers.customers import CustomerDraft
from app.services.errors import Conflict, Invalid
from app.ui import formats
from app.ui.customer import forms
from app.ui.customer.editor import Editor, Store
from app.ui.customer.inputs import Field, made
from tests.nordwind import NORDWIND, TODAY


@pytest.fixture
def editor(qtbot, tasks, known):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def make(draft, fields=None, save=customers.save, load=customers.load):
        shown = fields or forms.customer([(1, "Ana")], ["Trade"])
        dialog = Editor(tasks, "Customer", shown, draft, Store(save, load), TODAY, window)
        dialog.open()
        return dialog

    return make


def test_few_fields_are_seen_until_more_are_wanted(editor):
    dialog = editor(CustomerDraft())
    assert dialog.inputs["name"].widget.isVisible()
    assert not dialog.inputs["phone"].widget.isVisible()
    dialog._show_more()
    assert dialog.inputs["phone"].widget.isVisible()


def test_enter_saves_what_was_typed(qtbot, editor, tasks):
    dialog = editor(CustomerDraft())
    stored = []
    dialog.saved.connect(stored.append)
    qtbot.keyClicks(dialog.inputs["name"].widget, "Hafen GmbH")
    dialog.inputs["stage"].show(Stage.BONDING)
    dialog.inputs["since"].show(date(2020, 2, 29))
    qtbot.keyClick(dialog.inputs["name"].widget, Qt.Key.Key_Return)
    found = []
    tasks.read(customers.load, stored[0], done=found.append)
    assert (found[0].name, found[0].stage, found[0].since) == (
        "Hafen GmbH",
        Stage.BONDING,
        date(2020, 2, 29),
    )


def test_a_record_is_saved_once_however_often_the_keys_are_pressed(editor, tasks):
    dialog = editor(CustomerDraft(name="Hafen GmbH"))
    tasks.hold()
    for _press in range(2):
        dialog._save()
    tasks.go_on()
    found = []
    tasks.read(customers.names, done=found.append)
    assert [name for _id, name in found[0]].count("Hafen GmbH") == 1


def test_esc_keeps_nothing(qtbot, editor, tasks):
    dialog = editor(CustomerDraft())
    qtbot.keyClicks(dialog.inputs["name"].widget, "Hafen GmbH")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    found = []
    tasks.read(customers.names, done=found.append)
    assert "Hafen GmbH" not in [name for _id, name in found[0]]


def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(editor):
    dialog = editor(CustomerDraft(city="Kiel"))
    dialog._save()
    line = dialog._main._errors["name"]
    assert "name" in line.text()
    assert dialog.inputs["name"].widget.property("wrong")
    assert dialog.inputs["city"].read() == "Kiel"


def test_a_refused_field_under_more_is_brought_to_sight(editor):
    dialog = editor(CustomerDraft(name="Hafen"))
    dialog.inputs["seats"].widget.setText("many")
    dialog._save()
    assert dialog.inputs["seats"].widget.isVisible()
    assert dialog.inputs["seats"].widget.property("wrong")


def test_what_is_no_fault_of_a_field_is_said_below_them(editor):

    def changed(_session, _draft, _today):
        raise Conflict("Changed meanwhile.")

    dialog = editor(CustomerDraft(name="Hafen"), save=changed)
    dialog._save()
    assert dialog.trouble.text() == "Changed meanwhile."
    assert dialog.isVisible()


@pytest.fixture
def opened(editor, tasks):
    """A form on Nordwind, and what changes Nordwind behind its back."""
    found = []
    tasks.read(customers.load, NORDWIND, done=found.append)
    dialog = editor(found[0])

    def elsewhere(**values):
        tasks.write(lambda session: [
            setattr(session.get(Customer, NORDWIND), name, value) for name, value in values.items()
        ])  # fmt: skip

    return dialog, elsewhere


def stored(tasks):
    found = []
    tasks.read(customers.load, NORDWIND, done=found.append)
    return found[0]


def test_what_only_others_changed_is_taken_over_and_said(opened, tasks):
    dialog, elsewhere = opened
    elsewhere(phone="0461 7")
    dialog.inputs["city"].show("Kiel")
    dialog._save()
    assert dialog.isVisible()
    assert dialog.inputs["phone"].read() == "0461 7"
    assert "Filled in meanwhile" in dialog._columns[0].meanwhile["phone"].text()
    assert dialog.inputs["phone"].widget.isVisible()
    dialog._save()
    assert (stored(tasks).city, stored(tasks).phone) == ("Kiel", "0461 7")


def test_where_both_changed_a_field_mine_stays_and_theirs_is_offered(opened, tasks):
    dialog, elsewhere = opened
    elsewhere(city="Flensburg", owner_id=None)
    dialog.inputs["city"].show("Lübeck")
    dialog._save()
    line = dialog._main.meanwhile["city"]
    assert "Flensburg" in line.text()
    assert dialog.inputs["city"].read() == "Lübeck"
    line._take.click()
    assert dialog.inputs["city"].read() == "Flensburg"
    assert not line.isVisible()
    dialog._save()
    assert stored(tasks).city == "Flensburg"


@pytest.fixture
def alone(qtbot):
    """Makes one input, outside of any form."""

    def make(key, kind):
        field = made(Field(key, "Field", kind), TODAY, lambda: "EUR")
        qtbot.addWidget(field.widget)
        return field

    return make


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("", None), ("1,200", 120000), ("12.5", 1250), ("€ 1,500", 150000), ("1500 EUR", 150000)],
)
def test_an_amount_is_read_in_minor_units(alone, typed, minor):
    field = alone("value", "money")
    field.widget.setText(typed)
    assert field.read() == minor
    field.show(minor)
    assert field.read() == minor


@pytest.mark.parametrize("kind", ["money", "number"])
@pytest.mark.parametrize("typed", ["lots", "inf", "nan", "1e400", "-5e9999"])
def test_what_is_no_number_is_refused(alone, kind, typed):
    field = alone("value", kind)
    field.widget.setText(typed)
    with pytest.raises(Invalid) as refused:
        field.read()
    assert refused.value.field == "value"


@pytest.mark.parametrize("locale", ["nl_NL", "ja_JP", "en_ZA", "hu_HU", "ko_KR", "bg_BG", "en_US"])
def test_a_day_is_understood_as_it_is_shown(alone, locale):
    formats.adopt(locale)
    try:
        field = alone("since", "past")
        field.show(date(2020, 2, 3))
        line = field.widget.field
        shown = line.text()
        line.setText(shown + " ")  # typed anew
        assert field.read() == date(2020, 2, 3), shown
    finally:
        formats.adopt("en_GB")


def test_a_day_is_understood_as_people_say_it(alone):
    field = alone("due_on", "future")
    field.widget.findChild(QLineEdit).setText("friday")
    assert field.read() == date(2026, 5, 8)
    field.widget.findChild(QLineEdit).setText("whenever")
    with pytest.raises(Invalid):
        field.read()


@pytest.mark.parametrize(
    "fields",
    [
        forms.customer([], []),
        forms.contact([]),
        forms.contract([], []),
        forms.promise([], []),
        forms.expectation([]),
        forms.goal(),
        forms.initiative(),
        forms.advocacy([]),
        forms.mention([], []),
        forms.ticket([], []),
        forms.feedback([], []),
    ],
)
def test_no_two_fields_of_a_form_have_the_same_key(fields):
    letters = [f.label[f.label.index("&") + 1].lower() for f in fields if "&" in f.label]
    assert len(letters) == len(set(letters)), sorted(letters)
