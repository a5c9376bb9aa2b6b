"""What a careful reader of the five examples would look for is in their graph."""

from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, RdfFormat, Store

pytestmark = pytest.mark.models

PREFIXES = """
PREFIX kg: <https://w3id.org/simpul/ns#>
PREFIX id: <https://w3id.org/simpul/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
KIM = '?kim rdfs:label "Kim Jong Un"@id .'

FACTS = {
    "Kim met Shoigu in Pyongyang": f"""{KIM} ?other rdfs:label "Sergei Shoigu"@id .
        ?event a kg:Meeting ; kg:participant ?kim, ?other ; kg:date "2025-03-21"^^xsd:date ;
               kg:place/rdfs:label "Pyongyang"@id .""",
    "Kim met Lavrov": f"""{KIM} ?other rdfs:label ?name . FILTER(CONTAINS(?name, "Lavrov"))
        ?event a kg:Meeting ; kg:participant ?kim, ?other ; kg:date "2025-07-12"^^xsd:date .""",
    "Kim met Putin in Beijing": f"""{KIM} ?other rdfs:label "Vladimir Putin"@id .
        ?event a kg:Meeting ; kg:participant ?kim, ?other ; kg:date "2025-09-03"^^xsd:date ;
               kg:place/rdfs:label "Beijing"@id .""",
    "another article has them meet in Moscow": """?conflict a kg:Conflict ;
        kg:onProperty kg:place ; kg:onSubject ?event . ?event a kg:Meeting ;
        kg:place/rdfs:label "Beijing"@id, "Moskow"@id .""",
    "the treaty of 2024": """?treaty a kg:Treaty ; kg:party id:state\\/RUS, id:state\\/PRK ;
        kg:date "2024-06-18"^^xsd:date ; kg:inForceFrom "2024-12"^^xsd:gYearMonth ;
        kg:place/rdfs:label "Pyongyang"@id ; kg:name ?name .
        FILTER(CONTAINS(?name, "Kemitraan Strategis Komprehensif"))""",
    "6,000 more are planned": """?event a kg:Deployment ; kg:deployer id:state\\/PRK ;
        kg:troopsMin 6000 ; kg:troopsMax 6000 ; kg:factuality kg:Planned .""",
}
TROOPS = ((10000, 12000), (1000, 3000), (14000, 14000))


@pytest.fixture(scope="module")
def graph(examples_folder: Path) -> Store:
    store = Store()
    store.load(path=examples_folder / "graph.ttl", format=RdfFormat.TURTLE)
    return store


def holds(graph: Store, pattern: str) -> bool:
    answer = graph.query(f"{PREFIXES} ASK {{ {pattern} }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


@pytest.mark.parametrize("pattern", FACTS.values(), ids=FACTS.keys())
def test_the_examples_say(graph: Store, pattern: str) -> None:
    assert holds(graph, pattern)


@pytest.mark.parametrize(("least", "most"), TROOPS)
def test_troops_are_counted_as_reported(graph: Store, least: int, most: int) -> None:
    assert holds(
        graph,
        f"""?event a kg:Deployment ; kg:deployer id:state\\/PRK ;
            kg:troopsMin {least} ; kg:troopsMax {most} .""",
    )
