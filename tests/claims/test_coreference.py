"""Pronouns, bare titles and words of the kind "kedua negara" stand for what was named before."""

import pytest

from tests.claims.factory import clauses, holder

HOLDERS = (
    holder("Putin", "presiden rusia", "Rusia"),
    holder("Lavrov", "menlu rusia", "Rusia"),
    holder("Prabowo", "presiden indonesia", "Indonesia"),
    holder("Anwar", "perdana menteri", "Malaysia"),
)


def resolved(word: str, *written: str) -> tuple[str, ...]:
    """What the phrase that begins with a word stands for, in the last sentence."""
    phrases = clauses(*written, holders=HOLDERS)[-1].phrases
    (phrase,) = (one for one in phrases if one.words[0] == word)
    assert bool(phrase.resolved) == bool(phrase.resolution)
    return phrase.resolved


@pytest.mark.parametrize(
    ("word", "written", "expected"),
    [
        # a person: the one that led the sentence before
        ("ia", ["Lavrov tiba/VERB di Jakarta .", "Ia menemui/VERB Retno ."], ["Lavrov"]),
        ("dia", ["Lavrov menemui/VERB Retno .", "Dia pulang/VERB ."], ["Lavrov"]),
        ("dia", ["Dengan Retno , Lavrov tiba/VERB .", "Dia pulang/VERB ."], ["Lavrov"]),
        ("ia", ["Setelah Kim menemui/VERB Putin , ia pulang/VERB ."], ["Kim"]),
        ("ia", ["Lavrov tiba/VERB .", "Hujan turun/VERB .", "Ia pulang/VERB ."], ["Lavrov"]),
        # two
        ("keduanya", ["Kim menemui/VERB Putin .", "Keduanya pulang/VERB ."], ["Kim", "Putin"]),
        ("keduanya", ["Iran menemui/VERB Jepang .", "Keduanya maju/VERB ."], ["Iran", "Jepang"]),
        ("kedua", ["Kim menemui/VERB Putin .", "Kedua +nya pulang/VERB ."], ["Kim", "Putin"]),
        ("kedua", ["Iran memuji/VERB Jepang .", "Kedua negara maju/VERB ."], ["Iran", "Jepang"]),
        ("kedua", ["Kim menemui/VERB Putin .", "Kedua pemimpin maju/VERB ."], ["Kim", "Putin"]),
        ("mereka", ["Kim dan Putin tiba/VERB .", "Mereka pulang/VERB ."], ["Kim", "Putin"]),
        ("mereka", ["Hamas menolak/VERB usul Iran .", "Mereka maju/VERB ."], ["Hamas"]),
        # what belongs to somebody
        ("negara", ["Putin tiba/VERB .", "Negara +nya maju/VERB ."], ["Rusia"]),
        ("negaranya", ["Putin tiba/VERB .", "Negaranya maju/VERB ."], ["Rusia"]),
        ("dukungannya", ["Putin menyampaikan/VERB dukungannya ."], ["Putin"]),
        ("dukungannya", ["Presiden Putin tiba/VERB .", "Dukungannya kuat/ADJ ."], ["Putin"]),
        # titles
        ("presiden", ["Presiden Rusia tiba/VERB ."], ["Putin"]),
        ("menlu", ["Menlu Rusia menemui/VERB Kim ."], ["Lavrov"]),
        ("perdana", ["Perdana menteri itu tiba/VERB ."], ["Anwar"]),
        # what somebody said
        ("janji", ["Putin tiba/VERB .", "Janji itu disampaikan/VERB di Jakarta ."], ["Putin"]),
        # the same noun again
        ("badan", ["Badan intelijen Iran maju/VERB .", "Badan itu maju/VERB ."], ["Iran"]),
    ],
)
def test_what_words_stand_for(word: str, written: list[str], expected: list[str]) -> None:
    assert sorted(resolved(word, *written)) == expected


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("ia", ["Ia tiba/VERB ."]),
        ("ia", ["Rusia maju/VERB .", "Ia tiba/VERB ."]),
        ("ia", ["Lavrov tiba/VERB .", *["Hujan turun/VERB ."] * 4, "Ia pulang/VERB ."]),
        ("keduanya", ["Kim tiba/VERB .", "Keduanya pulang/VERB ."]),
        ("kedua", ["Kim menemui/VERB Putin .", "Kedua negara maju/VERB ."]),
        ("mereka", ["Kim tiba/VERB .", "Hujan turun/VERB .", "Mereka pulang/VERB ."]),
        ("presiden", ["Presiden tiba/VERB ."]),  # two presidents are in the article
        ("presiden", ["Presiden Iran tiba/VERB ."]),  # nobody in the article is
        ("negaranya", ["Kim tiba/VERB .", "Negaranya maju/VERB ."]),  # of no known state
        ("janji", ["Putin tiba/VERB .", "Janji itu manis/ADJ ."]),
        ("hujan", ["Putin tiba/VERB .", "Hujan turun/VERB ."]),
    ],
)
def test_what_is_left_open(word: str, written: list[str]) -> None:
    assert resolved(word, *written) == ()


@pytest.mark.parametrize("pronoun", ["Saya", "Kami", "Kita"])
def test_who_is_quoted_is_meant_by_the_first_person(pronoun: str) -> None:
    quote = f'" {pronoun} mengecam/VERB Israel , " kata/VERB Anwar .'
    assert resolved(pronoun.lower(), "Putin tiba/VERB .", quote) == ("Anwar",)


def test_the_reason_quotes_the_words() -> None:
    phrases = clauses("Lavrov tiba/VERB .", "Ia pulang/VERB .")[-1].phrases
    assert phrases[0].resolution == '"ia" is the person that led the sentence before'
