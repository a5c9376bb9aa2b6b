"""The shape of the code: who may import whom, where a library may be used, how long things grow."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "kg").rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]

#: A stage imports only itself and stages of earlier lines.
STAGES = (
    ("errors", "model", "found", "fingerprint", "watch", "disk", "uncollected"),
    ("knowledge",),
    ("articles",),
    ("sentences",),
    ("mentions",),
    ("claims",),
    ("resolve",),
    ("spreading",),
    ("rdf",),
    ("resolved", "sparql", "statements", "kept", "compact"),
    ("lookup",),
    ("changes", "confined", "kept_dataset"),
    ("keeping",),
    ("store",),
    ("questions",),
    ("views",),
    ("database",),
    ("workspace",),
    ("intake",),
    ("salvage",),
    ("remembering", "stages"),
    ("reader",),
    ("engines",),
    ("latest",),
    ("exports",),
    ("status", "pipeline", "loading"),
    ("repair", "shards"),
    ("evaluation",),
    ("evaluation", "explain"),
    ("watching",),
    ("api",),
    ("web",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(STAGES) for name in names}

#: The only files, or folders, that may import a library.
OWNERS = {
    "stanza": {"kg/sentences/parsers/stanza.py"},
    "torch": {
        "kg/sentences/parsers/stanza.py",
        "kg/sentences/parsers/fast.py",
        "kg/sentences/encoder/",
    },
    "tokenizers": {"kg/sentences/encoder/pieces.py"},
    "pyvis": {"kg/views/page.py", "kg/views/_page/"},
    "jinja2": {"kg/views/page.py", "kg/views/_page/"},
    "pyoxigraph": {
        "kg/statements.py",
        "kg/compact.py",
        "kg/store.py",
        "kg/kept.py",
        "kg/keeping.py",
        "kg/kept_dataset.py",
        "kg/lookup.py",
        "kg/views/",
        "kg/rdf/terms.py",
    },
    "rdflib": {"kg/rdf/", "kg/kept_dataset.py", "kg/views/", "kg/store.py", "kg/questions.py"},
    "pyarrow": {
        "kg/views/parquet.py",
        "kg/articles/kinds/parquet.py",
        "kg/shards/readings.py",
    },
    "ray": {"kg/engines/_connection.py", "kg/engines/_pieces.py", "kg/engines/ray.py"},
    "fsspec": {"kg/articles/remote.py", "kg/shards/place.py"},
    "zstandard": {"kg/articles/packed.py"},
    "pandas": {"kg/api/rows.py"},
    "pyshacl": {"kg/rdf/check.py"},
    "networkx": {"kg/views/", "kg/resolve/"},
    "trafilatura": {"kg/articles/"},
    "charset_normalizer": {"kg/articles/encoding.py"},
    "dateparser": {"kg/mentions/", "kg/articles/"},
    "babel": {"kg/knowledge/", "kg/mentions/", "kg/articles/"},
    "rapidfuzz": {"kg/mentions/", "kg/resolve/"},
    "datasketch": {"kg/resolve/"},
    "starlette": {
        "kg/web/app.py",
        "kg/web/asking.py",
        "kg/web/edits.py",
        "kg/web/sending.py",
    },
    "uvicorn": {"kg/cli/serve.py", "kg/web/connection.py"},
    "feedparser": {"kg/watching/entries.py"},
    "protego": {"kg/watching/robots.py"},
    "tld": {"kg/watching/pages.py"},
    "sqlite3": {"kg/database.py", "kg/salvage.py"},
    "yaml": {"kg/knowledge/"},
    "click": {"kg/cli/"},
    "tqdm": {"kg/cli/"},
    "requests": {"kg/loading/client.py", "kg/watching/fetch.py"},
    "urllib3": {"kg/loading/client.py"},
    "urllib.request": {"kg/sentences/models.py"},
}

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
MOST_PARAMETERS = 5  # that may be given by position


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Full names of the modules a file imports; ``from a import b`` counts as ``a.b``."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def stage(module: str) -> str:
    return module.split(".")[1]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_stages_are_the_folders_and_files_that_exist() -> None:
    """A new stage must be given its place in the order."""
    found = {stage(module_name(path)) for path in MODULES if module_name(path) != "kg"}
    assert found <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_stage_imports_only_earlier_stages(path: Path) -> None:
    if module_name(path) == "kg":
        return
    own = stage(module_name(path))
    ours = [name for name in imported(path) if name.startswith("kg.")]
    later = [
        name
        for name in ours
        if stage(name) in RANK and stage(name) != own and RANK[stage(name)] >= RANK[own]
    ]
    assert later == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    place = path.relative_to(ROOT).as_posix()
    strangers = {
        library
        for name in imported(path)
        for library, owners in OWNERS.items()
        if (name == library or name.startswith(f"{library}."))
        and not any(
            place == owner or (owner[-1] == "/" and place.startswith(owner)) for owner in owners
        )
    }
    assert strangers == set()


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nothing_is_imported_by_a_star(path: Path) -> None:
    assert not [name for name in imported(path) if name.endswith(".*")]


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    known = {module_name(path): path for path in MODULES}
    edges = {name: sorted(_top_level(path, known) - {name}) for name, path in known.items()}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join((*above, name))
        if name not in done:
            for other in edges[name]:
                visit(other, (*above, name))
            done.add(name)

    for name in edges:
        visit(name, ())


def _top_level(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of ours that are imported when the file is; those for types alone are not."""
    found = set()
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg"):
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in known else str(node.module))
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in known}
    # A package is imported before what lies inside it: that is no circle.
    own = module_name(path)
    return {name for name in found & known.keys() if not own.startswith(f"{name}.")}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_only_the_command_line_prints(path: Path) -> None:
    if path.is_relative_to(ROOT / "kg" / "cli"):
        return
    printed = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "input", "breakpoint")
    ]
    assert printed == []


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_files_and_functions_stay_small(path: Path) -> None:
    """A reader sees a file on a few screens and a function on one."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    long = {
        function.name: lines
        for function in functions_of(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_functions_take_few_parameters_by_position(path: Path) -> None:
    """More than a handful must be named by the caller; click names those of a command."""
    if path.is_relative_to(ROOT / "kg" / "cli"):
        return
    many = {
        function.name: count
        for function in functions_of(path)
        if (count := len(function.args.posonlyargs + function.args.args)) > MOST_PARAMETERS + 1
    }
    assert many == {}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_module_says_why_it_exists(path: Path) -> None:
    parsed = tree(path)
    assert not parsed.body or ast.get_docstring(parsed)


def test_no_broad_except() -> None:
    """What is caught has a name; a program's own mistakes must be seen."""
    broad = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
    ]
    assert broad == []
