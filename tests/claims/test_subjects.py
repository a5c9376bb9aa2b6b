"""The subject of a verb: the phrase that does it, or that it is done to in the passive."""

import pytest

from kg.claims.subjects import subjects
from tests.claims.factory import clause


def subject(written: str, verb: str) -> tuple[str, str] | None:
    """Names and nouns of the subject phrase, and how it was found."""
    read = clause(written)
    index = next(token.index for token in read.sentence.tokens if token.text == verb)
    found = [(" ".join(read.phrases[i].words), path) for i, path in subjects(read, index)]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("written", "verb", "expected"),
    [
        ("Kim akan menemui/VERB Putin .", "menemui", "kim"),
        ("Kota Kursk digempur/VERB pasukan Ukraina .", "digempur", "kota kursk"),
        ("Di Beijing , Putin menemui/VERB Kim .", "menemui", "putin"),
        # relative clauses
        ("Rusia , yang menyerang/VERB Ukraina , menolak/VERB usul .", "menyerang", "rusia"),
        ("Rusia , yang menyerang/VERB Ukraina , menolak/VERB usul .", "menolak", "rusia"),
        ("Serangan di Gaza yang menewaskan/VERB warga usai .", "menewaskan", "serangan"),
        ("Serangan di Tokyo , Jepang , yang mengejutkan/VERB .", "mengejutkan", "serangan"),
        (
            "Kim bertemu/VERB dengan pasukan Rusia yang menyerang/VERB .",
            "menyerang",
            "pasukan rusia",
        ),
        # coordination and serial verbs
        ("Kim tiba/VERB di Beijing dan menemui/VERB Putin .", "menemui", "kim"),
        ("Putin tiba/VERB dan langsung/ADV menemui/VERB Kim .", "menemui", "putin"),
        ("Putin pergi/VERB menemui/VERB Kim .", "menemui", "putin"),
        (
            "Iran menolak/VERB usul dan berencana/VERB mengerahkan/VERB kapal .",
            "mengerahkan",
            "iran",
        ),
        ("Rusia meminta/VERB Iran mengirim/VERB tentara .", "mengirim", "iran"),
        # control, behind and before the clause around it
        ("Putin tiba/VERB di Beijing untuk menemui/VERB Kim .", "menemui", "putin"),
        ("Putin mengirim/VERB Lavrov , untuk menemui/VERB Kim .", "menemui", "putin"),
        ("Putin pulang/VERB setelah menemui/VERB Kim .", "menemui", "putin"),
        ("Setelah menemui/VERB Kim , Putin pulang/VERB .", "menemui", "putin"),
        ("Untuk membantu/VERB Rusia , Iran mengirim/VERB tentara .", "membantu", "iran"),
        ("Setelah Kim menemui/VERB Putin , Lavrov pulang/VERB .", "menemui", "kim"),
    ],
)
def test_subjects_by_word_order(written: str, verb: str, expected: str) -> None:
    found = subject(written, verb)
    assert found
    assert found[0] == expected


@pytest.mark.parametrize(
    ("written", "verb"),
    [
        ("Putin pulang/VERB . Menemui/VERB Kim .", "Menemui"),
        ("Putin mengatakan/VERB bahwa akan menemui/VERB Kim .", "menemui"),
        ("Dalam sidang itu ditegaskan/VERB .", "ditegaskan"),
    ],
)
def test_nothing_is_a_subject_across_a_sentence_end_or_bahwa(written: str, verb: str) -> None:
    assert subject(written, verb) is None


def test_a_subject_is_surer_where_parse_and_order_agree() -> None:
    assert subject("Kim/PROPN/2/nsubj menemui/VERB Putin .", "menemui") == (
        "kim",
        "subject by parse and order",
    )
    assert subject("Kim menemui/VERB Putin .", "menemui") == ("kim", "subject by order")


def test_the_parse_decides_where_order_finds_none() -> None:
    found = subject("Tiba/VERB kemarin/ADV Putin/PROPN/1/nsubj .", "Tiba")
    assert found == ("putin", "subject by parse")
