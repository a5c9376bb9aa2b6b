"""Who does what to a verb or an event noun, seen in the slots that a frame fills."""

import pytest

from tests.claims.factory import mentions, slots


def read(frame: str, written: str) -> dict[str, set[str]]:
    """The slots of the one mention of a frame in a sentence."""
    (mention,) = (one for one in mentions(written) if one.frame == frame)
    return slots(mention)


@pytest.mark.parametrize(
    ("written", "attacker", "target"),
    [
        ("Ukraina menggempur/VERB Kota Kursk .", "Ukraina", "Kursk"),
        ("Kota Kursk digempur/VERB oleh Ukraina .", "Ukraina", "Kursk"),
        ("Kota Kursk digempur/VERB pasukan Ukraina .", "Ukraina", "Kursk"),
        # event nouns: possessor, verbs that carry them, relative clauses
        ("Serangan Israel ke Gaza berlanjut/VERB .", "Israel", "Gaza"),
        ("Serangan oleh pasukan Israel terhadap Hamas berlanjut/VERB .", "Israel", "Hamas"),
        ("Israel melancarkan/VERB serangan ke Gaza .", "Israel", "Gaza"),
        ("Serangan ke Gaza dilancarkan/VERB oleh Israel .", "Israel", "Gaza"),
        ("Serangan ke Gaza itu telah dilancarkan/VERB Israel .", "Israel", "Gaza"),
        ("Serangan yang dilancarkan/VERB Israel ke Gaza usai .", "Israel", "Gaza"),
        # serial and coordinated verbs, control
        ("Rusia maju/VERB dan menyerang/VERB Ukraina .", "Rusia", "Ukraina"),
        ("Rusia , yang menyerang/VERB Ukraina , mundur/VERB .", "Rusia", "Ukraina"),
        ("Rusia siap/ADJ untuk menyerang/VERB Ukraina .", "Rusia", "Ukraina"),
    ],
)
def test_agent_and_patient(written: str, attacker: str, target: str) -> None:
    found = read("Attack", written)
    assert (found["attacker"], found["target"]) == ({attacker}, {target})


@pytest.mark.parametrize(
    "written",
    [
        "Pertemuan antara Kim dan Putin berlangsung/VERB di Beijing .",
        "Pertemuan Kim dan Putin digelar/VERB di Beijing .",
        "Di Beijing , Kim bertemu/VERB dengan Putin .",
        "Kim menggelar/VERB pertemuan dengan Putin di Beijing .",
        "Putin diterima/VERB Kim di Beijing .",
    ],
)
def test_parties_and_place_of_a_meeting(written: str) -> None:
    assert read("Meeting", written) == {"participant": {"Kim", "Putin"}, "place": {"Beijing"}}


@pytest.mark.parametrize(
    "written",
    [
        "Dalam pertemuan dengan Kim , Putin memuji/VERB Iran .",
        "Putin memuji/VERB Iran dalam pertemuan dengan Kim .",
    ],
)
def test_the_subject_around_an_event_noun_takes_part(written: str) -> None:
    assert read("Meeting", written)["participant"] == {"Kim", "Putin"}


def test_the_subject_around_an_event_noun_with_parties_of_its_own_does_not() -> None:
    found = read("Meeting", "Lavrov memuji/VERB hasil dalam pertemuan antara Kim dan Putin .")
    assert found["participant"] == {"Kim", "Putin"}


def test_a_trigger_does_not_reach_into_the_next_clause() -> None:
    found = read("Meeting", "Kim bertemu/VERB Putin , Lavrov menunggu/VERB di Jakarta .")
    assert found == {"participant": {"Kim", "Putin"}}


def test_a_trigger_does_not_reach_past_bahwa() -> None:
    found = read("Statement", "Rusia mengecam/VERB Israel bahwa Iran salah .")
    assert found["target"] == {"Israel"}


def test_whom_it_helps_stands_behind_a_helping_verb() -> None:
    found = read("Deployment", "Iran mengirim/VERB tentara untuk membantu/VERB Rusia .")
    assert (found["deployer"], found["beneficiary"]) == ({"Iran"}, {"Rusia"})


def test_a_path_tells_how_a_filler_was_found() -> None:
    (mention,) = mentions("Kim/PROPN/2/nsubj bertemu/VERB dengan Putin .")
    paths = {filler.value.text: filler.path for filler in mention.fillers}
    assert paths["Kim"] == "agent: subject by parse and order"
    assert paths["Putin"] == "dengan: [dengan] to the right"
