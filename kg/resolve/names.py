"""Names brought to a form in which spellings of one name are equal, and what tells two apart."""

import functools
import re
from collections.abc import Iterator

from kg.knowledge.name_rules import name_rules
from kg.knowledge.spellings import Parts, person_parts, plain

_BRACKETS = re.compile(r"\([^)]*\)")
_VOWEL = re.compile("[aeiouy]")
_ACRONYM_LENGTH = 8


@functools.lru_cache(maxsize=1 << 18)
def body_name(text: str) -> str:
    """The comparable name of an organisation: no bracketed short form, short words spelt out."""
    same = name_rules().same_body
    name = plain(_BRACKETS.sub(" ", text)) or plain(text)
    name = _spelt_out(same.get(name, name))
    return same.get(name, name)


def _spelt_out(name: str) -> str:
    """The name with short words such as "kemlu" spelt out, longest phrases first."""
    phrases = name_rules().phrases
    words, first, spelt = name.split(), 0, []
    while first < len(words):
        ends = (
            last for last in range(len(words), first, -1) if " ".join(words[first:last]) in phrases
        )
        last = next(ends, first + 1)
        phrase = " ".join(words[first:last])
        spelt.append(phrases.get(phrase, phrase))
        first = last
    return " ".join(spelt)


@functools.lru_cache(maxsize=1 << 18)
def place_name(text: str) -> str:
    """The comparable name of a place, without a word such as "wilayah" in front."""
    rules = name_rules()
    name = plain(text)
    if name in rules.same_place:
        return rules.same_place[name]
    for area in rules.areas:
        if name.startswith(f"{area} "):
            name = name.removeprefix(f"{area} ")
    words = [word for word in name.split()[:-1] if word not in rules.particles] + name.split()[-1:]
    return rules.same_place.get(name, " ".join(words))


def bracketed(text: str) -> Iterator[str]:
    """Short forms in brackets: KCNA in "Kantor Berita Pusat Korea (KCNA)"."""
    yield from (found[1:-1].strip() for found in _BRACKETS.findall(text))


def is_acronym(text: str) -> bool:
    """Whether a name is one word of mostly capitals: PBB, BKPM, AP, but not Hamas."""
    capitals = sum(c.isupper() for c in text)
    return 2 <= len(text) <= _ACRONYM_LENGTH and text.isalnum() and 2 * capitals > len(text)


def is_initial(part: str) -> bool:
    """Whether a part of a person's name is shortened to its first letters: W, LP."""
    return len(part) == 1 or (len(part) <= 3 and not _VOWEL.search(part))


def are_namesakes(left: Parts, right: Parts) -> bool:
    """Whether two different names are listed as those of different persons."""
    return left != right and any(left in family and right in family for family in _families())


@functools.cache
def _families() -> tuple[frozenset[Parts], ...]:
    return tuple(frozenset(map(person_parts, family)) for family in name_rules().namesakes)


def generation(parts: Parts) -> str | None:
    """The word behind a name that tells father from son."""
    return parts[-1] if parts and parts[-1] in name_rules().generations else None


@functools.lru_cache(maxsize=1 << 16)
def title_name(text: str) -> str:
    """The comparable title of an office: "Menlu" and "Menteri Luar Negeri" are equal."""
    name = plain(text)
    offices = name_rules().offices
    if name in offices:
        return offices[name]
    words = name.split()
    for last in range(len(words), 0, -1):
        head = " ".join(words[:last])
        if head in offices:
            return " ".join([offices[head], *words[last:]])
    return name


def nearly(part: str) -> Iterator[str]:
    """Keys that two words share when they are at most one wrong, missing or added letter apart."""
    yield part
    for index in range(len(part)):
        yield part[:index] + part[index + 1 :]


def is_generic(name: str) -> bool:
    """Whether every state has a body of this name, so that the name alone tells nothing."""
    return name in name_rules().generic


def is_descriptive(name: str) -> bool:
    """Whether a name only describes a body, as "kantor berita Iran" does."""
    return any(name.startswith(f"{head} ") for head in name_rules().descriptive)
