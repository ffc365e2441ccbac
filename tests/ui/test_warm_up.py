import sys

from app.ui.warm_up import warm_up


def test_modules_are_imported_beside_the_window():
    sys.modules.pop("colorsys", None)
    warm_up(["colorsys"]).join(5)
    assert "colorsys" in sys.modules
