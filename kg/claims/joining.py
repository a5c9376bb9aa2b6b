"""Puts phrases together: appositions, prepositions before them, and coordinations."""

import dataclasses
from collections.abc import Iterator, Sequence

from kg.claims.phrases import Phrase, is_title
from kg.knowledge.lexicon import words
from kg.model import EntityType, Sentence


def joined(sentence: Sentence, phrases: Sequence[Phrase]) -> tuple[Phrase, ...]:
    """The phrases of a sentence with appositions merged, prepositions set, coordinations marked."""
    merged = _merge_appositions(sentence, phrases)
    return tuple(_join(sentence, _with_prepositions(sentence, merged)))


def _merge_appositions(sentence: Sentence, phrases: Sequence[Phrase]) -> list[Phrase]:
    """ "Menlu Rusia, Sergey Lavrov" and "Sergey Lavrov, Menlu Rusia" as one phrase each."""
    merged: list[Phrase] = []
    for phrase in phrases:
        before = merged[-1] if merged else None
        if before and _split_title(sentence, before, phrase):
            merged[-1] = dataclasses.replace(before, last=phrase.last, names=phrase.names)
        elif before and _comma_between(sentence, before, phrase) and _appositive(before, phrase):
            names = before.names + phrase.names
            merged[-1] = dataclasses.replace(before, last=phrase.last, names=names)
        else:
            merged.append(phrase)
    return merged


def _split_title(sentence: Sentence, left: Phrase, right: Phrase) -> bool:
    """ "Menteri Haji dan Umrah Tawfiq Al Rabiah": one title with "dan" in it."""
    joined = right.first - left.last == 2 and sentence.tokens[left.last].text in words(
        "grammar", "joining"
    )
    person = any(name.type is EntityType.PERSON for name in right.names)
    return joined and person and not left.names and is_title(left.word) and not is_title(right.word)


def _comma_between(sentence: Sentence, left: Phrase, right: Phrase) -> bool:
    comma = right.first - left.last == 2
    return comma and sentence.tokens[left.last].text in (",", "–", "-")


def _appositive(left: Phrase, right: Phrase) -> bool:
    has_person = any(name.type is EntityType.PERSON for name in left.names)
    is_person = bool(right.names) and right.names[0].type is EntityType.PERSON and not right.word
    if is_person and not has_person:
        return is_title(left.word)
    return has_person and not is_person and is_title(right.word)


def _with_prepositions(sentence: Sentence, phrases: Sequence[Phrase]) -> list[Phrase]:
    return [
        dataclasses.replace(phrase, preposition=_preposition(sentence, phrase))
        for phrase in phrases
    ]


def _preposition(sentence: Sentence, phrase: Phrase) -> str:
    """The preposition right before a phrase, two words if they are one ("di tengah")."""
    first = phrase.first
    before = [token.text.lower() for token in sentence.tokens[max(0, first - 3) : first - 1]]
    known = words("grammar", "prepositions")
    if (
        before
        and before[-1] in words("grammar", "clause_openers")
        and _verb_follows(sentence, phrase)
    ):
        return ""
    if len(before) > 1 and " ".join(before[-2:]) in known:
        return " ".join(before[-2:])
    return before[-1] if before and before[-1] in known else ""


def _verb_follows(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb comes next, past adverbs and auxiliaries."""
    for token in sentence.tokens[phrase.last :]:
        adverb = token.text.lower() in words("grammar", "adverbs")
        if token.upos not in ("ADV", "AUX", "PART") and not adverb:
            return token.upos == "VERB"
    return False


def _join(sentence: Sentence, phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """Marks coordinations: all of "A, B dan C" point to A and share its preposition."""
    first_of = list(range(len(phrases)))
    for i in range(len(phrases) - 1):
        if _coordinated(sentence, phrases, i):
            first_of[i + 1] = first_of[i]
    for i, phrase in enumerate(phrases):
        lead = phrases[first_of[i]]
        shared = phrase.preposition or lead.preposition
        yield dataclasses.replace(phrase, joined=first_of[i], preposition=shared)


def _coordinated(sentence: Sentence, phrases: Sequence[Phrase], i: int) -> bool:
    left, right = phrases[i], phrases[i + 1]
    if not _alike(left, right):
        return False
    between = [t.text.lower() for t in sentence.tokens[left.last : right.first - 1]]
    gap = [word for word in between if word != right.preposition]
    if right.preposition and right.preposition != left.preposition:
        return False
    coordinated = bool(gap) and gap[-1] in words("grammar", "coordinators")
    if coordinated and gap[:-1] in ([], [","]):
        return True
    if gap != [","]:
        return False
    return _nested_places(left, right) or _list_goes_on(sentence, phrases, i + 1)


def _nested_places(left: Phrase, right: Phrase) -> bool:
    """ "di Jeddah, Arab Saudi": a place and, behind a comma, the larger one around it."""
    local = not left.preposition or left.preposition in words("grammar", "local")
    located = local and bool(left.names) and not right.word
    within = {EntityType.PLACE, EntityType.STATE}
    last = left.names[-1].type if left.names else None
    return (
        located and last is EntityType.PLACE and bool(right.names) and right.names[0].type in within
    )


def _list_goes_on(sentence: Sentence, phrases: Sequence[Phrase], i: int) -> bool:
    """Whether a comma list reaches a coordinator: "A, B, C dan D"."""
    while i + 1 < len(phrases) and _alike(phrases[i], phrases[i + 1]):
        gap = [t.text.lower() for t in sentence.tokens[phrases[i].last : phrases[i + 1].first - 1]]
        if gap and gap[-1] in words("grammar", "coordinators"):
            return True
        if gap != [","]:
            return False
        i += 1
    return False


def _alike(left: Phrase, right: Phrase) -> bool:
    """Whether two phrases can stand side by side in a list."""
    if bool(left.names) != bool(right.names):
        return not left.names and not right.names
    kinds = {name.type for name in left.names}, {name.type for name in right.names}
    if EntityType.PLACE in kinds[0] and not left.word:
        return EntityType.PERSON not in kinds[1]
    return (kinds[0] == {EntityType.PLACE}) == (kinds[1] == {EntityType.PLACE})
