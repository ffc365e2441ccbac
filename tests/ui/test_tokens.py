import pytest

from app.ui.tokens import DARK, LIGHT, chart_colours, contrast

INKS = ("text", "muted", "accent", "good", "warn", "bad")
GROUNDS = ("chrome", "surface", "raised", "hover", "selected")
BOTH = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_as_the_standard_has_it():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@BOTH
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_every_ground(look, ink, ground):
    assert contrast(getattr(look, ink), getattr(look, ground)) >= 4.5


@BOTH
def test_words_on_the_accent_can_be_read(look):
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.on_accent, look.accent_hover) >= 4.5


@BOTH
@pytest.mark.parametrize("tone", ["good", "warn", "bad"])
def test_a_tone_can_be_read_on_its_own_soft_ground(look, tone):
    assert contrast(getattr(look, tone), getattr(look, f"{tone}_soft")) >= 4.5
    assert contrast(look.text, getattr(look, f"{tone}_soft")) >= 4.5


@BOTH
def test_what_cannot_be_done_now_can_still_be_made_out(look):
    assert contrast(look.faint, look.surface) >= 3


@BOTH
@pytest.mark.parametrize("colour", ["outline", "accent"])
def test_fields_and_focus_stand_out(look, colour):
    assert contrast(getattr(look, colour), look.surface) >= 3


@BOTH
def test_every_line_of_a_chart_stands_out(look):
    assert all(contrast(colour, look.surface) >= 3 for colour in look.series)


@BOTH
def test_charts_get_plain_text(look):
    colours = chart_colours(look)
    assert colours["accent"] == look.accent
    assert colours["series5"] == look.series[5]
    assert all(isinstance(colour, str) for colour in colours.values())
