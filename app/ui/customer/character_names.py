"""The names of the characters, long and short, and what each one means in a sentence."""

from typing import TYPE_CHECKING

from app.language import _

if TYPE_CHECKING:
    from app.services.customers.customers import CustomerRow

UNNAMED = ("mixed", "too_little")  # what the owner's word is not needed for


def names() -> dict[str, str]:
    """Return the characters in their order."""
    return {
        "partner": _("Partner"),
        "healthy": _("Healthy"),
        "transactional": _("Transactional"),
        "captive": _("Dependent and captive"),
        "struggling": _("Struggling for common ground"),
        "combative": _("Combative"),
        "indifferent": _("Indifferent"),
        "mixed": _("Mixed"),
        "too_little": _("Too little known"),
    }


def short_names() -> dict[str, str]:
    """Return the same in one word each, for a column and a narrow window."""
    shorter = {
        "captive": _("Captive"),
        "struggling": _("Struggling"),
        "too_little": _("Little known"),
    }
    return names() | shorter


def meanings() -> dict[str, str]:
    """Return what each character means, so that nobody has to look up the rule."""
    return {
        "partner": _("It goes well, they come to us by themselves, and they speak for us."),
        "healthy": _("It goes well, without conflict, and we hear from each other."),
        "transactional": _("They buy, we deliver; there is no quarrel, and little beyond it."),
        "captive": _("It does not go well, and leaving would be hard for them."),
        "struggling": _("We talk a lot, and the good and the bad are both there."),
        "combative": _("It has become a conflict: tense talks, and little that is good."),
        "indifferent": _("No quarrel and no praise: they have gone quiet, or do not answer."),
        "mixed": _("The signs point in different directions; no character fits well."),
        "too_little": _("There is too little history, or too few facts, to speak of a character."),
    }


def label(row: "CustomerRow", *, short: bool = False) -> str:
    """Return a customer's character; with the runner-up where that fits nearly as well."""
    if row.character is None:
        return ""
    found = (short_names() if short else names())[row.character]
    if row.character != row.computed_character:
        return _("{character}, overruled").format(character=found)
    if row.second_character is None or row.character == "mixed":
        return found
    second = short_names()[row.second_character]
    return _("{character} / {second}").format(character=found, second=lowered(second))


def explained(row: "CustomerRow") -> str:
    """Return the whole name and the signs that decided, for a tooltip."""
    if row.character is None:
        return ""
    lines = [label(row), *row.signs]
    if row.computed_character and row.character != row.computed_character:
        computed = names()[row.computed_character]
        lines.insert(1, _("Computed: {character}").format(character=computed))
    return "\n".join(lines)


def lowered(word: str) -> str:
    """Return a name as it stands within a line."""
    return word[:1].lower() + word[1:]
