"""Names of persons brought to a form in which all spellings of one name are equal."""

import functools
import re
import unicodedata

from kg.knowledge.name_rules import name_rules

Parts = tuple[str, ...]

_NO_LETTER = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`ʼ´.")
_NAMES = 1 << 17  # that are remembered
_SOUND_LENGTH = 5  # shorter words are told apart by single letters: Un, Il, Ali


@functools.lru_cache(maxsize=_NAMES)
def plain(name: str) -> str:
    """A name in lower case without accents; hyphens and other signs become single spaces."""
    return plain_text(name)


def plain_text(text: str) -> str:
    """The same of a text, which nobody will ask for again."""
    marked = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    letters = "".join(c for c in marked if not unicodedata.combining(c))
    return _NO_LETTER.sub(" ", letters.casefold()).strip()


@functools.lru_cache(maxsize=_NAMES)
def person_parts(text: str) -> Parts:
    """The comparable words of a person's name, without titles, particles and accents."""
    parts = _spelt(text)
    return _same_persons().get(parts, parts)


def _spelt(text: str) -> Parts:
    rules = name_rules()
    words = plain(text).split()
    while len(words) > 1 and words[0] in rules.titles:
        words = words[1:]
    kept = [w for w in words[:-1] if w not in rules.particles] + words[-1:]
    return tuple(_sound(rules.spellings.get(word, word)) for word in kept)


@functools.cache
def _same_persons() -> dict[Parts, Parts]:
    """Listed names of one person, by all of them."""
    return {_spelt(name): _spelt(first) for name, first in name_rules().same_person.items()}


@functools.lru_cache(maxsize=1 << 18)
def _sound(word: str) -> str:
    if len(word) < _SOUND_LENGTH:
        return word
    for letters, sound in name_rules().sounds:
        word = word.replace(letters, sound)
    return re.sub(r"(.)\1", r"\1", word)


def left_out(full: Parts, short: Parts) -> Parts | None:
    """The parts of ``full`` that ``short`` leaves out; None if it is no shorter form of it."""
    rest = list(full)
    position = 0
    for part in short:
        try:
            position = rest.index(part, position)
        except ValueError:
            return None
        rest.pop(position)
    return tuple(rest)
