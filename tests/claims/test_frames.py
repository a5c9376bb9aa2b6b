"""Every frame reads its own examples, and nothing from the sentences it says it must not read.

The sentences stand in ontology/frames/; their parses are recorded, so no model is needed here. What
models announce is left out: a frame is tried alone.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kg.claims import read
from kg.evaluation.examples import Case, cases
from kg.model import Event, Reading, ValueKind
from kg.sentences.parsers.recorded import RecordedParser

PARSES = Path(__file__).parent / "parses" / "frames"
READ = [case for case in cases() if case.example]
UNREAD = [case for case in cases() if not case.example]


@pytest.fixture(scope="module")
def parser() -> RecordedParser:
    return RecordedParser(PARSES)


def name(case: Case) -> str:
    return case.article.id


@pytest.mark.parametrize("case", READ, ids=name)
def test_a_frame_reads_its_example(case: Case, parser: RecordedParser) -> None:
    """One of the events has at least the slots that the example states."""
    assert case.example
    reading = by_frames(case, parser)
    wanted = stated(case.example.slots)
    found = [filled(event, reading) for event in reading.events if event.type == case.frame.name]
    assert any(holds(event, wanted) for event in found), f"{wanted} is not in {found}"


@pytest.mark.parametrize("case", UNREAD, ids=name)
def test_a_frame_leaves_what_only_looks_alike(case: Case, parser: RecordedParser) -> None:
    reading = by_frames(case, parser)
    assert [event for event in reading.events if event.type == case.frame.name] == []


def by_frames(case: Case, parser: RecordedParser) -> Reading:
    sentences = (replace(one, announced=None) for one in parser.parse(case.article))
    return read(case.article, tuple(sentences))


def stated(slots: Mapping[str, object]) -> dict[str, set[str]]:
    """What an example states, every value as a text."""
    return {
        slot: {str(one) for one in value} if isinstance(value, list) else {str(value)}
        for slot, value in slots.items()
    }


def filled(event: Event, reading: Reading) -> dict[str, set[str]]:
    """The slots of an event; entities by their labels."""
    labels = {entity.id: entity.label for entity in reading.entities}
    slots = defaultdict(set)
    for claim in event.claims:
        is_entity = claim.value.kind is ValueKind.ENTITY
        slots[claim.slot].add(labels[claim.value.text] if is_entity else claim.value.text)
        slots["factuality"].add(str(claim.factuality))
    return dict(slots)


def holds(event: Mapping[str, set[str]], wanted: Mapping[str, set[str]]) -> bool:
    return all(values <= event.get(slot, set()) for slot, values in wanted.items())
