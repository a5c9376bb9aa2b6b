import pytest

from kg.knowledge.spellings import left_out, person_parts
from kg.resolve.names import body_name, is_acronym, is_initial, place_name, title_name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Jong-un", "Kim Jong Un"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Presiden Vladimir Putin", "Vladimir Putin"),
        ("Mohammad bin Salman", "Mohammed Salman"),
        ("Riyad Al-Maliki", "Riyad al Maliki"),
        ("Emmanuel Macron", "Emmanuel MACRON"),
        ("Şahin Öztürk", "Sahin Ozturk"),
        ("Jokowi", "Joko Widodo"),
    ],
)
def test_spellings_of_one_person_are_equal(left: str, right: str) -> None:
    assert person_parts(left) == person_parts(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("George Bush", "George W. Bush"),
        ("Ali Khamenei", "Ali Khomeini"),
        ("Le Duc Tho", "Duc Tho"),
    ],
)
def test_names_of_different_persons_differ(left: str, right: str) -> None:
    assert person_parts(left) != person_parts(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kantor Berita Pusat Korea (KCNA)", "KCNA"),
        ("DK PBB", "Dewan Keamanan Perserikatan Bangsa-Bangsa"),
        ("Kemlu RI", "Kementerian Luar Negeri Indonesia"),
        ("Kementerian Luar Negeri Republik Indonesia", "Kemlu Indonesia"),
        ("Badan intelijen Korsel", "Badan Intelijen Nasional Korea Selatan"),
    ],
)
def test_formal_and_press_names_of_a_body_are_equal(left: str, right: str) -> None:
    assert body_name(left) == body_name(right)


def test_bodies_of_two_states_differ() -> None:
    assert body_name("Kemlu RI") != body_name("Kemlu China")


def test_a_place_loses_the_word_for_its_kind_but_a_city_keeps_it() -> None:
    assert place_name("wilayah Kursk") == place_name("Kursk")
    assert place_name("Kota Gaza") != place_name("Jalur Gaza")


def test_titles_of_one_office_are_equal() -> None:
    assert title_name("Menlu") == title_name("Menteri Luar Negeri")
    assert title_name("Menteri Pertahanan") != title_name("Menteri Luar Negeri")


@pytest.mark.parametrize(("text", "expected"), [("PBB", True), ("Hamas", False), ("BP2MI", True)])
def test_acronyms_are_words_of_capitals(text: str, expected: bool) -> None:
    assert is_acronym(text) is expected


def test_initials_have_one_letter_or_no_vowel() -> None:
    assert [part for part in ("w", "lp", "un", "jong", "yo") if is_initial(part)] == ["w", "lp"]


def test_left_out_parts_keep_their_order() -> None:
    assert left_out(("a", "b", "c"), ("a", "c")) == ("b",)
    assert left_out(("a", "b", "c"), ("c", "a")) is None
