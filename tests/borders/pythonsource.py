"""One Python file as its syntax tree: what it imports when it runs, which names it uses, which words it holds."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def files(*globs: str) -> list[Path]:
    """Return the files of the project that match; each glob must match some."""
    found: list[Path] = []
    for glob in globs:
        matching = sorted(path for path in ROOT.glob(glob) if path.is_file())
        assert matching, f"没有文件与“{glob}”相符；如果改了名，请一起改这里的界线"
        found += matching
    return found


def name_of(path: Path) -> str:
    """Return a file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path, version: tuple[int, int] | None = None) -> ast.Module:
    """Return the syntax tree, optionally as an older Python reads it."""
    return ast.parse(path.read_bytes(), filename=name_of(path), feature_version=version)


def imports(path: Path, *, typing_only: bool = False) -> set[str]:
    """Return the absolute names of the modules that a file imports; with ``typing_only``, for types as well."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    found: set[str] = set()
    for node in _statements(tree_of(path), typing_only=typing_only):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names if not node.module}
    return found


def _statements(node: ast.AST, *, typing_only: bool) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        guarded = (
            isinstance(child, ast.If)
            and isinstance(child.test, ast.Name)
            and child.test.id == "TYPE_CHECKING"
        )
        if typing_only or not guarded:
            yield child
            yield from _statements(child, typing_only=typing_only)


def names(path: Path) -> set[str]:
    """Return every bare name that a file reads."""
    return {
        node.id
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def attributes(path: Path) -> set[str]:
    """Return every attribute that a file reads."""
    return {
        node.attr
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def words(path: Path) -> list[str]:
    """Return the string literals of a file; docstrings are none."""
    tree = tree_of(path)
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every function of a file with the number of its lines."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
