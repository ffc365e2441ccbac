"""What tells one firm from another: its name without legal form and ways of writing, its domains.

Pure: texts in, texts out.
"""

import re
import unicodedata
from collections.abc import Iterable

_FORMS = """
gmbh mbh ggmbh ag kg kgaa ohg gbr ug se ev eg ek ekfm ekfr partg partgmbb haftungsbeschrankt
ltd limited inc incorporated corp corporation llc llp lp plc co company pty
sa sas sasu sarl eurl snc srl spa sl slu bv nv vof bvba ab as asa aps oy oyj kft zrt doo sro oo
sagl gesmbh
"""
_FOR_ALL = """
gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.de live.com live.de msn.com
yahoo.com yahoo.de yahoo.co.uk ymail.com aol.com aol.de icloud.com me.com mac.com
gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de posteo.de
mailbox.org proton.me protonmail.com mail.com mail.ru yandex.ru bluewin.ch orange.fr free.fr
laposte.net wanadoo.fr libero.it tiscali.it telenet.be skynet.be ziggo.nl kpnmail.nl
vodafone.de vodafonemail.de comcast.net verizon.net att.net btinternet.com sky.com
facebook.com linkedin.com xing.com instagram.com twitter.com x.com youtube.com google.com
wixsite.com jimdo.com wordpress.com blogspot.com
"""
LEGAL = frozenset(_FORMS.split())
BETWEEN = frozenset({"und", "and", "et", "y", "sp", "z"})
ANYBODYS = frozenset(_FOR_ALL.split())
"""Domains that say nothing of whose they are: mail for everybody, and pages of networks."""

LAST_DIGITS = 8
FEWEST_DIGITS = 6
_MARKS = re.compile(r"[.'’`]")
_OTHER = re.compile(r"[^\w]+|_")
_HOST = re.compile(r"^(?:\w+://)?(?:[^/@]*@)?([^/:?#\s]+)")


def bare(name: str) -> str:
    """Return a firm's name in plain letters, without its legal form."""
    text = _MARKS.sub("", name.casefold())
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    words = _OTHER.sub(" ", re.sub("([aou])e", r"\1", letters)).split()
    end = len(words)
    while end > 1 and (words[end - 1] in LEGAL or (words[end - 1] in BETWEEN and end < len(words))):
        end -= 1
    return " ".join(words[:end])


def digits(text: str) -> str:
    """Return the digits of a text: "Branch 12" is not "Branch 13", however alike they are."""
    return "".join(one for one in text if one.isdigit())


def domains(website: str, emails: Iterable[str]) -> frozenset[str]:
    """Return the domains of a firm's own, of its website and of its addresses."""
    found = {email.rpartition("@")[2].strip().casefold() for email in emails if "@" in email}
    if host := _HOST.match(website.strip()):
        found.add(host[1].casefold().removeprefix("www."))
    return frozenset(one for one in found if "." in one and one not in ANYBODYS)


def phone(text: str) -> str:
    """Return the end of a telephone number, which is the same however its beginning is written."""
    number = digits(text)
    return number[-LAST_DIGITS:] if len(number) >= FEWEST_DIGITS else ""
