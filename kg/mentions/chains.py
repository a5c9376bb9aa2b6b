"""Names of one article that mean one thing, and why they do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from kg.knowledge.gazetteers import by_name, is_common, name_words, nicknames, properties
from kg.knowledge.name_heads import name_heads
from kg.mentions.forms import canonical, owner
from kg.model import EntityType

Folded = tuple[str, ...]
_SPELLING = 5  #: letters; shorter names one letter apart are different names


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
    for chain in chains:
        chain.key = _person_key(chain)
    return chains


def _person_key(chain: Chain) -> str | None:
    """The known person behind a chain: by full names, or by a short one where there is no other."""
    full = [name for name in chain.names if len(name) > 1]
    keys = {key for name in full or chain.names if (key := known_person(name))}
    return min(keys) if len(keys) == 1 else None


def known_person(name: Folded) -> str | None:
    """The key of the one person known by this name; None where there is none or more."""
    things = [thing for _, thing in by_name().get(name, ()) if thing.type == EntityType.PERSON]
    keys = {thing.key for thing in things}
    return min(keys) if len(keys) == 1 else None


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
    key = known_person(name)
    for chain in chains if key else ():
        if any(known_person(other) == key for other in chain.names):
            return chain, f"{written}: a name of the same well-known person"
    full = nicknames().get(name, ())
    for chain in chains if full else ():
        if any(full == n or is_part(full, n) or is_part(n, full) for n in chain.names):
            return chain, f"{written}: known as a nickname of {' '.join(full).title()}"
    homes = [c for c in chains if any(is_part(name, longer) for longer in c.names)]
    if homes:
        best = min(homes, key=lambda chain: (_distance(chain, positions[0]), sorted(chain.names)))
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
    """Chains of states, organisations and places: by gazetteer key, by name, by brackets, by a
    name that opens exactly one longer name, and by what a description says."""
    chains: list[Chain] = []
    for name, key in sorted(
        names, key=lambda n: (n[1] is None, -len(canonical(n[0])), names[n][0], n[0])
    ):
        chain, reason = _home(kind, name, key, chains, aliases)
        if chain is None:
            chain = Chain(type=kind, key=key)
            chains.append(chain)
        elif reason:
            chain.reasons.append(reason)
        chain.names.setdefault(name, []).extend(names[name, key])
    return chains


def _home(
    kind: EntityType,
    name: Folded,
    key: str | None,
    chains: Sequence[Chain],
    aliases: Mapping[Folded, Folded],
) -> tuple[Chain | None, str]:
    written = " ".join(name)
    form = canonical(name)
    for chain in chains:
        if key is not None and chain.key == key:
            return chain, f"{written}: both names stand for {key} in the gazetteer"
        if any(form == canonical(other) for other in chain.names):
            return chain, ""
    for chain in chains:
        if any(_bracketed(name, other, aliases) for other in chain.names):
            return chain, f"{written}: full name and short form in brackets"
    if key is not None:
        return None, ""
    if kind == EntityType.ORGANIZATION:
        return _described_home(form, written, chains)
    if kind == EntityType.PLACE:
        homes = [c for c in chains if any(_kind_and_name(form, other) for other in c.names)]
        if homes:
            return homes[0], f"{written}: the same name with what it is before it"
    return None, ""


def _bracketed(name: Folded, other: Folded, aliases: Mapping[Folded, Folded]) -> bool:
    return other in (aliases.get(name),) or name in (aliases.get(other),)


def _described_home(
    form: Folded, written: str, chains: Sequence[Chain]
) -> tuple[Chain | None, str]:
    """The one organisation that a shorter or a describing name can mean."""
    agency = [c for c in chains if _media_of(c, form)]
    if agency:
        return agency[0], f"{written}: the agency of that state that the article names"
    services = [c for c in chains if _service_of(c, form)]
    if len(services) == 1:
        return services[0], f"{written}: the one intelligence service of that state in the article"
    owned = [c for c in chains if _owned_by_home(c, form)]
    if owned:
        return owned[0], f"{written}: the known name with the state it belongs to"
    initials = [c for c in chains if any(_initials_of(form, longer) for longer in c.names)]
    if len(initials) == 1:
        return initials[0], f"{written}: the initials of the full name in the same article"
    homes = [c for c in chains if any(_opens(form, canonical(longer)) for longer in c.names)]
    if len(homes) == 1 and (len(form) > 1 or not is_common(form[0])):
        return homes[0], f"{written}: opens the full name in the same article"
    return None, ""


def _initials_of(form: Folded, longer: Folded) -> bool:
    """Whether a name of one word is made of the first letters of a longer one ("BNI")."""
    heads = [word for word in canonical(longer) if word not in name_heads().links]
    return len(form) == 1 and len(heads) > 1 and form[0] == "".join(word[0] for word in heads)


def _media_of(chain: Chain, form: Folded) -> bool:
    """Whether a form is a state's media and the chain an agency of that state."""
    state, known = owner(form), properties(chain.key) if chain.key else None
    says = any(form[: len(head)] == head for head in name_heads().state_media)
    return bool(says and state and known and known.kind == "media" and known.state == state)


def _service_of(chain: Chain, form: Folded) -> bool:
    """Whether both are intelligence services of one state."""
    state, known = owner(form), properties(chain.key) if chain.key else None
    if state is None or not name_heads().services & set(form):
        return False
    names = [*chain.names, *(name_words(n) for n in (known.names if known else ()))]
    if not any(name_heads().services & set(name) for name in names):
        return False
    return bool(known and known.state == state) or any(owner(canonical(n)) == state for n in names)


def _owned_by_home(chain: Chain, form: Folded) -> bool:
    """Whether a form is a known name of the chain, and behind it the state that has it."""
    known = properties(chain.key) if chain.key else None
    if known is None or known.state is None or owner(form) != known.state:
        return False
    return any(form[:-1] == name_words(name) for name in known.names)


def _opens(name: Folded, longer: Folded) -> bool:
    return len(name) < len(longer) and longer[: len(name)] == name


def _kind_and_name(form: Folded, other: Folded) -> bool:
    """Whether two names differ in a word at the beginning that says what the place is."""
    longer, shorter = (form, other) if len(form) > len(other) else (other, form)
    head = longer[: len(longer) - len(shorter)]
    heads = name_heads().places | name_heads().place_words
    return bool(head) and longer[len(head) :] == shorter and head in heads
