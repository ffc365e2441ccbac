from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from app.ui import icons, theme
from app.ui.tokens import DARK, LIGHT, contrast


def test_tokens_follow_what_was_chosen(light):
    assert theme.tokens() is LIGHT
    light.prefer("dark")
    assert theme.tokens() is DARK


def test_the_system_is_followed_live(light, monkeypatch):
    light.prefer("system")
    scheme = Qt.ColorScheme.Dark
    monkeypatch.setattr(type(light._app.styleHints()), "colorScheme", lambda _hints: scheme)
    light._system_changed()
    assert theme.tokens() is DARK


def test_whoever_chose_light_keeps_it_when_the_system_turns_dark(light, monkeypatch):
    scheme = Qt.ColorScheme.Dark
    monkeypatch.setattr(type(light._app.styleHints()), "colorScheme", lambda _hints: scheme)
    light._system_changed()
    assert theme.tokens() is LIGHT


def test_qts_own_roles_can_be_read(qapp):
    roles = QPalette.ColorRole
    for look in (LIGHT, DARK):
        made = theme.palette(look)
        for ink, ground in (
            (roles.WindowText, roles.Window),
            (roles.Text, roles.Base),
            (roles.ButtonText, roles.Button),
            (roles.HighlightedText, roles.Highlight),
            (roles.ToolTipText, roles.ToolTipBase),
            (roles.PlaceholderText, roles.Base),
            (roles.Link, roles.Window),
        ):
            assert contrast(made.color(ink).name(), made.color(ground).name()) >= 4.5


def test_icons_take_the_ink_of_the_moment(light):
    call = icons.icon("call", "text")

    def ink():
        picture = call.pixmap(32, 32).toImage()
        spots = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
        return max(spots, key=lambda spot: spot.alpha()).lightness()

    assert ink() < 100
    light.prefer("dark")
    assert ink() > 200


def test_every_icon_can_be_drawn(qapp):
    for file in icons.FOLDER.glob("*.svg"):
        assert not icons.icon(file.stem).pixmap(16, 16).toImage().isNull()
        assert icons._renderer(icons._source(file.stem), "#000000").isValid()
