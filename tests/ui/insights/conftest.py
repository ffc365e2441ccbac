import pytest

from app.ui.insights.page import InsightsPage
from app.ui.insights.sections import sections
from tests.firm import TODAY, few, few_file

__all__ = ["few", "few_file"]


@pytest.fixture
def page(tasks, qtbot):
    """The page, shown; over an empty book unless the test asked for `few` before it."""
    page = InsightsPage(tasks, lambda: TODAY, sections())
    qtbot.addWidget(page)
    page.resize(1060, 720)
    page.show()
    return page
