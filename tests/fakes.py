"""A parser and a reader that need no model, for tests of what stands around them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import (
    Article,
    Claim,
    Entity,
    EntityType,
    Event,
    Factuality,
    Graph,
    Mention,
    Reading,
    Run,
    Sentence,
    Token,
    Value,
    ValueKind,
)
from kg.resolve.joined import join
from kg.resolve.ledger import Ledger
from kg.stages import Stages

RUN = Run(version="1", models="fake", settings="")


class LineParser:
    """Takes each line for a sentence, and each word for a token that hangs on the first one."""

    def __init__(self) -> None:
        self.parsed: list[str] = []  #: identifiers of the articles, in the order they came

    def parse(self, article: Article) -> tuple[Sentence, ...]:
        self.parsed.append(article.id)
        sentences: list[Sentence] = []
        position = 0
        for line in article.text.splitlines(keepends=True):
            text = line.strip()
            if text:
                start = position + line.index(text)
                sentences.append(_sentence(article.id, len(sentences), start, text))
            position += len(line)
        return tuple(sentences)


def _sentence(article_id: str, index: int, start: int, text: str) -> Sentence:
    tokens, position = [], 0
    for number, word in enumerate(text.split(), start=1):
        position = text.index(word, position)
        tokens.append(
            Token(
                index=number,
                text=word,
                lemma=word.lower(),
                upos="PROPN" if word[0].isupper() else "NOUN",
                feats="",
                head=0 if number == 1 else 1,
                deprel="root" if number == 1 else "dep",
                ner="B-PER" if word[0].isupper() else "O",
                start=start + position,
                end=start + position + len(word),
            )
        )
        position += len(word)
    return Sentence(
        article_id=article_id,
        index=index,
        start=start,
        end=start + len(text),
        text=text,
        tokens=tuple(tokens),
    )


def read_names(article: Article, sentences: Sequence[Sentence]) -> Reading:
    """Every capitalised word is a person; those of one sentence meet."""
    mentions: dict[str, list[Mention]] = {}
    for sentence in sentences:
        for token in sentence.tokens:
            if token.ner != "O":
                mentions.setdefault(token.text, []).append(_mention(sentence, token))
    ids = {name: f"p{number}" for number, name in enumerate(mentions, start=1)}
    return Reading(
        article=article,
        entities=tuple(
            Entity(
                id=ids[name],
                type=EntityType.PERSON,
                label=name,
                names=(name,),
                mentions=tuple(places),
            )
            for name, places in mentions.items()
        ),
        offices=(),
        events=tuple(_meetings(sentences, ids)),
    )


def _mention(sentence: Sentence, token: Token) -> Mention:
    return Mention(
        article_id=sentence.article_id,
        sentence=sentence.index,
        first=token.index,
        last=token.index,
        head=token.index,
        start=token.start,
        end=token.end,
        quote=token.text,
        type=EntityType.PERSON,
        key=None,
        origin="capital letter",
    )


def _meetings(sentences: Sequence[Sentence], ids: dict[str, str]) -> Iterable[Event]:
    number = 0
    for sentence in sentences:
        people = [token.text for token in sentence.tokens if token.ner != "O"]
        for pair in pairwise(dict.fromkeys(people)):
            number += 1
            yield Event(
                id=f"e{number}",
                type="Meeting",
                claims=tuple(
                    _claim(sentence, f"e{number}", slot, value)
                    for slot, value in (
                        *(("participant", _entity(ids[name])) for name in sorted(pair)),
                        ("type", Value(kind=ValueKind.TYPE, text="Meeting")),
                    )
                ),
            )


def _entity(local: str) -> Value:
    return Value(kind=ValueKind.ENTITY, text=local)


def _claim(sentence: Sentence, subject: str, slot: str, value: Value) -> Claim:
    return Claim(
        article_id=sentence.article_id,
        subject=subject,
        slot=slot,
        value=value,
        start=sentence.start,
        end=sentence.end,
        quote=sentence.text,
        factuality=Factuality.CERTAIN,
        attributed_to=(),
        denied_by=(),
        confidence=0.5,
        reason="two names in a sentence",
    )


def resolve_apart(readings: Iterable[Reading]) -> Graph:
    """All readings side by side, nothing merged; order does not count."""
    ordered = sorted(readings, key=lambda reading: reading.article.id)
    return Graph(
        articles=tuple(reading.article for reading in ordered),
        entities=tuple(entity for reading in ordered for entity in reading.entities),
        offices=(),
        events=tuple(event for reading in ordered for event in reading.events),
        conflicts=(),
        links=(),
        run=RUN,
    )


def fake_stages(parser: LineParser | None = None, version: str = "1") -> Stages:
    """Stages that cost nothing; ``version`` stands for models, knowledge and code."""
    chosen = parser or LineParser()
    return Stages(
        parser=f"parser {version}",
        make_parser=lambda: chosen,
        reader=f"reader {version}",
        read=read_names,
        resolver=f"resolver {version}",
        resolve=resolve_apart,
    )


def joining_stages(ledger: Ledger | None = None) -> Stages:
    """The same, but articles are joined, as decisions tell, and what has not changed is kept."""
    decided = ledger or Ledger()
    return replace(
        fake_stages(),
        resolver=f"joined {decided.decisions}",
        joiner="joiner",
        join=lambda stock: join(stock, decided, RUN),
    )
