"""The modules of a folder by name, so that a new format or parser is one new file and no list."""

import importlib
import pkgutil
from types import ModuleType


def found(package: ModuleType) -> dict[str, ModuleType]:
    """Modules directly inside ``package``, by name, sorted; private ones are left out."""
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    return {
        name: importlib.import_module(f"{package.__name__}.{name}")
        for name in names
        if not name.startswith("_")
    }
