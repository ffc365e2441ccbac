import sys

import pytest

from app.ui.later import later


def test_a_module_is_imported_when_its_function_is_called():
    sys.modules.pop("this", None)
    colours = later("colorsys")
    sys.modules.pop("colorsys", None)
    convert = colours.rgb_to_hls
    assert "colorsys" not in sys.modules
    assert convert(1, 1, 1) == (0, 1, 0)
    assert convert.__name__ == "rgb_to_hls"


def test_a_wrong_name_is_a_bug_that_is_told():
    with pytest.raises(AttributeError):
        later("colorsys").no_such_function()
