"""HTTP as triple stores want it: logged in, tried again where that may help, errors in one line."""

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.util import Retry

import kg
from kg.errors import EndpointError

TRIES = 6  #: of one request, the first among them
BACKOFF = 0.5  # seconds before the second try; they double with each
LONGEST_WAIT = 60  # seconds, if the server asks for more
_TIMEOUT = (10, 600)  # seconds to connect, and for the server to think
_FAILED = (429, 500, 502, 503, 504)
_SHOWN = 200  # characters of what a server says
_WHO = re.compile(r"^(?:<[^>]*>|\w+\([^)]*\)): ")
_TAGS = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who is asking: a name and a password, or a token."""

    user: str = ""
    password: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered."""

    status: int
    kind: str  #: its media type, without parameters
    text: str

    @property
    def done(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300


class Client:
    """A connection to triple stores; use it in a ``with`` statement.

    Server errors and broken connections are tried again, TRIES times in all with growing pauses,
    so every request must be one that may arrive twice.
    """

    def __init__(self, login: Login | None = None) -> None:
        self._login = login or Login()
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"simpul/{kg.__version__}"
        self._session.auth = _Token(self._login.token)
        again = Retry(
            total=TRIES - 1,
            backoff_factor=BACKOFF,
            status_forcelist=_FAILED,
            allowed_methods=None,
            raise_on_status=False,
            retry_after_max=LONGEST_WAIT,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=again))

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def ask(
        self,
        method: str,
        url: str,
        *,
        params: dict[str, str] | None = None,
        body: str | dict[str, str] = "",
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """Send a request; a ``body`` of names and values is sent as a form.

        EndpointError where no server answers. A refusal is a Reply too, see ``refused``.
        """
        content = body.encode() if isinstance(body, str) else body

        def send() -> requests.Response:
            # A redirect would turn what is sent into a question, and carry a password elsewhere.
            return self._session.request(
                method,
                url,
                params=params,
                data=content,
                headers=headers,
                timeout=_TIMEOUT,
                allow_redirects=False,
            )

        try:
            response = send()
            if response.status_code == requests.codes.unauthorized and self._log_in(response):
                response = send()
        except requests.RequestException as error:
            raise EndpointError(f"{url}: no answer: {reason(error)}") from error
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        moved = response.headers.get("Location", "") if response.is_redirect else ""
        text = f"moved to {moved}" if moved else response.content.decode(errors="replace")
        return Reply(status=response.status_code, kind=kind, text=text)

    def _log_in(self, refusal: requests.Response) -> bool:
        """Use name and password from now on, as the server wants them; whether that is new."""
        if not self._login.user or not isinstance(self._session.auth, _Token):
            return False
        wanted = refusal.headers.get("WWW-Authenticate", "").lower()
        name, password = self._login.user, self._login.password
        if "digest" in wanted and "basic" not in wanted:
            self._session.auth = HTTPDigestAuth(name, password)
        else:  # as bytes, since requests takes letters for Latin-1
            self._session.auth = HTTPBasicAuth(name.encode(), password.encode())
        return True


class _Token(AuthBase):
    """A token if there is one; also keeps requests from looking for passwords in ~/.netrc."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def checked(url: str) -> str:
    """The address itself; EndpointError for one that is none, or that holds a password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise EndpointError(f"{url}: not an address that begins with http:// or https://")
    if parts.username is not None:
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise EndpointError(f"{shown}: no name or password in an address; use --user NAME")
    return url


def refused(url: str, reply: Reply) -> EndpointError:
    """The error for a reply that is a refusal, with what the server says."""
    if reply.status in (requests.codes.unauthorized, requests.codes.forbidden):
        why = "not allowed; log in with --user NAME and the password in SIMPUL_PASSWORD"
    else:
        why = "refused"
    said = _TAGS.sub(" ", reply.text) if reply.kind == "text/html" else reply.text
    shown = " ".join(html.unescape(said).split())
    shown = f"{shown[:_SHOWN]} …" if len(shown) > _SHOWN else shown
    return EndpointError(f"{url}: {why} ({reply.status})" + (f": {shown}" if shown else ""))


def reason(error: requests.RequestException) -> str:
    """The innermost reason in a line: what wraps it repeats the address and has no news."""
    found: BaseException = error
    while True:
        inner = getattr(found, "reason", None) or next(
            (part for part in reversed(found.args) if isinstance(part, BaseException)), None
        )
        if not isinstance(inner, BaseException):
            break
        found = inner
    return _WHO.sub("", " ".join(str(found).split()))
