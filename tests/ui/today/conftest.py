import pytest

from app.ui.today.page import TodayPage


@pytest.fixture
def made(qtbot):
    """Makes pages and holds on to them until the window system has had its turn."""
    pages = []

    def make(*args, **named):
        pages.append(TodayPage(*args, **named))
        qtbot.addWidget(pages[-1])
        return pages[-1]

    return make
