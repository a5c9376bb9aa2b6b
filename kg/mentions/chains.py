"""Names of one article that mean one thing, and why they do."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from kg.model import EntityType

Folded = tuple[str, ...]
_SPELLING = 5  #: letters; shorter names one letter apart are different names
_VOWEL = re.compile(r"[aeiou]")


@dataclass(slots=True, kw_only=True)
class Chain:
    """A growing set of names."""

    type: EntityType
    key: str | None
    names: dict[Folded, list[int]] = field(default_factory=dict)  #: name -> positions of mentions
    reasons: list[str] = field(default_factory=list)


def person_chains(
    names: Mapping[Folded, list[int]], aliases: Mapping[Folded, Folded]
) -> list[Chain]:
    """Chains of person names. ``names`` maps each name to where it stands in the article;
    ``aliases`` maps a name in brackets to the name before them."""
    chains: list[Chain] = []
    for name in sorted(names, key=lambda n: (-len(n), names[n][0], n)):
        chain, reason = _person_home(name, names[name], chains, aliases)
        if chain is None:
            chain = Chain(type=EntityType.PERSON, key=None)
            chains.append(chain)
        else:
            chain.reasons.append(reason)
        chain.names[name] = names[name]
    return chains


def _person_home(
    name: Folded,
    positions: Sequence[int],
    chains: Sequence[Chain],
    aliases: Mapping[Folded, Folded],
) -> tuple[Chain | None, str]:
    written = " ".join(name).title()
    if name in aliases:
        for chain in chains:
            if aliases[name] in chain.names:
                return chain, f"{written}: in brackets behind the full name"
    homes = [c for c in chains if any(is_part(name, longer) for longer in c.names)]
    if homes:
        best = min(homes, key=lambda chain: (_distance(chain, positions[0]), chain.names))
        return best, f"{written}: part of the full name in the same article"
    for chain in chains:
        if any(spelt_alike(name, other) for other in chain.names):
            return chain, f"{written}: another spelling"
    return None, ""


def _distance(chain: Chain, position: int) -> int:
    """How far before ``position`` the chain was last named; names after it count as far away."""
    every = [p for positions in chain.names.values() for p in positions]
    before = [position - p for p in every if p <= position]
    return min(before) if before else 10**6 + min(every)


def is_part(name: Folded, longer: Folded) -> bool:
    """Whether a name is made of words of a longer one, in their order and with its ends."""
    if len(name) >= len(longer):
        return False
    if len(name) == 1:
        return name[0] in longer and len(name[0]) > 1
    rest = iter(longer)
    ends = name[0] == longer[0] or name[-1] == longer[-1]
    return ends and all(word in rest for word in name)


def spelt_alike(left: Folded, right: Folded) -> bool:
    """Whether two names differ in a letter of one word, or only in how they are parted."""
    one, other = "".join(left), "".join(right)
    if one == other:
        return True
    if len(left) != len(right) or one[0] != other[0] or min(len(one), len(other)) < _SPELLING:
        return False
    differing = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    allowed = 2 if len(left) > 1 and min(len(a), len(b)) > _SPELLING else 1
    return Levenshtein.distance(a, b) <= allowed and min(len(a), len(b)) >= _SPELLING - 1


def other_chains(
    kind: EntityType,
    names: Mapping[tuple[Folded, str | None], list[int]],
    aliases: Mapping[Folded, Folded],
) -> list[Chain]:
    """Chains of states, organisations and places: by gazetteer key, by name, by brackets, and by
    a name that opens or closes exactly one longer name."""
    chains: list[Chain] = []
    for name, key in sorted(names, key=lambda n: (n[1] is None, -len(n[0]), names[n][0], n[0])):
        chain, reason = _home(name, key, chains, aliases)
        if chain is None:
            chain = Chain(type=kind, key=key)
            chains.append(chain)
        elif reason:
            chain.reasons.append(reason)
        chain.names.setdefault(name, []).extend(names[name, key])
    return chains


def _home(
    name: Folded, key: str | None, chains: Sequence[Chain], aliases: Mapping[Folded, Folded]
) -> tuple[Chain | None, str]:
    written = " ".join(name)
    for chain in chains:
        if key is not None and chain.key == key:
            return chain, f"{written}: both names stand for {key} in the gazetteer"
        if name in chain.names:
            return chain, ""
    if name in aliases or name in aliases.values():
        partner = {aliases.get(name)} | {short for short, full in aliases.items() if full == name}
        for chain in chains:
            if partner & set(chain.names):
                return chain, f"{written}: full name and short form in brackets"
    if key is None:
        homes = [c for c in chains if any(_opens(name, longer) for longer in c.names)]
        if len(homes) == 1 and len(name) > 1:
            return homes[0], f"{written}: opens the full name in the same article"
    return None, ""


def _opens(name: Folded, longer: Folded) -> bool:
    return len(name) < len(longer) and longer[: len(name)] == name
