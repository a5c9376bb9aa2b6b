"""What pronouns and bare titles of an article stand for: precision before recall, with a reason.

Works down the article with the entities named so far. A third-person pronoun takes the person that
led the nearest sentence before it, which in news is nearly always its subject; "keduanya" and
"kedua negara" take the two that were last named together; "Menlu Rusia" takes the holder of that
office in the article.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.claims.phrases import Clause, Phrase, is_title
from kg.knowledge.lexicon import verb_voices, words
from kg.model import EntityType

_MEMORY = 4  #: sentences a pair may lie back


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person with an office, as coreference needs it."""

    person: str
    title: str  #: lower-cased
    of: str | None


def resolve(clauses: Sequence[Clause], holders: Sequence[Holder]) -> tuple[Clause, ...]:
    """The same sentences with ``resolved`` and ``resolution`` set where a phrase has no name."""
    resolved: list[Clause] = []
    for clause in clauses:
        phrases: list[Phrase] = []
        for phrase in clause.phrases:
            phrases.append(_resolve_phrase(phrase, phrases, clause, resolved, holders))
        resolved.append(dataclasses.replace(clause, phrases=tuple(phrases)))
    return tuple(resolved)


def _resolve_phrase(
    phrase: Phrase,
    here: Sequence[Phrase],
    clause: Clause,
    before: Sequence[Clause],
    holders: Sequence[Holder],
) -> Phrase:
    text = " ".join(clause.words(phrase.first, phrase.last).lower().split())
    for entities, reason in _readings(phrase, text, here, clause, before, holders):
        if entities:
            return dataclasses.replace(phrase, resolved=entities, resolution=f'"{text}" {reason}')
    return phrase


def _readings(
    phrase: Phrase,
    text: str,
    here: Sequence[Phrase],
    clause: Clause,
    before: Sequence[Clause],
    holders: Sequence[Holder],
) -> Iterator[tuple[tuple[str, ...], str]]:
    if any(name.type is EntityType.PERSON for name in phrase.names):
        return
    if is_title(phrase.word):
        yield _holder(phrase, text, holders), "is the holder of the office in this article"
    if phrase.names:
        return
    if text.split()[0] in words("pronouns", "singular_person"):
        yield _last_person(here, before), "is the person that led the sentence before"
    if text in words("pronouns", "first_person"):
        yield _speaker(clause), "is the one who is quoted"
    if text in words("pronouns", "plural_actors"):
        yield _leading(before), "are those that led the sentence before"
    if text in words("pronouns", "pairs_of_persons"):
        yield _pair(here, before, (EntityType.PERSON,)), "are the two last named together"
    if text in words("pronouns", "pairs_of_states"):
        yield _pair(here, before, (EntityType.STATE,)), "are the two states last named together"
    if _is_said(phrase, text, clause):
        yield _last_person((), before), "was said by the person that led the sentence before"
    if text.split()[-1] in words("grammar", "demonstratives"):
        yield _named_so(phrase, here, before), "is what was named with this word before"
    owned = _owned(phrase, clause)
    if owned in words("pronouns", "own_state"):
        yield _own_state(here, before, holders), "is the state of the actor before"
    elif _is_owned(owned):
        yield _owner(here, before), "belongs to the actor named before"


def _owned(phrase: Phrase, clause: Clause) -> str:
    """The head of a phrase with the clitic that a tokenizer may have cut off it."""
    behind = clause.lower(phrase.head + 1)
    return clause.lower(phrase.head) + (behind if behind in words("grammar", "clitics") else "")


def _is_owned(word: str) -> bool:
    """Whether a word ends in the clitic of a possessor and is more than it."""
    clitics = words("grammar", "clitics")
    return word.endswith(tuple(clitics)) and word not in clitics | words("pronouns", "plural")


def _is_said(phrase: Phrase, text: str, clause: Clause) -> bool:
    """ "Janji itu disampaikan …": what was said, before a passive verb of saying."""
    said = phrase.word in words("pronouns", "said_things")
    anaphoric = text.split()[-1] in words("grammar", "demonstratives")
    verb = clause.lower(phrase.last + 1)
    return said and anaphoric and verb_voices("reporting").get(verb) == "passive"


def _named_so(phrase: Phrase, here: Sequence[Phrase], before: Sequence[Clause]) -> tuple[str, ...]:
    """The last name that this noun led or is part of: "badan intelijen Korsel … intelijen itu"."""
    if not _acts(phrase.word):
        return ()
    for phrases in (here, *(clause.phrases for clause in reversed(before[-_MEMORY:]))):
        for other in reversed(phrases):
            if phrase.word in (other.word, *other.words) and len(other.names) == 1:
                return (other.names[0].entity,)
    return ()


def _holder(phrase: Phrase, text: str, holders: Sequence[Holder]) -> tuple[str, ...]:
    """The one person whose title the phrase begins with, of its state if it names one."""
    named = {name.entity for name in phrase.names}
    fitting = {
        holder.person
        for holder in holders
        if text.startswith(holder.title) and (not named or holder.of in named)
    }
    return tuple(fitting) if len(fitting) == 1 else ()


def _last_person(here: Sequence[Phrase], before: Sequence[Clause]) -> tuple[str, ...]:
    for phrases in (here, *(clause.phrases for clause in reversed(before[-_MEMORY:]))):
        persons = _persons(phrases)
        if persons:
            return (persons[0],)
    return ()


def _speaker(clause: Clause) -> tuple[str, ...]:
    """The person named behind "kata", "ujar" … in the sentence."""
    for token in clause.sentence.tokens:
        if token.text.lower() not in words("reporting", "quoting"):
            continue
        position = clause.phrase_at(token.index + 1)
        if position is not None:
            persons = _persons([clause.phrases[position]])
            if persons:
                return (persons[0],)
    return ()


def _leading(before: Sequence[Clause]) -> tuple[str, ...]:
    """The names of the first bare phrase with any, and of those joined to it, a sentence before."""
    for clause in before[-1:]:
        for position, phrase in enumerate(clause.phrases):
            if not phrase.preposition and (phrase.names or phrase.resolved):
                joined = [clause.phrases[i] for i in clause.group(position)]
                return tuple(
                    entity
                    for one in joined
                    for entity in tuple(name.entity for name in one.names) or one.resolved
                )
    return ()


def _persons(phrases: Sequence[Phrase]) -> list[str]:
    """Persons that phrases stand for, bare phrases first, in the order of the sentence."""
    ordered = sorted(phrases, key=lambda phrase: (bool(phrase.preposition), phrase.first))
    found = []
    for phrase in ordered:
        named = [name.entity for name in phrase.names if name.type is EntityType.PERSON]
        if named and (not phrase.word or is_title(phrase.word)):
            found += named
        elif phrase.resolved and "person" in phrase.resolution:
            found += phrase.resolved
    return found


def _pair(
    here: Sequence[Phrase], before: Sequence[Clause], kinds: tuple[EntityType, ...]
) -> tuple[str, ...]:
    """The last two different entities of these kinds, if near sentences name both."""
    recent: list[str] = []
    for phrases in (here, *(clause.phrases for clause in reversed(before[-_MEMORY:]))):
        for phrase in reversed(phrases):
            recent += [
                name.entity
                for name in reversed(phrase.names)
                if name.type in kinds and name.entity not in recent
            ]
        if len(recent) >= 2:
            return tuple(sorted(recent[:2]))
    return ()


def _own_state(
    here: Sequence[Phrase], before: Sequence[Clause], holders: Sequence[Holder]
) -> tuple[str, ...]:
    """The state or body named before, or that of the person; "pasukannya" is no person's own."""
    states: Mapping[str, str] = {h.person: h.of for h in reversed(holders) if h.of}
    persons = {e for phrases in (here, *(c.phrases for c in before)) for e in _persons(phrases)}
    return tuple(
        states.get(owner, owner)
        for owner in _owner(here, before)
        if owner in states or owner not in persons
    )


def _acts(word: str) -> bool:
    """Whether a noun lets the name behind it act."""
    return word in words("heads", "bodies") or word in words("heads", "forces")


def _owner(here: Sequence[Phrase], before: Sequence[Clause]) -> tuple[str, ...]:
    """The nearest actor before in the sentence, or the person that led the one before."""
    actors = (EntityType.PERSON, EntityType.STATE, EntityType.ORGANIZATION)
    for phrase in reversed(here):
        leads = not phrase.word or is_title(phrase.word) or _acts(phrase.word)
        if phrase.preposition or not (leads or phrase.resolved):
            continue
        named = [n.entity for n in phrase.names if n.type in actors]
        persons = [n.entity for n in phrase.names if n.type is EntityType.PERSON]
        chosen = persons or named or list(phrase.resolved)
        if chosen:
            return (chosen[0],)
    return _last_person((), before)
