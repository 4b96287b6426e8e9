"""Credentials behind names: degrees, licences and certificates."""

from __future__ import annotations

import re

from wellread.extractors.vocabulary.people import AMBIGUOUS_CREDENTIALS, CREDENTIALS

# Inside of a credential, these do not count: `M.D.`, `E-RYT 200`, `PA-C`.
_SIGNS = re.compile(r"[\s.\-–/]")
MIN_NAME_WORDS = 2


def is_credential(piece: str) -> bool:
    """Whether a piece of text is a credential, or several: `MD`, `E-RYT 200`, `MS RD`."""
    words = piece.replace("/", " ").split()
    if len(words) > 1 and words[-1].isdecimal():
        words.pop()
    return bool(words) and all(map(_is_credential_word, words))


def list_credentials(text: str) -> tuple[str, ...]:
    """The credentials in a list with commas or semicolons between; what is none is left out."""
    pieces = (piece.strip() for piece in re.split(r"[,;]", text))
    return tuple(credential for piece in pieces if is_credential(piece) for credential in divide_credentials(piece))


def divide_credentials(piece: str) -> list[str]:
    """Credentials with spaces between them, one by one; `RYT 200` is one."""
    words = piece.split()
    return [piece] if len(words) > 1 and any(map(str.isdigit, words[-1])) else words


def split_credentials(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without the credentials behind it, and these: `Jane Roe MD`."""
    words = name.split()
    count = 0
    while len(words) - count > MIN_NAME_WORDS and _is_trailing_credential(words[-1 - count]):
        count += 1
    # Where all is in capitals, so are names.
    if not count or (name.isupper() and "." not in words[-1]):
        return name, ()
    return " ".join(words[:-count]).rstrip(",-– "), tuple(words[-count:])


def _is_trailing_credential(word: str) -> bool:
    is_ambiguous = _SIGNS.sub("", word).upper() in AMBIGUOUS_CREDENTIALS
    return _is_credential_word(word) and ("." in word.rstrip(".") or not is_ambiguous)


def _is_credential_word(word: str) -> bool:
    """Whether a word is a credential, and written as one.

    With four letters or more, it is not written as names are.
    """
    bare = _SIGNS.sub("", word).rstrip("®™")
    return (
        bare.upper() in CREDENTIALS
        and bare[:1].isupper()
        and not bare.islower()
        and (len(bare) < 4 or bare != bare.title() or "." in word)
    )
