from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import event

from app.models import Colleague, Interaction
from app.services.customers import interactions, timeline
from app.services.customers.interactions import LogDraft
from app.ui.customer.timeline_model import NEW_DAY_ROLE
from app.ui.customer.timeline_panel import TimelinePanel
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, talk

MANY = 180
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


@pytest.fixture
def panel(qtbot, tasks, known):
    with known.write() as session:
        session.add_all(talk(400 + n, customer=QUIET, note=f"Talk {n}") for n in range(MANY))
    made = TimelinePanel(tasks, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(800, 300)
    with qtbot.waitActive(made):
        made.show()
    made.show_customer(QUIET)
    return made


def test_a_page_is_read_at_first_and_more_while_one_scrolls(qapp, panel):
    assert 0 < len(panel.model.rows) < MANY
    bar = panel.list.verticalScrollBar()
    for _n in range(20):
        bar.setValue(bar.maximum())
        qapp.processEvents()
    assert len(panel.model.rows) == MANY
    assert [row.day for row in panel.model.rows] == sorted(
        (row.day for row in panel.model.rows), reverse=True
    )


def test_one_can_go_to_any_day_and_scroll_on_to_both_sides(qapp, panel):
    panel.go_to(ago(500))
    current = panel.model.rows[panel.list.currentIndex().row()]
    assert current.day == ago(500)
    bar = panel.list.verticalScrollBar()
    for _n in range(20):
        bar.setValue(0)
        qapp.processEvents()
    assert panel.model.rows[0].day == ago(400)


def test_what_comes_in_above_does_not_move_what_is_seen(qapp, panel):
    panel.go_to(ago(500))
    qapp.processEvents()
    bar = panel.list.verticalScrollBar()
    tall = panel.list.visualRect(panel.model.index(0)).height()
    expected, before = panel.model.rows[2].place, len(panel.model.rows)
    bar.setValue(2 * tall + 5)
    qapp.processEvents()
    assert len(panel.model.rows) > before
    assert panel.model.rows[panel.list.first_seen()].place == expected


def test_the_story_is_narrowed_to_a_kind(qtbot, panel):
    panel.show_customer(NORDWIND)
    panel._buttons.button(2).click()
    assert {row.kind for row in panel.model.rows} == {"ticket"}
    panel._buttons.button(0).click()
    assert len({row.kind for row in panel.model.rows}) > 4


def test_a_fact_of_another_kind_widens_the_story_again(panel):
    panel.show_customer(NORDWIND)
    panel._buttons.button(2).click()
    panel.go_to(ago(20), "promise", 1)
    row = panel.model.rows[panel.list.currentIndex().row()]
    assert (row.kind, row.id) == ("promise", 1)
    assert panel._buttons.button(0).isChecked()


def test_enter_opens_and_delete_deletes_the_current_step(qtbot, panel):
    said = []
    panel.opened.connect(lambda kind, record: said.append(("open", kind, record)))
    panel.delete_wanted.connect(lambda kind, record: said.append(("delete", kind, record)))
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(0))
    row = panel.model.rows[0]
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert said == [("open", "interaction", row.id), ("delete", "interaction", row.id)]


def test_the_current_step_stays_current_when_the_story_is_read_anew(panel):
    panel.list.setCurrentIndex(panel.model.index(2))
    place = panel.model.rows[2].place
    panel.show_customer(QUIET)
    assert panel.model.rows[panel.list.currentIndex().row()].place == place


def test_an_answer_for_a_customer_that_is_not_shown_any_more_is_dropped(panel):
    before = list(panel.model.rows)
    panel._go_on(99, panel)
    assert list(panel.model.rows) == before


@pytest.fixture
def followed(panel, tasks):
    """The panel, told of commits and shown anew after each, as its page does it."""

    def committed(one):
        panel.take_note(one)
        panel.show_customer(QUIET)

    tasks.changed.connect(committed)
    return panel


@pytest.fixture
def asked(known):
    statements = []

    def note(*args):
        statements.append(args[2])

    event.listen(known.engine, "before_cursor_execute", note)
    yield statements
    event.remove(known.engine, "before_cursor_execute", note)


def log(tasks, days, note):
    tasks.write(interactions.log, LogDraft(QUIET, when=str(ago(days)), note=note), NOW)


def told(panel):
    return [row.text for row in panel.model.rows]


def as_read_anew(tasks):
    pages = []
    tasks.read(timeline.page, QUIET, TODAY, done=pages.append)
    return list(pages[0].rows)


def test_what_was_logged_stands_in_its_place_without_the_page_being_read(followed, tasks, asked):
    log(tasks, 0, "The newest")
    assert told(followed)[0] == "The newest"
    assert not any("UNION ALL" in statement for statement in asked)
    log(tasks, 410, "Later that day")
    assert sorted(told(followed)[11:13]) == ["Later that day", "Talk 10"]
    fresh = as_read_anew(tasks)
    assert list(followed.model.rows)[: len(fresh)] == fresh
    days = [row.day for row in followed.model.rows]
    begins = [followed.model.index(n).data(NEW_DAY_ROLE) for n in range(len(days))]
    assert begins == [n == 0 or day != days[n - 1] for n, day in enumerate(days)]


def test_what_lies_below_what_is_loaded_is_left_for_scrolling(qapp, followed, tasks):
    before = len(followed.model.rows)
    log(tasks, 700, "Long ago")
    assert len(followed.model.rows) == before
    bar = followed.list.verticalScrollBar()
    for _n in range(20):
        bar.setValue(bar.maximum())
        qapp.processEvents()
    assert told(followed)[-1] == "Long ago"
    assert len(followed.model.rows) == MANY + 1


def test_a_correction_moves_a_row_and_a_deletion_takes_it(followed, tasks):
    first = followed.model.rows[0]
    draft = []
    tasks.read(interactions.load, first.id, done=draft.append)
    tasks.write(interactions.save, replace(draft[0], when=str(ago(405)), note="Moved"), NOW)
    assert "Moved" in told(followed)[4:6]
    tasks.write(interactions.delete, first.id)
    assert "Moved" not in told(followed)
    tasks.write(interactions.restore, first.id)
    assert "Moved" in told(followed)[4:6]


def test_a_narrowed_story_takes_only_what_belongs_to_it(followed, tasks):
    followed._buttons.button(2).click()
    log(tasks, 0, "A call")
    assert told(followed) == []
    followed._buttons.button(1).click()
    assert told(followed)[0] == "A call"


def test_another_customers_news_is_no_news_here(followed, tasks):
    before = list(followed.model.rows)
    tasks.write(interactions.log, LogDraft(NORDWIND, note="Elsewhere"), NOW)
    assert list(followed.model.rows) == before


def test_what_comes_in_above_leaves_what_is_seen_where_it_is(qapp, followed, tasks):
    bar = followed.list.verticalScrollBar()
    tall = followed.list.visualRect(followed.model.index(0)).height()
    bar.setValue(10 * tall + 5)
    seen, offset = followed.model.rows[followed.list.first_seen()].place, bar.value() % tall
    log(tasks, 0, "The newest")
    qapp.processEvents()
    assert told(followed)[0] == "The newest"
    assert followed.model.rows[followed.list.first_seen()].place == seen
    assert bar.value() % tall == offset


def test_a_new_name_has_all_of_it_read_again(followed, tasks, asked):
    def rename(session):
        session.get(Colleague, 1).name = "Anna"

    tasks.write(rename)
    assert any("UNION ALL" in statement for statement in asked)


def test_many_at_once_are_read_as_a_page(followed, tasks, asked):
    def many(session):
        session.add_all(talk(n, customer=QUIET) for n in range(60))

    tasks.write(many)
    assert any("UNION ALL" in statement for statement in asked)
    assert followed.model.rows[0].day == ago(0)


def test_on_a_new_day_all_of_it_is_read_again(followed, tasks, asked):
    followed._today = lambda: ago(-1)
    log(tasks, 0, "The newest")
    assert any("UNION ALL" in statement for statement in asked)
    assert told(followed)[0] == "The newest"


def test_the_first_entry_takes_the_place_of_the_invitation(qtbot, tasks, panel):
    panel._buttons.button(0).click()

    def forget(session):
        for n in range(1, MANY + 100):
            one = session.get(Interaction, n)
            if one is not None and one.customer_id == QUIET:
                session.delete(one)

    tasks.write(forget)
    panel.take_note(None)
    panel.show_customer(QUIET)
    assert panel._stack.currentWidget() is panel._empty
    tasks.changed.connect(panel.take_note)
    log(tasks, 0, "The first")
    panel.show_customer(QUIET)
    assert panel._stack.currentWidget() is panel.list
    assert told(panel) == ["The first"]


def test_where_nothing_is_of_a_kind_everything_is_offered(panel):
    panel._buttons.button(2).click()
    assert panel._no_fit.isVisible()
    panel._no_fit.focusProxy().click()
    assert panel.list.isVisible()
    assert panel.model.rows
