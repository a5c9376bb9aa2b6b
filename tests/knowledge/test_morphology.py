"""Verb forms of stems, as dictionaries (KBBI) write them."""

import pytest

from kg.knowledge.morphology import voices

ACTIVE = {
    # the first sound of the stem goes
    "kirim": "mengirim",
    "kunjungi": "mengunjungi",
    "kecam": "mengecam",
    "pukul": "memukul",
    "pasok": "memasok",
    "publikasikan": "memublikasikan",
    "serang": "menyerang",
    "sambut": "menyambut",
    "tembak": "menembak",
    "tolak": "menolak",
    "targetkan": "menargetkan",
    "terjemahkan": "menerjemahkan",
    # it stays
    "bunuh": "membunuh",
    "fitnah": "memfitnah",
    "veto": "memveto",
    "culik": "menculik",
    "dukung": "mendukung",
    "jatuhkan": "menjatuhkan",
    "zalimi": "menzalimi",
    "gempur": "menggempur",
    "hantam": "menghantam",
    "ajak": "mengajak",
    "ikuti": "mengikuti",
    "undang": "mengundang",
    "ekspor": "mengekspor",
    "obati": "mengobati",
    "lansir": "melansir",
    "muat": "memuat",
    "nyatakan": "menyatakan",
    "nilai": "menilai",
    "rebut": "merebut",
    "wakili": "mewakili",
    "yakini": "meyakini",
    # one syllable
    "bom": "mengebom",
    "tes": "mengetes",
    "cap": "mengecap",
    # loans keep their clusters
    "protes": "memprotes",
    "kritik": "mengkritik",
    "klaim": "mengklaim",
    "transfer": "mentransfer",
    "stabilkan": "menstabilkan",
    "sponsori": "mensponsori",
    "syaratkan": "mensyaratkan",
    "khianati": "mengkhianati",
    # the prefix per- stays, a stem that begins alike loses its sound
    "peroleh": "memperoleh",
    "perkuat": "memperkuat",
    "perangi": "memerangi",
    "percayai": "memercayai",
}


@pytest.mark.parametrize(("stem", "active"), ACTIVE.items(), ids=ACTIVE)
def test_the_active_form(stem: str, active: str) -> None:
    assert voices(stem)[active] == "active"


@pytest.mark.parametrize("stem", ACTIVE)
def test_a_stem_has_one_active_form_or_two(stem: str) -> None:
    forms = [form for form, voice in voices(stem).items() if voice == "active"]
    assert 1 <= len(forms) <= 2
    assert all(form.startswith("me") for form in forms)


@pytest.mark.parametrize(
    ("stem", "passives"),
    [
        ("serang", {"diserang", "terserang"}),
        ("kirimkan", {"dikirimkan", "terkirimkan"}),
        ("rebut", {"direbut", "terebut"}),
        ("undang", {"diundang", "terundang"}),
    ],
)
def test_the_passive_forms(stem: str, passives: set[str]) -> None:
    assert {form for form, voice in voices(stem).items() if voice == "passive"} == passives


@pytest.mark.parametrize("wrong", ["menserang", "mengkirim", "mempukul", "mentolak"])
def test_forms_that_no_newspaper_writes_are_left_out(wrong: str) -> None:
    stems = ("serang", "kirim", "pukul", "tolak")
    assert wrong not in {form for stem in stems for form in voices(stem)}
