"""A workspace's graph put into a triple store over HTTP, graph by graph.

The merged facts, which a store with a default graph of its own might mix with others', get a name
of their own (``…/id/all``); every article keeps its named graph.
"""

AUTO, GSP, UPDATE = PROTOCOLS = ("auto", "gsp", "update")  #: GSP is Graph Store HTTP Protocol
BATCH = 1000  #: triples in a request; some stores compile what is sent, and choke on more
