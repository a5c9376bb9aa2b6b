"""What robots.txt allows (RFC 9309), read by Protego."""

from urllib.parse import urlsplit

from protego import Protego

from kg.errors import FetchError
from kg.watching.clock import DAY
from kg.watching.fetch import NAME, REST, Fetcher

_LONGEST = 60.0  #: seconds between two pages, if robots.txt asks for more
_MOST = 500 * 2**10  #: bytes of a robots.txt that are read, as RFC 9309 has it


class Robots:
    """The rules of each host, asked for once a day."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._known: dict[str, tuple[float, Protego]] = {}

    def allows(self, url: str) -> bool:
        """Whether a page may be fetched.

        FetchError where the host cannot say: then nothing may be fetched yet.
        """
        return bool(self._rules(url).can_fetch(url, NAME))

    def rest(self, url: str) -> float:
        """Seconds between two pages of this host; errors as above."""
        return min(max(self._rules(url).crawl_delay(NAME) or 0.0, REST), _LONGEST)

    def _rules(self, url: str) -> Protego:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._known.get(place, (0.0, None))
        if rules is None or not 0 < until - self._fetcher.clock.now() <= DAY:
            rules = self._asked(f"{place}/robots.txt")
            self._known[place] = (self._fetcher.clock.now() + DAY, rules)
        return rules

    def _asked(self, url: str) -> Protego:
        try:
            content = self._fetcher.get(url).content
        except FetchError as error:
            if error.passes:
                raise
            content = b""  # there is none: all is allowed
        return Protego.parse(content[:_MOST].decode("utf-8", "replace"))
