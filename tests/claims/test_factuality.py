"""How sure a sentence is of an event: the nearest cue in the clause decides."""

import pytest

from kg.model import Factuality
from tests.claims.factory import mentions


def attack(written: str) -> Factuality:
    (mention,) = (one for one in mentions(written) if one.frame == "Attack")
    return mention.factuality


@pytest.mark.parametrize(
    "written",
    [
        "Rusia menyerang/VERB Ukraina .",
        "Rusia telah menyerang/VERB Ukraina .",
        # cues of another clause, or behind the trigger
        "Jepang mungkin menolak/VERB , dan Rusia menyerang/VERB Ukraina .",
        "Kim tidak hadir/VERB , Rusia menyerang/VERB Ukraina .",
        "Rusia , yang tidak mundur/VERB , menyerang/VERB Ukraina .",
        "Rusia menyerang/VERB Ukraina dan akan mundur/VERB .",
        "Jepang ragu/VERB jika Iran mundur/VERB setelah Rusia menyerang/VERB Ukraina .",
        # a preposition cuts off, unless the parse says otherwise
        "Kim membahas/VERB hal dalam serangan/NOUN/0/root Rusia ke Ukraina .",
        "Rusia menolak/VERB gencatan sejak serangan/NOUN/0/root ke Ukraina .",
    ],
)
def test_certain(written: str) -> None:
    assert attack(written) is Factuality.CERTAIN


@pytest.mark.parametrize(
    "written",
    [
        "Rusia akan menyerang/VERB Ukraina .",
        "Rusia berencana/VERB menyerang/VERB Ukraina .",
        "Rusia siap/ADJ untuk menyerang/VERB Ukraina .",
        "Rusia mengancam/VERB akan menyerang/VERB Ukraina .",
        "Rusia tidak mundur/VERB dan akan menyerang/VERB Ukraina .",
    ],
)
def test_planned(written: str) -> None:
    assert attack(written) is Factuality.PLANNED


@pytest.mark.parametrize(
    "written",
    [
        "Rusia mungkin menyerang/VERB Ukraina .",
        "Rusia diduga/VERB menyerang/VERB Ukraina .",
        "Jika Rusia menyerang/VERB Ukraina , Jepang menolak/VERB .",
        "Rusia dituduh/VERB menyerang/VERB Ukraina .",
        "Rusia akan diduga/VERB menyerang/VERB Ukraina .",  # the nearest wins
    ],
)
def test_possible(written: str) -> None:
    assert attack(written) is Factuality.POSSIBLE


@pytest.mark.parametrize(
    "written",
    [
        "Rusia tidak menyerang/VERB Ukraina .",
        "Rusia belum pernah/ADV menyerang/VERB Ukraina .",
        "Rusia membantah/VERB menyerang/VERB Ukraina .",
        "Rusia membatalkan/VERB serangan ke Ukraina .",
        "Rusia tidak akan menyerang/VERB Ukraina .",
        "Rusia akan tidak menyerang/VERB Ukraina .",
    ],
)
def test_denied(written: str) -> None:
    assert attack(written) is Factuality.DENIED


@pytest.mark.parametrize("head", [2, 3])
def test_what_governs_the_trigger_counts_from_afar(head: int) -> None:
    far = "Rusia mengancam/VERB kota kota kota kota kota kota"
    assert attack(f"{far} serangan/NOUN/{head}/obj ke Ukraina .") is Factuality.PLANNED
    assert attack(f"{far} serangan/NOUN/0/root ke Ukraina .") is Factuality.CERTAIN


@pytest.mark.parametrize("cue", ["akan", "siap/ADJ", "mungkin"])
def test_words_that_are_said_do_not_weaken_a_statement(cue: str) -> None:
    (mention,) = (o for o in mentions(f"Rusia {cue} mendukung/VERB Iran .") if o.frame != "Attack")
    assert mention.factuality is Factuality.CERTAIN
