"""Menus and buttons underline the letter after an ampersand; names of the book mean the sign."""


def literal(text: str) -> str:
    """Return a text that a menu or a button shows letter by letter."""
    return text.replace("&", "&&")
