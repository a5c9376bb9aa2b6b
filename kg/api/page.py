"""The page of a workspace inside a notebook."""

from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True, slots=True)
class Page:
    """A page to look at: as the last value of a cell it is shown below it."""

    html: str = field(repr=False)  #: all of it; it needs no other file and no network
    height: int  #: in a notebook, in pixels

    def _repr_html_(self) -> str:
        """A frame around the page, which can run its scripts but not reach the notebook."""
        return (
            f'<iframe title="Simpul" sandbox="allow-scripts" srcdoc="{escape(self.html)}"'
            f' style="width: 100%; height: {self.height:d}px; border: 0"></iframe>'
        )
