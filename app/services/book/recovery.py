"""The key of a book written for people, so that the file and a sheet of paper are enough.

Crockford's base 32 (no I, L, O, U) in two lines of seven groups of four. The last two characters of
each line are check characters: a Reed–Solomon code over GF(32), by which any two wrong characters
of a line are noticed, and a single one is found.
"""

import unicodedata
from functools import cache

from app.language import _
from app.services.errors import Invalid

KEY_BYTES = 32

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans("OIL", "011")
_GROUP = 4
_LINE = 28
_CHECKS = 2
_DATA = _LINE - _CHECKS
_LENGTH = 2 * _LINE
_SPARE_BITS = 2 * _DATA * 5 - KEY_BYTES * 8
_PRIMITIVE = 0b100101  # x⁵ + x² + 1


def write(key: bytes) -> str:
    """Return the code: two lines of seven groups."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    number = int.from_bytes(key) << _SPARE_BITS
    values = [number >> 5 * place & 31 for place in reversed(range(2 * _DATA))]
    lines = (_with_checks(values[:_DATA]), _with_checks(values[_DATA:]))
    return "\n".join(_grouped("".join(_ALPHABET[value] for value in line)) for line in lines)


def read(text: str) -> bytes:
    """Return the key, or say where the mistake is. Spaces, dashes and case do not matter."""
    characters = _characters(text)
    values = [_value(character, place) for place, character in enumerate(characters)]
    if len(values) != _LENGTH:
        raise _refused(
            _("A recovery code has 56 characters in 14 groups; this one has {count}.").format(
                count=len(values)
            )
        )
    for start in (0, _LINE):
        _must_check(values[start : start + _LINE], start, characters)
    data = values[:_DATA] + values[_LINE : _LINE + _DATA]
    number = sum(value << 5 * place for place, value in enumerate(reversed(data)))
    if number & ((1 << _SPARE_BITS) - 1):
        raise _refused(_("This is not a recovery code of Rapport. Check it against your copy."))
    return (number >> _SPARE_BITS).to_bytes(KEY_BYTES)


def _characters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    ignored = {"Z", "P", "C"}  # spaces, dashes and dots, invisible characters
    return "".join(c for c in plain if unicodedata.category(c)[0] not in ignored).translate(
        _FORGIVEN
    )


def _value(character: str, place: int) -> int:
    value = _ALPHABET.find(character)
    if value < 0:
        raise _refused(
            _("“{character}” in group {group} never occurs in a recovery code.").format(
                character=character, group=place // _GROUP + 1
            )
        )
    return value


def _must_check(line: list[int], start: int, characters: str) -> None:
    total, weighted = _syndromes(line)
    if total == weighted == 0:
        return
    powers, logs = _tables()
    place = (logs[weighted] - logs[total]) % len(powers) if total and weighted else _LINE
    if place < _LINE:  # exactly where, if one character of this line is wrong
        group = (start + place) // _GROUP
        written = characters[group * _GROUP : (group + 1) * _GROUP]
        raise _refused(
            _(
                "The recovery code has a mistake, most likely in group {group} (“{written}”)."
            ).format(group=group + 1, written=written)
        )
    first = start // _GROUP + 1
    raise _refused(
        _("The recovery code has a mistake somewhere in groups {first} to {last}.").format(
            first=first, last=first + _LINE // _GROUP - 1
        )
    )


def _with_checks(data: list[int]) -> list[int]:
    """Append the two characters that make both syndromes zero."""
    powers, _logs = _tables()
    total, weighted = _syndromes(data)
    # a + b = total and a·α²⁶ + b·α²⁷ = weighted, solved for b and a
    last = _divide(weighted ^ _times(total, powers[_DATA]), powers[_DATA] ^ powers[_DATA + 1])
    return [*data, total ^ last, last]


def _syndromes(values: list[int]) -> tuple[int, int]:
    powers, _logs = _tables()
    total = weighted = 0
    for place, value in enumerate(values):
        total ^= value
        weighted ^= _times(value, powers[place])
    return total, weighted


def _times(one: int, other: int) -> int:
    powers, logs = _tables()
    return powers[(logs[one] + logs[other]) % len(powers)] if one and other else 0


def _divide(one: int, other: int) -> int:
    powers, logs = _tables()
    return powers[(logs[one] - logs[other]) % len(powers)] if one else 0


@cache
def _tables() -> tuple[list[int], dict[int, int]]:
    """Return the powers of the primitive element of GF(32), and their logarithms."""
    powers = [1]
    while len(powers) < 31:
        double = powers[-1] << 1
        powers.append(double ^ _PRIMITIVE if double > 31 else double)
    return powers, {power: exponent for exponent, power in enumerate(powers)}


def _grouped(line: str) -> str:
    return "-".join(line[start : start + _GROUP] for start in range(0, len(line), _GROUP))


def _refused(sentence: str) -> Invalid:
    return Invalid("recovery_code", sentence)
