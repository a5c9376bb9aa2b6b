"""Short ways to write parses by hand, with a small cast of names whose ids are the names.

A sentence is written as its words with spaces between all tokens. A word has the tag that its look
suggests (a name is PROPN, "di" ADP, "." PUNCT, otherwise NOUN) unless one is given behind a slash,
and hangs on the first verb unless "/head/deprel" follow; verbs in "di-" are passive. "+" glues a
token to the one before: "Kim menyerukan/VERB negara +nya akan/ADV Putin/PROPN/2/nsubj".
"""

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.claims.chunking import read_clause
from kg.claims.coreference import Holder, resolve
from kg.claims.events import join
from kg.claims.extract import EventMention, event_mentions
from kg.claims.fillers import Sides
from kg.claims.phrases import Clause, Named
from kg.mentions.dates import find_article_dates
from kg.mentions.numbers import find_numbers
from kg.model import Article, EntityType, Event, Factuality, Sentence, Token

PUBLISHED = datetime.date(2024, 6, 20)  #: a Thursday

CAST: Mapping[str, EntityType] = {
    **dict.fromkeys(
        ("Kim Jong Un", "Kim", "Putin", "Lavrov", "Prabowo", "Anwar", "Choe", "Retno", "Tawfiq"),
        EntityType.PERSON,
    ),
    **dict.fromkeys(
        ("Rusia", "Korea Utara", "Ukraina", "Israel", "Iran", "Jepang", "Indonesia", "Malaysia"),
        EntityType.STATE,
    ),
    **dict.fromkeys(("NATO", "KCNA", "PBB", "Hamas", "Tass"), EntityType.ORGANIZATION),
    **dict.fromkeys(("Jakarta", "Beijing", "Gaza", "Kursk", "Tokyo"), EntityType.PLACE),
}
_NER = {
    EntityType.PERSON: "PER",
    EntityType.STATE: "LOC",
    EntityType.PLACE: "LOC",
    EntityType.ORGANIZATION: "ORG",
}
_TAGS: Mapping[str, str] = {
    tag: upos
    for upos, tags in {
        "ADP": "di ke dari pada kepada dengan oleh bagi terhadap atas antara dalam menurut tentang",
        "CCONJ": "dan serta atau tetapi",
        "SCONJ": "yang bahwa untuk setelah jika karena agar sehingga",
        "DET": "itu ini tersebut",
        "PRON": "ia dia keduanya mereka saya kami kita nya",
        "ADV": "akan tidak telah belum juga mungkin",
    }.items()
    for tag in tags.split()
}
_ROW = re.compile(
    r"(?P<glue>\+?)(?P<form>.+?)(?:/(?P<upos>[A-Z]+)(?:/(?P<head>\d+)/(?P<deprel>\S+))?)?"
)
_NO_SPACE_BEFORE = frozenset(".,;:?!)")


def sentence(written: str, index: int = 0, start: int = 0) -> Sentence:
    """A sentence whose text begins at character ``start`` of its article."""
    rows = [_row(row) for row in written.split()]
    forms = [row["form"] for row in rows]
    ner = _ner(forms)
    tags = [row["upos"] or _tag(row["form"]) for row in rows]
    root = tags.index("VERB") + 1 if "VERB" in tags else 1
    tokens: list[Token] = []
    text = ""
    for number, (form, row) in enumerate(zip(forms, rows, strict=True), start=1):
        attached = row["glue"] or form in _NO_SPACE_BEFORE or text.endswith("(")
        text += form if attached or not text else f" {form}"
        end = start + len(text)
        tokens.append(
            Token(
                index=number,
                text=form,
                lemma=form.lower(),
                upos=tags[number - 1],
                feats="Voice=Pass" if tags[number - 1] == "VERB" and _passive(form) else "",
                head=int(row["head"]) if row["head"] else root * (number != root),
                deprel=row["deprel"] or ("dep" if number != root else "root"),
                ner=ner[number - 1],
                start=end - len(form),
                end=end,
            )
        )
    return Sentence(
        article_id="a",
        index=index,
        start=start,
        end=start + len(text),
        text=text,
        tokens=tuple(tokens),
    )


def _passive(form: str) -> bool:
    return form.lower().startswith("di")


def _row(written: str) -> Mapping[str, str]:
    match = _ROW.fullmatch(written)
    assert match, f"not a row of a parse: {written}"
    return match.groupdict(default="")


def _tag(form: str) -> str:
    if not any(character.isalnum() for character in form):
        return "PUNCT"
    if re.fullmatch(r"[\d.,/]+", form):
        return "NUM"
    if any(form in name.split() for name in CAST):
        return "PROPN"
    return _TAGS.get(form.lower(), "NOUN")


def _spans(forms: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Names of the cast with their first and last token, the longest where two begin."""
    first = 1
    while first <= len(forms):
        fitting = [n for n in CAST if forms[first - 1 : first - 1 + len(n.split())] == n.split()]
        name = max(fitting, key=len, default="")
        if name:
            yield first, first + len(name.split()) - 1, name
        first += max(1, len(name.split()))


def _ner(forms: Sequence[str]) -> list[str]:
    tags = ["O"] * len(forms)
    for first, last, name in _spans(forms):
        for i in range(first, last + 1):
            tags[i - 1] = f"{'B' if i == first else 'I'}-{_NER[CAST[name]]}"
    return tags


def article(*written: str, published: datetime.date | None = PUBLISHED) -> Article:
    """An article of these sentences, one behind the other."""
    return Article(
        id="a",
        text=" ".join(one.text for one in parses(*written)),
        source="a.txt",
        published=published.isoformat() if published else None,
    )


def parses(*written: str) -> tuple[Sentence, ...]:
    """The parses of an article's sentences."""
    found: list[Sentence] = []
    for index, one in enumerate(written):
        found.append(sentence(one, index, found[-1].end + 1 if found else 0))
    return tuple(found)


def clauses(*written: str, holders: Sequence[Holder] = ()) -> tuple[Clause, ...]:
    """The sentences of an article cut into phrases, pronouns resolved."""
    sentences = parses(*written)
    read = [
        read_clause(one, _named(one), dates, find_numbers(one))
        for one, dates in zip(sentences, find_article_dates(sentences, PUBLISHED), strict=True)
    ]
    return resolve(read, holders)


def clause(written: str) -> Clause:
    return clauses(written)[0]


def _named(one: Sentence) -> tuple[Named, ...]:
    return tuple(
        Named(first=first, last=last, entity=name, type=CAST[name])
        for first, last, name in _spans([token.text for token in one.tokens])
    )


def holder(person: str, title: str, of: str | None = None) -> Holder:
    return Holder(person=person, title=title, of=of)


def sides(holders: Sequence[Holder] = (), around: Mapping[str, str] | None = None) -> Sides:
    of = {one.person: one.of for one in holders if one.of}
    return Sides(of=of, types=CAST, around=around or {})


def mentions(written: str, *, holders: Sequence[Holder] = ()) -> tuple[EventMention, ...]:
    return event_mentions(clause(written), sides(holders))


def events(
    *written: str, holders: Sequence[Holder] = (), around: Mapping[str, str] | None = None
) -> tuple[Event, ...]:
    """What an article of these sentences tells."""
    known, read = sides(holders, around), clauses(*written, holders=holders)
    found = itertools.chain.from_iterable(event_mentions(one, known) for one in read)
    return join(article(*written), read, tuple(found), known)


def slots(event: Event | EventMention) -> dict[str, set[str]]:
    """The values of an event's slots, without its type."""
    pairs = (
        [(filler.slot, filler.value.text) for filler in event.fillers]
        if isinstance(event, EventMention)
        else [(claim.slot, claim.value.text) for claim in event.claims if claim.slot != "type"]
    )
    filled: dict[str, set[str]] = {}
    for slot, value in pairs:
        filled.setdefault(slot, set()).add(value)
    return filled


def only(frame: str, *written: str, holders: Sequence[Holder] = ()) -> Event:
    """The one event of a type that an article tells."""
    (event,) = (one for one in events(*written, holders=holders) if one.type == frame)
    return event


def factuality_of(event: Event) -> Factuality:
    """What all claims of an event share."""
    (factuality,) = {claim.factuality for claim in event.claims}
    return factuality
