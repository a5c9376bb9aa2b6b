"""What tests of all stages share: the shared articles, and how hypothesis searches."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run, and no deadline: a slow machine is no failure.
settings.register_profile(
    "simpul",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("simpul")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of articles and annotations that are not part of the project."""
    folder = os.environ.get("SIMPUL_DATA")
    if not folder:
        pytest.skip("SIMPUL_DATA is not set: the annotated articles are not part of the project")
    return Path(folder)
