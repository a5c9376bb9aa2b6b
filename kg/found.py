"""The modules of a folder by name, so that a new format or parser is one new file and no list."""

import importlib
import pkgutil
from types import ModuleType


def names(package: ModuleType) -> list[str]:
    """The names of the modules directly inside ``package``, sorted; private ones are left out."""
    every = (module.name for module in pkgutil.iter_modules(package.__path__))
    return sorted(name for name in every if not name.startswith("_"))


def found(package: ModuleType) -> dict[str, ModuleType]:
    """The modules of those names, imported."""
    return {name: importlib.import_module(f"{package.__name__}.{name}") for name in names(package)}
