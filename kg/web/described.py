"""What the server says about itself and its graph: queries that count what they describe."""

from string import Template

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "format": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}

_KNOWN = {
    **PREFIXES,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_HEAD = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _KNOWN.items())

_SERVICE = Template("""
CONSTRUCT {
  <$root/sparql> a sd:Service ;
    sd:endpoint <$root/sparql> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat format:SPARQL_Results_JSON, format:SPARQL_Results_XML,
      format:SPARQL_Results_CSV, format:SPARQL_Results_TSV, format:Turtle, format:N-Triples,
      format:TriG, format:JSON-LD, format:RDF_XML ;
    sd:defaultDataset <$root/sparql#dataset> .
  <$root/sparql#dataset> a sd:Dataset ;
    sd:defaultGraph <$root/sparql#everything> ;
    sd:namedGraph ?graph .
  <$root/sparql#everything> a sd:Graph ; void:triples ?triples .
  ?graph a sd:NamedGraph ; sd:name ?graph .
} WHERE {
  { SELECT (COUNT(*) AS ?triples) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } } }
  OPTIONAL { GRAPH ?graph {} }
}
""")

_DATASET = Template("""
CONSTRUCT {
  <$root/.well-known/void> a void:DatasetDescription ; foaf:primaryTopic ?dataset .
  ?dataset a void:Dataset, dcat:Dataset ;
    dcterms:title "Knowledge graph of Indonesian news"@en, "Graf pengetahuan berita Indonesia"@id ;
    dcterms:language "id" ;
    void:sparqlEndpoint <$root/sparql> ;
    void:uriSpace "$base" ;
    void:triples ?triples ;
    void:distinctSubjects ?subjects ;
    void:distinctObjects ?objects ;
    void:classes ?classes ;
    void:properties ?properties ;
    void:classPartition ?ofClass ;
    void:propertyPartition ?ofProperty .
  <$root/sparql> a dcat:DataService ;
    dcat:endpointURL <$root/sparql> ;
    dcat:endpointDescription <$root/sparql> ;
    dcat:servesDataset ?dataset .
  ?ofClass void:class ?class ; void:entities ?entities .
  ?ofProperty void:property ?property ; void:triples ?uses .
} WHERE {
  BIND(IRI("$root/.well-known/void#dataset") AS ?dataset)
  {
    SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)
      (COUNT(DISTINCT ?p) AS ?properties) (COUNT(DISTINCT ?o) AS ?objects)
    { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }
  } UNION {
    SELECT (COUNT(DISTINCT ?class) AS ?classes) { ?s a ?class }
  } UNION {
    { SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) { ?s a ?class } GROUP BY ?class }
    BIND(IRI(CONCAT("$root/.well-known/void#class=", ENCODE_FOR_URI(STR(?class)))) AS ?ofClass)
  } UNION {
    { SELECT ?property (COUNT(*) AS ?uses)
      { SELECT DISTINCT ?s ?property ?o { ?s ?property ?o } } GROUP BY ?property }
    BIND(IRI(CONCAT("$root/.well-known/void#property=", ENCODE_FOR_URI(STR(?property))))
      AS ?ofProperty)
  }
}
""")


def service(root: str) -> str:
    """The query that describes the endpoint under an address, with the names of its graphs."""
    return _HEAD + _SERVICE.substitute(root=root)


def dataset(root: str, base: str) -> str:
    """The query that describes the graph, whose things begin with ``base``, as VoID and DCAT."""
    return _HEAD + _DATASET.substitute(root=root, base=base)
