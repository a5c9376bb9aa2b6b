"""Persons across articles: precision first, since a wrong join spoils every event of both.

Full names join when they are equal. Everything weaker (a letter more or less, a middle name left
out, one name alone) needs support, an office or the people and states around, and must fit one
person only.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from kg.knowledge.spellings import Parts, left_out, person_parts
from kg.resolve.groups import by_key
from kg.resolve.memory import digest
from kg.resolve.named import Join, Joins, Spelling, members_of
from kg.resolve.names import are_namesakes, generation, is_initial, nearly
from kg.resolve.numbers import NUMBER, Digests
from kg.resolve.profiles import Profile, Profiles, held, met
from kg.resolve.told import Office

_CROWD = 20  # persons with one name among whom nothing can choose
_TYPO_LENGTH = 5  # shorter parts differ by a letter in different names: Un, Il
_MOST_PARTS = 8


def join_persons(people: Sequence[Spelling], joins: Joins) -> None:
    """Join the persons of all articles, strongest reasons first.

    Those known beforehand are one already, by one name too: "Putin" alone is who is known by that
    name, unless something in the article spoke against it when it was read.
    """
    short = [one for one in people if len(one.parts) == 1]
    persons = _join_equal([one for one in people if len(one.parts) > 1], joins)
    _apply(_typos(Profiles(persons, joins)), joins)
    _apply(_shortened(Profiles(persons, joins)), joins)
    _apply(_one_part(short, Profiles(persons, joins)), joins)
    _join_offices(short, joins)


def _apply(found: Iterator[Join], joins: Joins) -> None:
    """Joins are found first and made after, so that none depends on another."""
    for join in sorted(found):
        joins.join(*join)


def _join_equal(people: Sequence[Spelling], joins: Joins) -> list[list[Spelling]]:
    """The spellings of each person with a full name."""
    persons = []
    for alike in by_key(("".join(one.parts), one) for one in people).values():
        for members in _homonyms(alike):
            persons += [_among(alike, same) for same in joins.join_equal(members)]
    return persons


def _among(alike: list[Spelling], members: Sequence[int]) -> list[Spelling]:
    """The spellings of these members only."""
    if len(members) == sum(len(one.members) for one in alike):  # as it mostly is
        return alike
    found = (one.among(frozenset(members)) for one in alike)
    return [one for one in found if one.members]


def _homonyms(alike: Sequence[Spelling]) -> list[list[int]]:
    """Bearers of one full name, apart where they hold office in states that never meet.

    Two states meet in an article that gives the bearer an office of one and names the other.
    """
    served = sorted({of for one in alike for _, of in one.offices if of})
    if len(served) < 2:
        return [members_of(alike)]
    camp = {state: state for state in served}
    states = {}
    for one in alike:
        for member, offices, around in one.each():
            own = {of for _, of in offices if of}
            named = {state for state in served if f"State:{state}" in around}
            states[member] = own, named
            if own:
                _unite(camp, own | named)
    if len(set(camp.values())) == 1:
        return [members_of(alike)]
    chosen = by_key((_camp(member, *known, camp), member) for member, known in states.items())
    return list(chosen.values())


def _unite(camp: dict[str, str], states: Iterable[str]) -> None:
    camps = sorted({camp[state] for state in states})
    for state, own in camp.items():
        if own in camps:
            camp[state] = camps[0]


def _camp(member: int, own: Set[str], named: Set[str], camp: Mapping[str, str]) -> str:
    camps = {camp[state] for state in own or named}
    return min(camps) if len(camps) == 1 else f"?{member}"


def _typos(profiles: Profiles) -> Iterator[Join]:
    """Names that differ in one letter of one long part."""
    keys, bearers = Digests(), array(NUMBER)
    for root, parts in profiles.parts.items():
        for key in _keys_but_a_letter(parts):
            keys.append(digest(key.encode("utf-8", "surrogatepass")))
            bearers.append(root)
    near = (sorted({bearers[place] for place in places}) for places in keys.alike())
    pairs = {pair for roots in near for pair in combinations(roots, 2)}
    alike = by_key(pair for left, right in pairs for pair in ((left, right), (right, left)))
    for left, others in alike.items():
        right = others[0]
        only = len(others) == 1 == len(alike[right]) and left < right
        if only and _one_letter(left, right, profiles):
            if not (support := profiles.support(left, right)):
                continue
            yield Join(left, right, 0.8, f"the names differ in one letter; {support}")


def _keys_but_a_letter(parts: Parts) -> Iterator[str]:
    """What a name has in common with those that differ in one letter of one long part."""
    for place, part in enumerate(parts):
        if len(part) >= _TYPO_LENGTH:
            for key in nearly(part):
                yield "\n".join((*parts[:place], f"*{key}", *parts[place + 1 :]))


def _one_letter(left: int, right: int, profiles: Profiles) -> bool:
    first, second = profiles.parts[left], profiles.parts[right]
    return len(first) == len(second) and not are_namesakes(first, second)


def _shortened(profiles: Profiles) -> Iterator[Join]:
    """A full name and a fuller one, where that is the only one and something supports it."""
    ends = by_key(
        ("\n".join(pair), root)
        for root, parts in profiles.parts.items()
        if 2 < len(parts) <= _MOST_PARTS
        for pair in sorted(set(combinations(parts, 2)))
    )
    for root, parts in profiles.parts.items():
        longer = [
            other
            for other in ends.get("\n".join((parts[0], parts[-1])), ())
            if other != root and left_out(profiles.parts[other], parts)
        ]
        fuller = _outermost(longer, profiles)
        if len(fuller) == 1 and (reason := _why_shorter(root, fuller[0], profiles)):
            yield Join(root, fuller[0], 0.85, reason)


def _outermost(roots: Sequence[int], profiles: Profiles) -> list[int]:
    """Of names that contain each other only the fullest: they are one question, not several."""
    parts = profiles.parts
    return [
        root
        for root in roots
        if not any(other != root and left_out(parts[other], parts[root]) for other in roots)
    ]


def _why_shorter(short: int, long: int, profiles: Profiles) -> str | None:
    first, second = profiles.parts[short], profiles.parts[long]
    missing: Parts = left_out(second, first) or ()
    if are_namesakes(first, second) or generation(first) != generation(second):
        return None
    shared = profiles.of(short).offices & profiles.of(long).offices
    # An initial may be all that tells father from son: what is around both tells nothing.
    support = held(min(shared)) if shared else profiles.support(short, long)
    if support is None or (all(map(is_initial, missing)) and not shared):
        return None
    return f"one name leaves out {' '.join(missing)}; {support}"


def _one_part(short: Sequence[Spelling], profiles: Profiles) -> Iterator[Join]:
    """One name alone and the only full name that has it and is supported."""
    bearers = by_key(
        (part, root) for root in profiles.parts for part in sorted(_single_names(root, profiles))
    )
    for one in short:
        roots = bearers.get(one.parts[0], ())
        if len(roots) <= _CROWD:
            known = [(root, profiles.of(root)) for root in roots]
            for member, offices, around in one.each():
                if found := _choose(offices, around, known):
                    yield Join(member, *found)


def _single_names(root: int, profiles: Profiles) -> set[str]:
    parts = profiles.parts[root]
    known = set(map(person_parts, profiles.names(root)))
    alone = {name[0] for name in known if len(name) == 1}
    return {parts[0], parts[-1], "".join(parts), *alone}  # the last: a full name without its space


def _choose(
    offices: Set[Office], around: Mapping[str, str], bearers: Sequence[tuple[int, Profile]]
) -> tuple[int, float, str] | None:
    by_office, by_around = [], []
    for root, known in bearers:
        if shared := known.offices & offices:
            by_office.append((root, 0.9, f"one name alone; {held(min(shared))}"))
        elif not (known.offices and offices) and (
            near := met({name: around[name] for name in around.keys() & known.around.keys()})
        ):
            by_around.append((root, 0.75, f"one name alone; {near}"))
    best = by_office or by_around
    return best[0] if len(best) == 1 else None


def _join_offices(short: Sequence[Spelling], joins: Joins) -> None:
    """Equal single names that hold the same office."""
    holders = by_key(
        ("\n".join((one.parts[0], *office)), member)
        for one in short
        for member, offices in one.holders()
        for office in sorted(offices)
        if office[1]
    )
    for key, members in holders.items():
        _, title, of = key.split("\n")
        first, *others = sorted(members)
        for other in others:
            joins.join(first, other, 0.85, f"the same single name; both are {title} of {of}")
