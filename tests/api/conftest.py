"""The workspace of the examples, opened."""

from pathlib import Path

import pytest

from kg.api.opened import OpenWorkspace


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> OpenWorkspace:
    import kg

    return kg.open(demo_folder)
