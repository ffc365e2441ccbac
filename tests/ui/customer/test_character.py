from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.models.kinds import Character
from app.services.book import history
from app.services.customers import overrules, standings
from app.services.customers.overrules import OverruleDraft
from app.ui.customer import character_names
from app.ui.customer.character_popover import CharacterPopover
from app.ui.customer.editor import Editor
from app.ui.customer.page import CustomerPage
from tests.nordwind import NORDWIND, QUIET, TODAY, ago


@pytest.fixture
def page(qtbot, tasks, known, state):
    with known.write() as session:
        standings.freshen(session, TODAY)
    made = CustomerPage(tasks, state, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1100, 720)
    made.show_customer(NORDWIND)
    with qtbot.waitExposed(made):
        made.show()
    return made


def opened(page):
    page.header.character.click()
    return next(one for one in page.findChildren(CharacterPopover) if one.isVisible())


def texts(popover):
    return [label.text() for label in popover.findChildren(QLabel)]


def button(popover, text):
    return next(one for one in popover.findChildren(QPushButton) if text in one.text())


def overrule(page, character="captive", reason="All their data lies with us"):
    button(opened(page), "Overrule").click()
    dialog = page.findChild(Editor)
    dialog.inputs["character"].show(character)
    dialog.inputs["reason"].show(reason)
    dialog._save()
    return dialog


def test_the_head_names_the_character_and_its_tooltip_the_signs(page):
    row = page._detail.row
    assert page.header.character.text() == character_names.label(row)
    assert page.header.character.toolTip().splitlines()[1:] == list(row.signs)
    assert page.header.character.accessibleName().startswith("Character: ")


def test_a_narrow_head_says_it_in_a_word(page):
    overrule(page, "struggling")
    assert page.header.character.text() == "Struggling for common ground, overruled"
    page.header.resize(700, 60)
    assert page.header.character.text() == "Struggling, overruled"
    assert "common ground" in page.header.character.accessibleName()


def test_it_opens_to_what_decided_and_what_would_change_it(page):
    row = page._detail.row
    popover = opened(page)
    said = texts(popover)
    assert said[0] == character_names.names()[row.computed_character]
    assert set(row.signs) <= set(said)
    assert any("Talk that nobody logged looks like indifference." in text for text in said)
    popover.close()


def test_a_fact_leads_to_its_place_in_the_timeline(page):
    page.tabs.setCurrentIndex(3)
    popover = opened(page)
    link = popover._first
    assert popover.focusWidget() is link
    link.click()
    assert page.tabs.currentWidget() is page.tabs.timeline
    assert not popover.isVisible()
    row = page.tabs.timeline.model.rows[page.tabs.timeline.list.currentIndex().row()]
    assert (row.kind, row.id) in {(step.kind, step.id) for step in page._view.effects}


def test_escape_closes_it_and_tab_reaches_the_button(qtbot, page):
    popover = opened(page)
    reached = set()
    for _n in range(30):
        reached.add(popover.focusWidget())
        qtbot.keyClick(popover.focusWidget(), Qt.Key.Key_Tab)
    assert button(popover, "Overrule") in reached
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    assert not popover.isVisible()


def test_the_owner_overrules_it_and_the_computed_stays_beside(page):
    computed = page._detail.row.computed_character
    overrule(page)
    assert page.header.character.text() == "Dependent and captive, overruled"
    popover = opened(page)
    said = texts(popover)
    assert said[0] == "Dependent and captive"
    assert said[1].startswith("Overruled by Ana on ")
    assert said[1].endswith("“All their data lies with us”")
    assert said[2] == f"Computed: {character_names.names()[computed]}"
    popover.close()


def test_it_is_withdrawn_and_stays_as_history(page, tasks):
    before = page.header.character.text()
    overrule(page)
    button(opened(page), "Withdraw").click()
    assert page.header.character.text() == before
    popover = opened(page)
    assert "Overruled before" in texts(popover)
    assert any("withdrawn on" in text for text in texts(popover))
    popover.close()
    found = []
    tasks.read(history.next_undo, done=found.append)
    tasks.write(history.undo, found[0].change_set)
    assert page.header.character.text() == "Dependent and captive, overruled"


def test_a_reason_is_asked_for_at_its_field(page):
    dialog = overrule(page, reason="  ")
    assert "Please say why." in [label.text() for label in dialog.findChildren(QLabel)]
    assert not page.header.character.text().endswith("overruled")
    dialog.reject()


def test_of_whom_too_little_is_known_it_says_what_is_missing(page):
    page.show_customer(QUIET)
    assert page.header.character.text() == "Too little known"
    popover = opened(page)
    assert "What is missing" in texts(popover)
    assert "What would change it" not in texts(popover)
    popover.close()


def test_every_character_has_its_names_and_its_meaning():
    for words in (character_names.names(), character_names.short_names()):
        assert set(words) == set(Character)
        assert len(set(words.values())) == len(words)
    assert set(character_names.meanings()) == set(Character)


def test_a_runner_up_is_named_where_it_fits_nearly_as_well(page):
    row = page._detail.row
    both = replace(
        row, character="partner", computed_character="partner", second_character="healthy"
    )
    assert character_names.label(both) == "Partner / healthy"
    mixed = replace(both, character="mixed", computed_character="mixed")
    assert character_names.label(mixed) == "Mixed"


def test_earlier_words_are_told_with_their_days(page, known):
    with known.write() as session:
        overrules.overrule(session, OverruleDraft(NORDWIND, Character.PARTNER, "Old"), ago(50))
    with known.write() as session:
        overrules.withdraw(session, NORDWIND, ago(20))
    popover = opened(page)
    earlier = next(text for text in texts(popover) if text.startswith("Partner. Overruled"))
    assert "“Old”" in earlier
    popover.close()
