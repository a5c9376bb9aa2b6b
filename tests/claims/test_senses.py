"""Words of frames in another sense announce no event: idioms, sport, illness, accidents."""

import pytest

from kg.claims.senses import other_sense, senses
from tests.claims.factory import clauses

MATCH = "Timnas Israel menghadapi/VERB Italia pada laga final ."


def sense(word: str, frame: str, *written: str, sentence: int = 0) -> str:
    read = clauses(*written)
    token = next(t.index for t in read[sentence].sentence.tokens if t.text.lower() == word)
    return other_sense(read[sentence], token, frame, senses(read))


@pytest.mark.parametrize(
    ("word", "frame", "written"),
    [
        ("serangan", "Attack", "Warga meninggal/VERB akibat serangan jantung di Jakarta ."),
        ("serangan", "Attack", "Serangan jantung +nya tidak fatal ."),
        ("bom", "Attack", "Utang menjadi/VERB bom waktu bagi Indonesia ."),
        ("bertemu", "Meeting", "Ia bertemu/VERB ajal di Kursk ."),
    ],
)
def test_a_part_of_an_idiom(word: str, frame: str, written: str) -> None:
    assert sense(word, frame, written).startswith("part of “")


@pytest.mark.parametrize(
    ("word", "frame", "written", "sentence"),
    [
        ("menghadapi", "Attack", (MATCH,), 0),
        ("menyerang", "Attack", (MATCH, "Israel terus menyerang/VERB ."), 1),
        ("bertemu", "Meeting", ("Jepang bertemu/VERB Iran .", MATCH), 0),
        ("tewas", "Casualties", ("Dua warga tewas/VERB akibat gempa di Tokyo .",), 0),
        ("meninggal", "Casualties", ("Dua warga meninggal/VERB karena kolera .",), 0),
    ],
)
def test_a_setting_that_holds_no_such_event(
    word: str, frame: str, written: tuple[str, ...], sentence: int
) -> None:
    assert sense(word, frame, *written, sentence=sentence).startswith("the article tells of")


@pytest.mark.parametrize(
    ("word", "frame", "written", "sentence"),
    [
        ("serangan", "Attack", ("Serangan Israel ke Gaza menewaskan/VERB 12 orang .",), 0),
        # one word of sport is no match, and neither is a match three sentences away
        ("bertemu", "Meeting", ("Kim bertemu/VERB Putin di stadion .",), 0),
        ("menyerang", "Attack", (MATCH, *["Hujan ."] * 2, "Israel menyerang/VERB Iran ."), 3),
        # those whom a strike kills are told of in words of illness and accidents too
        ("menyerang", "Attack", ("Israel menyerang/VERB saat gempa .",), 0),
        # whom people may mourn in a match
        ("tewas", "Casualties", (MATCH, "Dua tentara tewas/VERB di Gaza ."), 1),
    ],
)
def test_the_sense_of_the_frame(
    word: str, frame: str, written: tuple[str, ...], sentence: int
) -> None:
    assert sense(word, frame, *written, sentence=sentence) == ""
