"""Where the data that ships with Simpul lies, in a checkout and in an installed wheel."""

from pathlib import Path
from typing import Any

import yaml

from kg.errors import KnowledgeError

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(folder: str) -> Path:
    """The folder ``ontology``, ``queries``, ``models`` or ``examples``.

    A checkout has them beside the package, a wheel inside it. KnowledgeError where neither does.
    """
    for root in (_PACKAGE.parent, _PACKAGE / "_shipped"):
        if (root / folder).is_dir():
            return root / folder
    raise KnowledgeError(f"{folder}: folder not found beside or inside {_PACKAGE}; reinstall")


def load_yaml(path: Path) -> Any:
    """The content of a YAML file.

    KnowledgeError where it cannot be read or, with file and place, where it does not parse.
    """
    try:
        return _yaml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}: not UTF-8; save it as UTF-8") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path}: {error}".replace("\n", " ")) from error


def _yaml(text: str) -> Any:
    """The content of YAML, read by libyaml where it is there: ten times as fast."""
    if yaml.__with_libyaml__:
        try:
            return yaml.load(text, yaml.CSafeLoader)
        except yaml.YAMLError:
            pass  # the other reader tells better what is wrong
    return yaml.safe_load(text)
