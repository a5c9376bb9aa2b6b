"""Every error that Simpul raises on purpose.

    KgError                    one clear line for the user; the command line prints it and exits
    ├── InputError             an article that cannot be read: names the file and the place
    │   └── FetchError         an address that cannot be fetched: knows when to ask again
    ├── KnowledgeError         a broken file under ontology/: names the file and the field
    ├── ModelError             the language models are missing, broken or not for this processor
    ├── DecisionError          a decision that cannot be obeyed: names file and line
    ├── QueryError             a query that does not exist, does not parse or may not run
    │   └── StoppedError       one that took too long or too much, or found no room to run in
    ├── RequestError           a request over HTTP that cannot be served: knows its status code
    ├── ServeError             a server that cannot start: its port, or what is not installed
    ├── WorkspaceError         an output folder that cannot be used
    │   └── BusyError          one that another process writes to at the moment
    └── EndpointError          a triple store that cannot be reached, or refuses: names its address

All of them end a command with exit code 1; kg build alone goes on after an InputError and has 3.
A message says what is wrong, where, and what to do. Foreign errors are mapped to these where the
library is called, never above.
"""

from typing import Self


class KgError(Exception):
    """Anything that is the input's or the set-up's fault, not the program's."""


class InputError(KgError):
    """An article that cannot be read."""


class FetchError(InputError):
    """A feed or page that cannot be fetched.

    ``passes`` tells whether it may be there later, ``after`` is how many seconds the server asks
    to wait until then.
    """

    def __init__(self, message: str, *, passes: bool = False, after: float = 0) -> None:
        super().__init__(message)
        self.passes = passes
        self.after = after


class KnowledgeError(KgError):
    """A file of hand-written knowledge that breaks its own rules."""


class ModelError(KgError):
    """Language models that are missing, broken or do not fit."""


class DecisionError(KgError):
    """A decision that is malformed, contradicts another or fits nothing."""


class QueryError(KgError):
    """A query that is unknown, malformed or not allowed."""


class StoppedError(QueryError):
    """A query that was ended, or never begun, to keep the machine free."""

    @classmethod
    def late(cls, seconds: float) -> Self:
        """The error of a query that had these seconds and was not done."""
        return cls(f"stopped after {seconds:g} s; allow more time or ask for less")

    @classmethod
    def displaced(cls, seconds: float) -> Self:
        """The error of a query that had these seconds, and then had to make room."""
        return cls(f"stopped after {seconds:.0f} s, since others waited; try again later")

    @classmethod
    def broken(cls, why: str) -> Self:
        """The error of a query under which the store gave way."""
        return cls(f"the query broke the store, perhaps for want of memory: {why}")


class RequestError(KgError):
    """A request over HTTP that is malformed, too large or refused; ``status`` is the answer's."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class ServeError(KgError):
    """A server that cannot be started."""


class WorkspaceError(KgError):
    """An output folder that cannot be read or written."""


class BusyError(WorkspaceError):
    """A workspace that another process has locked."""


class EndpointError(KgError):
    """A triple store that cannot be reached, or that refuses what it is asked."""
