"""What lies at an address, asked for politely: one request at a time, hosts are let rest."""

import email.utils
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urldefrag, urljoin, urlsplit

import requests

import kg
from kg.errors import FetchError
from kg.loading.client import reason
from kg.watching.clock import DAY, Clock

NAME = "simpul"  #: as robots.txt may call us
REST = 1.0  #: seconds between two requests to a host, if it asks for no more
LARGEST = 32 * 2**20  #: bytes of an answer, decompressed
_LONGEST = 120.0  #: seconds for an answer to come
_TIMEOUT = (10, 60)  #: seconds to connect, and between two pieces of an answer
_HOPS = 5  #: redirects that are followed
_CHUNK = 2**16
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer."""

    url: str  #: after redirects
    status: int  #: 200, or 304 where nothing has changed
    content: bytes
    headers: Mapping[str, str]  #: whatever the case of their names

    @property
    def age(self) -> float:
        """Seconds for which the server says that it stays fresh."""
        found = _AGE.search(self.headers.get("Cache-Control", ""))
        return float(found[1]) if found else 0.0


def host(url: str) -> str:
    """The host of an address, small letters; "" for what is no address of a page."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def is_page(url: str) -> bool:
    """Whether an address begins with http:// or https:// and has a host."""
    return bool(host(url))


class Fetcher:
    """Asks servers; ``contact`` tells them whom to write to.

    Neither cookies nor passwords are kept or sent.
    """

    def __init__(self, clock: Clock, contact: str = "") -> None:
        self.clock = clock
        self._free: dict[str, float] = {}  #: by host, when it may be asked again
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"{NAME}/{kg.__version__}" + (
            f" ({contact})" if contact else ""
        )
        self._session.auth = _unchanged  # else it would look for passwords in ~/.netrc
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        may: Callable[[str], bool] = is_page,
        rest: float = REST,
    ) -> Fetched:
        """What lies at ``url``, behind redirects to addresses that ``may`` allows.

        FetchError for anything but 200 and 304.
        """
        place = url
        for _ in range(_HOPS):
            if not may(place):
                raise FetchError(f"{url}: leads to {place}, where nothing is fetched")
            self._take_turn(host(place), rest)
            try:
                with self._session.get(
                    place,
                    headers=dict(headers or {}),
                    stream=True,
                    timeout=_TIMEOUT,
                    allow_redirects=False,
                ) as response:
                    if not response.is_redirect:
                        return self._answer(url, response)
                    place = urldefrag(urljoin(place, response.headers["Location"]))[0]
            except (requests.RequestException, ValueError) as error:
                why = reason(error) if isinstance(error, requests.RequestException) else error
                raise FetchError(f"{url}: no answer: {why}", passes=True) from error
        raise FetchError(f"{url}: redirects without end")

    def _take_turn(self, name: str, rest: float) -> None:
        """Let a host rest since the request before."""
        left = self._free.get(name, 0) - self.clock.now()
        if 0 < left <= DAY:
            self.clock.wait(left)
        self._free[name] = self.clock.now() + rest

    def _answer(self, url: str, response: requests.Response) -> Fetched:
        status = response.status_code
        if status not in (requests.codes.ok, requests.codes.not_modified):
            raise FetchError(
                f"{url}: {status} {response.reason or ''}".rstrip(),
                passes=status in _PASSING,
                after=self._after(response.headers.get("Retry-After", "")),
            )
        content = bytearray()
        for chunk in self._chunks(url, response):
            content += chunk
            if len(content) > LARGEST:
                raise FetchError(f"{url}: more than {LARGEST >> 20} MB")
        return Fetched(
            url=response.url, status=status, content=bytes(content), headers=response.headers
        )

    def _chunks(self, url: str, response: requests.Response) -> Iterator[bytes]:
        started = self.clock.now()
        for chunk in response.iter_content(_CHUNK):
            yield chunk
            if self.clock.now() - started > _LONGEST:
                raise FetchError(f"{url}: not done after {_LONGEST:.0f} s", passes=True)

    def _after(self, text: str) -> float:
        """Seconds that Retry-After asks for, a day at most."""
        if text.strip().isdigit():
            return min(float(text), DAY)
        try:
            then = email.utils.parsedate_to_datetime(text)
        except ValueError:
            return 0.0
        until = then if then.tzinfo else then.replace(tzinfo=UTC)
        return min(max(until.timestamp() - self.clock.now(), 0.0), DAY)


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
