import pytest
from PySide6.QtCore import Qt

from app.ui.customer.timeline_panel import TimelinePanel
from tests.nordwind import NORDWIND, QUIET, TODAY, ago, talk

MANY = 180


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
    assert panel.model.rows[panel._first_seen()].place == expected


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
