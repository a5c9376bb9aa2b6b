from kg.model import Article, Support
from kg.resolve.sources import copies_of, outlet, wording
from tests.resolve.factory import event, graph, person, reading

STORY = (
    "Presiden Arjuna tiba di ibu kota pada Senin pagi untuk bertemu rekannya dan membahas "
    "perdagangan, keamanan laut, serta pertukaran pelajar antara kedua negara sahabat itu. "
    "Pertemuan berlangsung dua jam di istana dan berakhir dengan jamuan makan siang bersama "
    "para menteri. Kedua pemimpin sepakat untuk bertemu lagi tahun depan di kota pelabuhan."
)
OTHER = (
    "Harga beras naik di pasar tradisional sejak awal bulan karena panen terlambat dan hujan "
    "deras merusak jalan dari sentra produksi. Pedagang berharap pasokan dari gudang pemerintah "
    "segera dikirim agar pembeli tidak beralih ke bahan pangan lain seperti jagung dan singkong."
)


def article(id_: str, source: str = "", publisher: str | None = None) -> Article:
    return Article(id=id_, text="", source=source or f"{id_}.txt", publisher=publisher)


def test_a_copy_with_a_new_beginning_is_the_same_source() -> None:
    copy = f"JAKARTA, KOMPAS – {STORY.replace('Senin pagi', 'Senin (1/9)')} (ant/red)"
    assert [*copies_of(map(wording, (copy, STORY, OTHER, STORY)))] == [0, 0, 2, 0]


def test_short_texts_of_equal_words_are_not_taken_for_copies() -> None:
    caption = wording("Foto: Antara")
    assert [*copies_of([caption, caption])] == [0, 1]


def test_an_outlet_is_known_by_name_or_address() -> None:
    assert outlet(article("a", publisher="Detik.com")) == outlet(
        article("b", publisher="detik.com")
    )
    assert outlet(article("c", "https://www.tempo.co/1")) == "tempo.co"
    assert outlet(article("d")) != outlet(article("e"))


def test_an_event_counts_articles_outlets_and_independent_sources() -> None:
    people = [person("Kim Jong Un"), person("Vladimir Putin")]
    meeting = event("Meeting", participant=["Kim Jong Un", "Vladimir Putin"], date="2025-09-03")
    made = graph(
        reading("a", people, meeting, text=STORY, publisher="Detik"),
        reading("b", people, meeting, text=f"{STORY} (red)", publisher="Tempo"),
        reading("c", people, meeting, text=OTHER, publisher="Tempo"),
    )
    assert made.support == (("event/meeting-a-e1", Support(articles=3, outlets=2, independent=2)),)
