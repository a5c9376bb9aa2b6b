"""Names of organisations in one article that mean one thing."""

import pytest

from kg.knowledge.gazetteers import name_words
from kg.mentions.chains import Folded, other_chains
from kg.model import EntityType


def chains(*names: str) -> list[set[str]]:
    """The names of each chain; they stand in the article in the order in which they are given."""
    found: dict[tuple[Folded, str | None], list[int]] = {
        (name_words(name), None): [place] for place, name in enumerate(names)
    }
    made = other_chains(EntityType.ORGANIZATION, found, {})
    return [{" ".join(name) for name in chain.names} for chain in made]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Komite Pemantau Pemilu", "KPP"),
        ("Forum Warga dan Nelayan", "FWN"),
        ("PT Sumber Makmur (Persero) Tbk", "Sumber Makmur"),
        ("Persikas Kabupaten Subang", "Persikas"),
        ("Pengadilan Negeri Kota Baru", "PN Kota Baru"),
    ],
)
def test_a_short_form_is_of_the_long_name_that_it_shortens(long: str, short: str) -> None:
    both = {" ".join(name_words(long)), " ".join(name_words(short))}
    assert chains(long, short) == [both]


@pytest.mark.parametrize(
    "names",
    [
        ("Komite Pemantau Pemilu", "PPK"),
        ("Komite Pemantau Pemilu", "Kantor Pos Palu", "KPP"),
        ("Warga Pemantau Pemilu", "Warga"),
    ],
)
def test_what_shortens_no_name_or_two_stays_alone(names: tuple[str, ...]) -> None:
    assert len(chains(*names)) == len(names)
