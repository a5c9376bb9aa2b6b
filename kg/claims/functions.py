"""Which phrase does what to a trigger: the grammatical functions that frames speak of.

A function carries the path by which it was found. Event nouns take functions from the verb that
carries them ("melancarkan serangan") and the clause they stand in ("dalam pertemuan itu, Kim …").
"""

from collections.abc import Iterator

from kg.claims.phrases import Clause
from kg.claims.reach import ENDS, Function, fronted, right_of
from kg.claims.subjects import SKIPPED, before_adverbs, subjects
from kg.knowledge.lexicon import verb_voices, words


def verb_functions(
    clause: Clause, verb: int, voice: str, last: int, helpers: frozenset[str]
) -> tuple[Function, ...]:
    """Functions around a verb whose words end with token ``last``.

    ``helpers`` are verbs that work like prepositions here: "untuk membantu Rusia".
    """
    subject = "patient" if voice == "passive" else "agent"
    bare = "agent" if voice == "passive" else "patient"
    found = [
        Function(phrase=i, name=subject, path=path)
        for position, path in subjects(clause, verb)
        for i in clause.group(position)
    ]
    taken = {function.phrase for function in found}
    found += [f for f in right_of(clause, last, bare, helpers) if f.phrase not in taken]
    found += [f for f in fronted(clause, verb) if f.phrase not in {x.phrase for x in found}]
    return tuple(found)


def noun_functions(
    clause: Clause, first: int, last: int, helpers: frozenset[str]
) -> tuple[Function, ...]:
    """Functions around an event noun: its own phrases, its light verb's, its clause's."""
    found = [*_possessors(clause, last), *right_of(clause, _phrase_end(clause, last), "", helpers)]
    found += _from_light_verb(clause, first, last)
    found += _from_relative(clause, last)
    found += _from_matrix(clause, first)
    unique: dict[tuple[int, str], Function] = {}
    for function in found:
        unique.setdefault((function.phrase, function.name), function)
    return tuple(unique.values())


def _phrase_end(clause: Clause, last: int) -> int:
    position = clause.phrase_at(last)
    return last if position is None else clause.phrases[position].last


def _own_end(clause: Clause, last: int) -> int:
    """Where an event noun ends with all that is its own: "pertemuan Kim dan Putin di Beijing"."""
    end = _phrase_end(clause, last)
    own = {clause.phrase_at(last)}
    for i, phrase in enumerate(clause.phrases):
        if phrase.first <= last:
            continue
        gap = " ".join(clause.lower(j) for j in range(end + 1, phrase.first))
        if phrase.joined not in own and not (gap and gap == phrase.preposition):
            break
        own.add(i)
        end = phrase.last
    return end


def _possessors(clause: Clause, last: int) -> Iterator[Function]:
    """Names behind an event noun in its own phrase, and those joined to it."""
    position = clause.phrase_at(last)
    if position is None:
        return
    phrase = clause.phrases[position]
    if any(name.first > last for name in phrase.names) or phrase.resolved:
        for i in clause.group(position):
            if i >= position:
                yield Function(phrase=i, name="possessor", path="behind the noun")


def _from_light_verb(clause: Clause, first: int, last: int) -> Iterator[Function]:
    """What belongs to "mengadakan", "dilancarkan" … belongs to the noun it carries."""
    position = clause.phrase_at(last)
    start = clause.phrases[position].first if position is not None else first
    light = verb_voices("light")
    before = before_adverbs(clause, start)
    voice = light.get(clause.lower(before))
    if voice == "active" and not _prepositional(clause, position):
        receives = clause.lower(before) in words("light", "receiving")
        role = "receiver" if receives else "agent"
        for i, path in subjects(clause, before):
            for j in clause.group(i):
                yield Function(phrase=j, name=role, path=f"{path} of {clause.lower(before)}")
    after = _next_verb(clause, _own_end(clause, last) + 1)
    if after and clause.lower(after) in light and not _prepositional(clause, position):
        bare = "agent" if light[clause.lower(after)] == "passive" else ""
        yield from right_of(clause, after, bare)


def _prepositional(clause: Clause, position: int | None) -> bool:
    return position is not None and bool(clause.phrases[position].preposition)


def _next_verb(clause: Clause, start: int) -> int:
    """The verb that follows at once, past adverbs; 0 if none does."""
    for i in range(start, len(clause.sentence.tokens) + 1):
        token = clause.token(i)
        if token.upos == "VERB" or clause.lower(i) in verb_voices("light"):
            return i
        demonstrative = clause.lower(i) in words("grammar", "demonstratives")
        if token.upos not in SKIPPED and not demonstrative:
            return 0
    return 0


def _from_relative(clause: Clause, last: int) -> Iterator[Function]:
    """ "serangan yang dilancarkan Israel", "pertemuan yang digelar di Beijing"."""
    start = _phrase_end(clause, last) + 1
    if clause.lower(start) not in words("grammar", "relative"):
        return
    verb = _next_verb(clause, start + 1)
    voice = verb_voices("light").get(clause.lower(verb)) if verb else None
    if voice:
        yield from right_of(clause, verb, "agent" if voice == "passive" else "")


def _from_matrix(clause: Clause, first: int) -> Iterator[Function]:
    """The subject of the clause that "dalam pertemuan …" stands in."""
    position = clause.phrase_at(first)
    if position is None or not clause.phrases[position].preposition:
        return
    for verb in _main_verbs(clause, position):
        for i, path in subjects(clause, verb):
            for j in clause.group(i):
                if j != position:
                    yield Function(phrase=j, name="matrix", path=f"{path} of {clause.lower(verb)}")
        return


def _main_verbs(clause: Clause, position: int) -> Iterator[int]:
    """The verb before a prepositional phrase, or the first behind it if it stands in front."""
    phrase = clause.phrases[position]
    for i in range(phrase.first - 1, 0, -1):
        if clause.lower(i) in ENDS or clause.lower(i) in words("grammar", "complementizers"):
            break
        if clause.token(i).upos == "VERB":
            yield i
            return
    for i in range(phrase.last + 1, len(clause.sentence.tokens) + 1):
        if clause.token(i).upos == "VERB" and clause.lower(i - 1) not in words(
            "grammar", "relative"
        ):
            yield i
            return
