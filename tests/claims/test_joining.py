"""Appositions become one phrase, prepositions are known, and lists are told from neighbours."""

import pytest

from tests.claims.factory import clause


def grouped(written: str) -> list[list[str]]:
    """The names of each coordination with any, in order."""
    read = clause(written)
    groups: dict[int, list[str]] = {}
    for phrase in read.phrases:
        groups.setdefault(phrase.joined, []).extend(name.entity for name in phrase.names)
    return [names for names in groups.values() if names]


def prepositions(written: str) -> list[tuple[str, str]]:
    return [(phrase.words[-1], phrase.preposition) for phrase in clause(written).phrases]


@pytest.mark.parametrize(
    ("written", "word", "names"),
    [
        ("Menlu Rusia , Lavrov , tiba/VERB .", "menlu", ["Rusia", "Lavrov"]),
        ("Lavrov , Menlu Rusia , tiba/VERB .", "", ["Lavrov", "Rusia"]),
        ("Menteri Haji dan Umrah Tawfiq tiba/VERB .", "menteri", ["Tawfiq"]),
    ],
)
def test_a_title_and_its_holder_are_one_phrase(written: str, word: str, names: list[str]) -> None:
    (phrase,) = clause(written).phrases
    assert (phrase.word, [name.entity for name in phrase.names]) == (word, names)


@pytest.mark.parametrize(
    "written",
    [
        "Pasukan Rusia , Lavrov mengatakan/VERB itu .",  # a force is no title
        "Kim , pasukan Rusia menyerang/VERB .",
    ],
)
def test_neighbours_behind_a_comma_stay_two(written: str) -> None:
    assert len(clause(written).phrases) >= 2


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        ("Kim dan Putin bertemu/VERB .", [["Kim", "Putin"]]),
        ("Israel , Iran , dan Rusia berunding/VERB .", [["Israel", "Iran", "Rusia"]]),
        ("Israel , Iran , Jepang serta Rusia tiba/VERB .", [["Israel", "Iran", "Jepang", "Rusia"]]),
        ("Pejabat Rusia maupun pejabat Iran tiba/VERB .", [["Rusia", "Iran"]]),
        ("Kim tiba/VERB , Putin menunggu/VERB .", [["Kim"], ["Putin"]]),
        ("Rusia , Iran mengatakan/VERB itu .", [["Rusia"], ["Iran"]]),
        ("Putin dan kapal itu tiba/VERB .", [["Putin"]]),
        ("Kim tiba/VERB dari Beijing dan ke Jakarta .", [["Kim"], ["Beijing"], ["Jakarta"]]),
        ("Kim tiba/VERB di Tokyo , Jepang , kemarin .", [["Kim"], ["Tokyo", "Jepang"]]),
        ("Di Beijing , Putin menunggu/VERB .", [["Beijing"], ["Putin"]]),
    ],
)
def test_what_is_a_list(written: str, groups: list[list[str]]) -> None:
    assert grouped(written) == groups


def test_a_list_shares_its_preposition() -> None:
    read = prepositions("Pertemuan dengan Kim dan Putin berlangsung/VERB .")
    assert read == [("pertemuan", ""), ("kim", "dengan"), ("putin", "dengan")]


@pytest.mark.parametrize(
    ("written", "preposition"),
    [
        ("Ia tiba/VERB di Jakarta .", "di"),
        ("Ia tiba/VERB di tengah sidang PBB .", "di tengah"),
        ("Ia bicara/VERB di hadapan Kim .", "di hadapan"),
        ("Ia menemui/VERB Kim .", ""),
    ],
)
def test_prepositions_have_one_word_or_two(written: str, preposition: str) -> None:
    assert clause(written).phrases[-1].preposition == preposition


def test_a_conjunction_before_a_clause_is_no_preposition() -> None:
    read = prepositions("Setelah Kim bertemu/VERB Putin , ia pulang/VERB .")
    assert read[0] == ("kim", "")
    assert prepositions("Setelah pertemuan , Kim pulang/VERB .")[0] == ("pertemuan", "setelah")
