"""Persons get the key of somebody known only where the article leaves no doubt."""

import dataclasses

import pytest

from kg.claims.identified import identified
from kg.claims.offices import find_offices
from kg.mentions import find_entities
from tests.mentions.written import parsed


def keys(marked: str, published: str | None = "2017-08-10") -> dict[str, str | None]:
    article, sentences = parsed(marked)
    article = dataclasses.replace(article, published=published)
    entities = find_entities(article, sentences)
    offices = find_offices(article, sentences, entities)
    found = identified(article, entities, offices)
    return {entity.label: entity.key for entity in found if entity.type == "Person"}


def test_a_holder_of_a_post_is_known() -> None:
    found = keys("Menteri Pertahanan Prancis [PER Florence Parly] tiba.")
    assert found == {"Florence Parly": "Q3074013"}


def test_a_well_known_person_in_another_spelling_keeps_the_usual_key() -> None:
    found = keys("Wakil Presiden Indonesia [PER Maruf Amin] tiba.", "2023-02-27")
    assert found == {"Maruf Amin": "ma-ruf-amin"}


@pytest.mark.parametrize("published", [None, "2010-01-01"])
def test_no_time_or_another_time_tells_of_nobody(published: str | None) -> None:
    found = keys("Menteri Pertahanan Prancis [PER Florence Parly] tiba.", published)
    assert found == {"Florence Parly": None}


def test_a_post_of_no_state_tells_of_nobody() -> None:
    assert keys("Menteri Pertahanan [PER Florence Parly] tiba.") == {"Florence Parly": None}


@pytest.mark.parametrize(
    "marked",
    [
        "Menteri Pertahanan Kolombia [PER Pedro Sanchez] tiba.",
        "Menteri Pertahanan [PER Pedro Sanchez] tiba di Kolombia.",
    ],
)
def test_a_namesake_of_a_well_known_person_is_not_taken_for_him(marked: str) -> None:
    assert keys(marked) == {"Pedro Sanchez": None}


@pytest.mark.parametrize(
    "marked",
    ["Presiden [PER Barack Obama] tiba.", "[PER Barack Obama] tiba.", "Dosen [PER Barack Obama]."],
)
def test_a_well_known_person_needs_no_state(marked: str) -> None:
    assert keys(marked) == {"Barack Obama": "barack-obama"}
