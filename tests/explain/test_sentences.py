"""What is seen in a sentence is shown, and why some of it is no event."""

from pathlib import Path

import pytest

from kg.evaluation.examples import cases
from kg.explain.sentences import explain_sentences
from kg.sentences.parsers.recorded import RecordedParser

PARSES = Path(__file__).parents[1] / "claims" / "parses" / "frames"
ARTICLES = {case.article.text: case.article for case in cases()}


@pytest.fixture(scope="module")
def parser() -> RecordedParser:
    return RecordedParser(PARSES)


def explained(parser: RecordedParser, text: str) -> list[str]:
    article = ARTICLES[text]
    return explain_sentences(article, parser.parse(article))


def test_what_was_filled_is_shown_with_its_path(parser: RecordedParser) -> None:
    lines = explained(parser, "Sekitar 2.000 tentara Jerman dikerahkan ke Lituania.")
    assert '5 "dikerahkan": Deployment, group deploy (passive)' in lines
    assert any(line.startswith("  destination = Lituania, 0.") for line in lines)
    assert any(line.startswith("  troopsMin = 2000") for line in lines)
    assert "  told as Deployment e1, Certain" in lines
    assert any('"Sekitar 2.000"  number 2000 to 2000, approximate' in line for line in lines)


def test_tokens_and_phrases_are_shown(parser: RecordedParser) -> None:
    lines = explained(parser, "Jerman mengirim senjata ke Ukraina.")
    first = next(line for line in lines if line.lstrip().startswith("1 "))
    assert first.split()[:4] == ["1", "Jerman", "jerman", "PROPN"]
    assert '  5-5  "Ukraina"  [ke]  State Ukraina' in lines


def test_a_condition_that_fails_is_named(parser: RecordedParser) -> None:
    lines = explained(parser, "Prancis mengirim surat ke Mali.")
    assert (
        "  no event: its patient must be led by a noun of the list heads.troops;"
        ' it is "surat"' in lines
    )
    assert not any("told as" in line for line in lines)


def test_a_missing_slot_is_named(parser: RecordedParser) -> None:
    lines = explained(parser, "Pelatih memuji para pemain.")
    (why,) = [line for line in lines if line.startswith("  no event: ")]
    assert "speaker is missing" in why
    assert "target is missing" in why


def test_verbs_without_a_frame_are_listed(parser: RecordedParser) -> None:
    lines = explained(parser, "Kedua negara mempererat hubungan.")
    assert "verbs that no frame knows: mempererat" in lines


@pytest.mark.parametrize("text", ARTICLES)
def test_every_example_can_be_explained(parser: RecordedParser, text: str) -> None:
    """A sentence whose example is read tells of an event; the words come first."""
    lines = explained(parser, text)
    assert lines[0] == text or text.startswith(lines[0])
    announced = [line for line in lines if ", group " in line]
    outcomes = [line for line in lines if line.startswith(("  told as ", "  no event: "))]
    assert len(outcomes) == len(announced)
