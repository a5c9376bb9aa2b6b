from kg.model import EntityType
from tests.resolve.factory import body, graph, ids, office, person, persons, place, reading, state

RUS, PRK, USA = state("RUS", "Rusia"), state("PRK", "Korea Utara"), state("USA", "AS")
MYS, IDN = state("MYS", "Malaysia"), state("IDN", "Indonesia")


def test_states_are_one_by_code_whatever_their_name() -> None:
    made = graph(reading("a", [state("CHN", "China")]), reading("b", [state("CHN", "Tiongkok")]))
    (china,) = made.entities
    assert (china.id, china.names) == ("state/CHN", ("China", "Tiongkok"))


def test_a_label_is_the_most_frequent_full_form() -> None:
    made = graph(
        reading("a", [person("Sergei Lavrov")]),
        reading("b", [person("Sergey Lavrov")]),
        reading("c", [person("Sergey Lavrov")]),
        reading("d", [state("USA", "AS")]),
        reading("e", [state("USA", "AS")]),
        reading("f", [state("USA", "Amerika Serikat")]),
    )
    assert {entity.id: entity.label for entity in made.entities} == {
        "person/sergey-lavrov": "Sergey Lavrov",
        "state/USA": "Amerika Serikat",
    }


def test_persons_who_share_a_name_part_stay_apart() -> None:
    made = graph(
        reading(
            "a",
            [person("Kim Jong Un", "Kim"), PRK],
            office("Kim Jong Un", "Pemimpin", "Korea Utara"),
        ),
        reading(
            "b",
            [person("Kim Yo Jong", "Kim"), PRK],
            office("Kim Yo Jong", "Pejabat", "Korea Utara"),
        ),
        reading("c", [person("Kim"), PRK]),
    )
    assert sorted(persons(made)) == ["person/kim", "person/kim-jong-un", "person/kim-yo-jong"]


def test_father_and_son_stay_apart_in_the_same_office() -> None:
    made = graph(
        reading("a", [person("George Bush", "Bush"), USA], office("George Bush", "Presiden", "AS")),
        reading(
            "b", [person("George W. Bush", "Bush"), USA], office("George W. Bush", "Presiden", "AS")
        ),
    )
    assert len(persons(made)) == 2


def test_a_junior_is_not_his_father() -> None:
    made = graph(
        reading("a", [person("Ahmad Yani"), IDN], office("Ahmad Yani", "Jenderal", "Indonesia")),
        reading(
            "b", [person("Ahmad Yani Jr"), IDN], office("Ahmad Yani Jr", "Jenderal", "Indonesia")
        ),
    )
    assert len(persons(made)) == 2


def test_two_ministers_named_ahmad_stay_apart() -> None:
    made = graph(
        reading(
            "a",
            [person("Ahmad Zahid", "Ahmad"), MYS],
            office("Ahmad Zahid", "Menteri Pertahanan", "Malaysia"),
        ),
        reading(
            "b",
            [person("Ahmad Haikal", "Ahmad"), IDN],
            office("Ahmad Haikal", "Menteri Agama", "Indonesia"),
        ),
        reading("c", [person("Ahmad"), MYS], office("Ahmad", "Menteri Kesihatan", "Malaysia")),
        reading("d", [person("Ahmad"), IDN], office("Ahmad", "Menteri Perhubungan", "Indonesia")),
    )
    assert len(persons(made)) == 4


def test_bearers_of_one_full_name_in_states_that_never_meet_stay_apart() -> None:
    made = graph(
        reading("a", [person("Ahmad Fauzi"), MYS], office("Ahmad Fauzi", "Menteri", "Malaysia")),
        reading("b", [person("Ahmad Fauzi"), MYS], office("Ahmad Fauzi", "Menteri", "Malaysia")),
        reading("c", [person("Ahmad Fauzi"), IDN], office("Ahmad Fauzi", "Menteri", "Indonesia")),
    )
    assert sorted(map(sorted, persons(made).values())) == [["a", "b"], ["c"]]


def test_a_wrong_state_in_one_article_does_not_split_a_person() -> None:
    ukraine = state("UKR", "Ukraina")
    made = graph(
        reading(
            "a", [person("Vladimir Putin"), RUS], office("Vladimir Putin", "Presiden", "Rusia")
        ),
        reading(
            "b",
            [person("Vladimir Putin"), RUS, ukraine],
            office("Vladimir Putin", "Presiden", "Ukraina"),
        ),
    )
    assert persons(made) == {"person/vladimir-putin": {"a", "b"}}


def test_one_name_alone_joins_the_only_full_name_with_its_office() -> None:
    made = graph(
        reading(
            "a",
            [person("Vladimir Putin", "Putin"), RUS],
            office("Vladimir Putin", "Presiden", "Rusia"),
        ),
        reading("b", [person("Putin"), RUS], office("Putin", "Presiden", "Rusia")),
        reading("c", [person("Katerina Putin"), RUS]),
    )
    assert persons(made)["person/vladimir-putin"] == {"a", "b"}
    assert [link.reason for link in made.links] == ["one name alone; both are presiden of RUS"]


def test_one_name_alone_without_support_stays_alone() -> None:
    made = graph(reading("a", [person("Vladimir Putin"), RUS]), reading("b", [person("Putin")]))
    assert len(persons(made)) == 2


def test_one_name_alone_joins_whom_it_is_known_to_mean() -> None:
    made = graph(
        reading("a", [person("Vladimir Putin", key="vladimir-putin")]),
        reading("b", [person("Putin", key="vladimir-putin")]),
        reading("c", [person("Putin")]),
    )
    assert persons(made)["person/vladimir-putin"] == {"a", "b"}


def test_one_name_alone_joins_by_the_company_it_keeps() -> None:
    made = graph(
        reading("a", [person("Sergei Shoigu"), person("Kim Jong Un"), PRK]),
        reading("b", [person("Shoigu"), person("Kim Jong-un"), PRK]),
    )
    assert persons(made)["person/sergei-shoigu"] == {"a", "b"}


def test_persons_of_one_article_stay_apart() -> None:
    lavrov = office("Lavrov", "Menlu", "Rusia")
    made = graph(
        reading("a", [person("Sergei Lavrov"), RUS], office("Sergei Lavrov", "Menlu", "Rusia")),
        reading("b", [person("Sergei Lavrov"), person("Lavrov"), RUS], lavrov),
    )
    assert sorted(map(sorted, persons(made).values())) == [["a", "b"], ["b"]]


def test_a_left_out_name_needs_an_office_or_company() -> None:
    short = reading(
        "a", [person("Retno Marsudi"), IDN], office("Retno Marsudi", "Menlu", "Indonesia")
    )
    titled = office("Retno LP Marsudi", "Menteri Luar Negeri", "Indonesia")
    assert len(persons(graph(short, reading("b", [person("Retno LP Marsudi"), IDN], titled)))) == 1
    assert len(persons(graph(short, reading("b", [person("Retno LP Marsudi"), IDN])))) == 2


def test_a_wrong_letter_is_forgiven_with_support_only() -> None:
    right = reading("a", [person("Sergei Shoigu"), RUS], office("Sergei Shoigu", "Menhan", "Rusia"))
    wrong = [person("Sergei Shoiguw"), RUS]
    held = office("Sergei Shoiguw", "Menteri Pertahanan", "Rusia")
    assert len(persons(graph(right, reading("b", wrong, held)))) == 1
    assert len(persons(graph(right, reading("b", wrong)))) == 2


def test_a_short_form_of_a_body_joins_where_an_article_gives_both() -> None:
    made = graph(
        reading("a", [body("Badan Pangan Nasional", "BPN")]),
        reading("b", [body("BPN")]),
        reading("c", [body("Badan Pangan Nasional (BPN)")]),
    )
    assert ids(made, EntityType.ORGANIZATION) == ["organization/badan-pangan-nasional"]


def test_a_short_form_with_two_meanings_joins_nothing() -> None:
    made = graph(
        reading("a", [body("Badan Pangan Nasional", "BPN")]),
        reading("b", [body("Badan Pertanahan Nasional", "BPN")]),
        reading("c", [body("BPN")]),
    )
    assert len(made.entities) == 3


def test_a_description_that_fits_several_agencies_joins_none() -> None:
    made = graph(
        reading("a", [body("Tasnim", "kantor berita Iran")]),
        reading("b", [body("Mehr", "kantor berita Iran")]),
    )
    assert len(made.entities) == 2


def test_a_ministry_without_its_state_joins_nothing_and_keeps_an_id_of_its_own() -> None:
    made = graph(
        reading("a", [body("Kementerian Luar Negeri")]),
        reading("b", [body("Kementerian Luar Negeri")]),
    )
    assert ids(made, EntityType.ORGANIZATION) == [
        "organization/kementerian-luar-negeri",
        "organization/kementerian-luar-negeri-b-m1",
    ]


def test_places_of_one_name_in_two_states_differ_by_key_only() -> None:
    made = graph(
        reading("a", [place("Tripoli", key="tripoli-libya")]),
        reading("b", [place("Tripoli", key="tripoli-lebanon")]),
        reading("c", [place("Tripoli")]),
        reading("d", [place("wilayah Kursk")]),
        reading("e", [place("Kursk")]),
    )
    found = {entity.label: entity.key for entity in made.entities}
    assert len(made.entities) == 4
    assert found["wilayah Kursk"] is None


def test_a_name_that_only_places_with_different_keys_bear_joins_nothing() -> None:
    made = graph(
        reading("a", [place("Tripoli", key="tripoli-libya")]),
        reading("b", [place("Tripoli", key="tripoli-lebanon")]),
    )
    assert len(made.entities) == 2


def test_a_thing_is_told_why_it_is_one() -> None:
    made = graph(reading("a", [person("Kim Jong Un")]), reading("b", [person("Kim Jong-un")]))
    assert made.entities[0].reasons == ("equal names in 2 articles",)
