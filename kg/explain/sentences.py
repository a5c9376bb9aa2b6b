"""What was seen in a sentence, what became an event of it, and why the rest did not."""

from collections.abc import Iterator, Mapping, Sequence

from kg.claims import Understood, read, understand
from kg.claims.events import judge
from kg.claims.extract import EventMention, event_mentions
from kg.claims.fillers import leads
from kg.claims.functions import noun_functions, verb_functions
from kg.claims.learned import Weighed, decide, models_tell, weighed
from kg.claims.learned.groups import Judged
from kg.claims.phrases import Clause, Phrase
from kg.claims.reach import Function
from kg.claims.triggers import Trigger, triggers
from kg.explain.weighed import explain_weighed
from kg.knowledge.frames import Role, frames
from kg.knowledge.lexicon import words
from kg.model import Article, Event, Reading, Sentence, Token, ValueKind


def explain_sentences(article: Article, sentences: Sequence[Sentence]) -> list[str]:
    """Tokens, phrases, values and triggers of each sentence, as lines to read.

    For a trigger: what stands around it, the slots that were filled and by which path; where it
    tells of no event, what was missing.
    """
    known = understand(article, sentences)
    reading = read(article, sentences)
    decided, events = _decided(known)
    lines: list[str] = []
    for clause in known.clauses:
        lines += [*([""] if lines else []), clause.sentence.text, ""]
        lines += [f"  {_token(token)}".rstrip() for token in clause.sentence.tokens]
        lines += _phrases(clause, known)
        lines += _values(clause)
        lines += _triggers(clause, known, reading)
        lines += explain_weighed([w for w in decided if w.proposal.clause is clause], events)
    return lines


def _decided(known: Understood) -> tuple[tuple[Weighed, ...], list[Judged]]:
    """What was weighed of an article; nothing where its models do not tell of events."""
    if not models_tell(known.clauses):
        return (), []
    read_ = [m for clause in known.clauses for m in event_mentions(clause, known.sides)]
    mentions = decide(known.clauses, read_, known.sides)
    found = tuple(weighed(known.clauses, read_, known.sides))
    return found, judge(known.clauses, mentions, known.sides)


def _token(token: Token) -> str:
    """A token in columns: index, word, lemma, part of speech, relation and head, name."""
    ner = "" if token.ner == "O" else token.ner
    relation = f"{token.deprel} {token.head}"
    return (
        f"{token.index:>3} {token.text:<18} {token.lemma:<16} {token.upos:<6} {relation:<16} {ner}"
    )


def _shown(clause: Clause, phrase: Phrase) -> str:
    return f'"{clause.words(phrase.first, phrase.last)}"'


def _names(known: Understood) -> Mapping[str, str]:
    return {entity.id: entity.label for entity in known.entities}


def _phrases(clause: Clause, known: Understood) -> Iterator[str]:
    if clause.phrases:
        yield ""
        yield "phrases"
    names = _names(known)
    for position, phrase in enumerate(clause.phrases):
        parts = [f"  {phrase.first}-{phrase.last}", _shown(clause, phrase)]
        if phrase.preposition:
            parts.append(f"[{phrase.preposition}]")
        parts += [f"{name.type} {names.get(name.entity, name.entity)}" for name in phrase.names]
        if phrase.resolved:
            stands_for = ", ".join(names.get(entity, entity) for entity in phrase.resolved)
            parts.append(f"stands for {stands_for} ({phrase.resolution})")
        if phrase.joined != position:
            parts.append(f"joined to {_shown(clause, clause.phrases[phrase.joined])}")
        yield "  ".join(parts)


def _values(clause: Clause) -> Iterator[str]:
    if clause.dates or clause.numbers:
        yield ""
        yield "values"
    for date in clause.dates:
        until = f" to {date.value_end}" if date.value_end else ""
        words_ = clause.sentence.between(date.start, date.end)
        yield f'  "{words_}"  date {date.value}{until}, {date.basis}'
    for number in clause.numbers:
        words_ = clause.sentence.between(number.start, number.end)
        about = ", approximate" if number.approximate else ""
        low, high = ("?" if bound is None else bound for bound in (number.low, number.high))
        yield f'  "{words_}"  number {low} to {high}{about}'


def _triggers(clause: Clause, known: Understood, reading: Reading) -> Iterator[str]:
    found = triggers(clause)
    mentions = event_mentions(clause, known.sides)
    for trigger in found:
        yield ""
        yield (
            f"{trigger.first} {_trigger_words(clause, trigger)}:"
            f" {trigger.frame.name}, group {trigger.group.name} ({trigger.voice})"
        )
        yield from _around(clause, trigger)
        mention = next(
            (m for m in mentions if (m.frame, m.token) == (trigger.frame.name, trigger.first)), None
        )
        if mention:
            yield from _filled(mention, known, reading)
        else:
            yield f"  no event: {_why_not(clause, trigger, mentions)}"
    announced = {i for trigger in found for i in range(trigger.first, trigger.last + 1)}
    silent = [
        t.text for t in clause.sentence.tokens if t.upos == "VERB" and t.index not in announced
    ]
    if silent:
        yield ""
        yield f"verbs that no frame knows: {', '.join(silent)}"


def _trigger_words(clause: Clause, trigger: Trigger) -> str:
    tokens = (clause.token(i).text for i in range(trigger.first, trigger.last + 1))
    return f'"{" ".join(tokens)}"'


def _functions(clause: Clause, trigger: Trigger) -> tuple[Function, ...]:
    helpers = frozenset(trigger.group.arguments)
    if trigger.voice == "noun":
        return noun_functions(clause, trigger.first, trigger.last, helpers)
    return verb_functions(clause, trigger.first, trigger.voice, trigger.last, helpers)


def _around(clause: Clause, trigger: Trigger) -> Iterator[str]:
    """The phrases around a trigger and the slots that their functions can fill."""
    for function in _functions(clause, trigger):
        slot = trigger.group.arguments.get(function.name, "no slot")
        shown = _shown(clause, clause.phrases[function.phrase])
        yield f"  {function.name} {shown} ({function.path}): {slot}"


def _filled(mention: EventMention, known: Understood, reading: Reading) -> Iterator[str]:
    names = _names(known)
    for filler in mention.fillers:
        value = filler.value.text
        name = names.get(value, value) if filler.value.kind is ValueKind.ENTITY else value
        yield f"  {filler.slot} = {name}, {filler.score:.2f} by {filler.path}"
    event = _event(mention, reading)
    if event:
        yield f"  told as {event.type} {event.id}, {event.claims[0].factuality}"
        own = {(filler.slot, filler.value.text) for filler in mention.fillers}
        for claim in event.claims:
            if claim.slot != "type" and (claim.slot, claim.value.text) not in own:
                name = names.get(claim.value.text, claim.value.text)
                yield f"    there {claim.slot} = {name} by {claim.reason}"
    else:
        yield f"  no event: {_why_incomplete(mention)}"


def _event(mention: EventMention, reading: Reading) -> Event | None:
    """The event of a reading that has a value from this mention."""
    source = f"{mention.group} ({mention.words}): "
    values = {(filler.slot, filler.value.text) for filler in mention.fillers}
    for event in reading.events:
        if event.type != mention.frame:
            continue
        for claim in event.claims:
            has_value = (claim.slot, claim.value.text) in values or claim.slot == "type"
            if has_value and claim.reason.startswith(source):
                return event
    return None


def _why_incomplete(mention: EventMention) -> str:
    """What a mention lacks to be an event, in words."""
    frame = frames()[mention.frame]
    if mention.follows:
        return "these words only add to an event told right before"
    missing = [_lack(role, mention) for role in frame.roles]
    lacking = [lack for lack in missing if lack]
    filled = sum(bool(mention.values(slot)) for slot in frame.needs)
    if frame.needs and filled < frame.least:
        lacking.append(f"{frame.least} of {', '.join(frame.needs)} must be filled, {filled} are")
    return "; ".join(lacking) or "all it says is told by another event of the article"


def _lack(role: Role, mention: EventMention) -> str:
    count = len(mention.values(role.slot))
    if role.required and not count:
        return f"{role.slot} is missing"
    return f"{role.slot} needs {role.least} values, {count} found" if count < role.least else ""


def _why_not(clause: Clause, trigger: Trigger, mentions: Sequence[EventMention]) -> str:
    """The condition that failed, in words."""
    if trigger.group.near and not _label_behind(clause, trigger):
        return f"no word of the list labels.{trigger.group.near} behind it"
    functions = _functions(clause, trigger)
    for name, kind in trigger.group.where.items():
        if trigger.voice == "noun":
            if clause.lower(trigger.last + 1) not in words("heads", kind):
                return f"no noun of the list heads.{kind} behind it"
            continue
        filling = [clause.phrases[f.phrase] for f in functions if f.name == name]
        if not any(leads(clause, phrase, kind) for phrase in filling):
            shown = ", ".join(_shown(clause, phrase) for phrase in filling) or "nothing"
            return f"its {name} must be led by a noun of the list heads.{kind}; it is {shown}"
    if trigger.frame.said and clause.lower(trigger.first - 1) in words("grammar", "purposes"):
        return "it says what another act is for"
    before = [m for m in mentions if m.frame == trigger.frame.name and m.token < trigger.first]
    return f'it is part of what "{before[-1].words}" tells' if before else "a rule left it out"


def _label_behind(clause: Clause, trigger: Trigger) -> bool:
    labels = words("labels", trigger.group.near)
    behind = range(trigger.last + 1, len(clause.sentence.tokens) + 1)
    return any(clause.lower(i) in labels for i in behind)
