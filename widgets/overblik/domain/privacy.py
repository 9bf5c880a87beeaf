"""No real person may enter: text that looks like a Danish civil registration number is refused.

The form alone decides. Modulus 11 is not used, because valid numbers without it have been given
out since 2007 and none of MedCom's test numbers pass it (cpr.dk; HL7 Denmark dk-core).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_BETWEEN = r"[.\-/ ]?"
_DASHES = r"[\s.\-‐-―−\u200b]{0,3}"
_CPR = re.compile(
    rf"(?<!\d){_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}(?:19|20)?\d{{2}}{_DASHES}\d[0-9A-Z]{{3}}(?![0-9A-Z])",
    re.IGNORECASE,
)


def looks_like_cpr(text: str) -> bool:
    """Whether a text holds something shaped DDMMYY-XXXX, replacement numbers included.

    Harmless ten-digit strings are caught as well: the answer is a message, never a silent cut.
    Other forms of the digits (０, ²) are tried as plain ones too.
    """
    return any(_CPR.search(one) for one in (text, unicodedata.normalize("NFKC", text)))


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def letters_of(*texts: str, length: int) -> str:
    """At most 64 letters made from texts: the same from the same, and no number of anybody's."""
    mixed = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    return mixed[:length].translate(_LETTERS)
