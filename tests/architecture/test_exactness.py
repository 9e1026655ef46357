"""Figures stay exact and text stays text; no linter sees these builtins."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.package import MODULES, Module

# (module, what) -> why this one is not about a figure. An entry that nothing uses any more fails.
ALLOWED: dict[tuple[str, str], str] = {}

INEXACT = {"float", "round", "complex"}
EXACT_MATH = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "prod"}
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "execfile"}
RUNS_DATA = {"pickle", "cPickle", "dill", "marshal", "shelve", "subprocess", "code", "runpy"}


def inexact(module: Module) -> list[tuple[str, ast.AST]]:
    """Return every use of binary floating point in `module`, by what it is."""
    found: list[tuple[str, ast.AST]] = []
    for node in ast.walk(module.tree):
        match node:
            case ast.Constant(value=(float() | complex()) as value) if not likeness(node):
                found.append((f"literal {value}", node))
            case ast.Name(id=name) if name in INEXACT and not refuses(node):
                found.append((name, node))
            case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in EXACT_MATH:
                found.append((f"math.{name}", node))
            case ast.ImportFrom(module="math", names=names):
                found += [(f"math.{alias.name}", node) for alias in names if alias.name not in EXACT_MATH]
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec))])):
                if spec[-1] in "eEfFgG%":
                    found.append((f"format {spec}", node))
            case _:
                pass
    return found


def likeness(node: ast.Constant) -> bool:
    """Whether a literal says how alike two names must be to be called near: difflib asks for a float."""
    return isinstance(above := getattr(node, "parent", None), ast.keyword) and above.arg == "cutoff"


def refuses(node: ast.Name) -> bool:
    """Whether a float is only recognised here, to be refused: isinstance(x, float) or `case float():`."""
    above = getattr(node, "parent", None)
    if isinstance(above, ast.Tuple | ast.BinOp):
        above = getattr(above, "parent", None)
    match above:
        case ast.Call(func=ast.Name(id="isinstance")) | ast.MatchClass():
            return True
        case _:
            return False


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_binary_floats(module: Module) -> None:
    """Neither float nor round nor a literal with a point: a figure is a Fraction made from its text."""
    used = [
        f"{module.place(node)}: {what}"
        for what, node in inexact(module)
        if (module.name, what) not in ALLOWED
    ]
    assert used == []


def test_every_exception_is_still_needed() -> None:
    """An exception that nothing uses any more is removed."""
    used = {(module.name, what) for module in MODULES for what, _ in inexact(module)}
    assert set(ALLOWED) - used == set()
    assert all(reason for reason in ALLOWED.values())


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_nothing_runs_text_or_stored_objects(module: Module) -> None:
    """Rules and reports are read, never run; no stored object is unpickled; no other program is started."""
    used = []
    for node in ast.walk(module.tree):
        match node:
            case ast.Name(id=name) if name in RUNS_TEXT:
                used.append(f"{module.place(node)}: {name}")
            case ast.Import(names=names):
                used += [
                    f"{module.place(node)}: {a.name}" for a in names if a.name.split(".")[0] in RUNS_DATA
                ]
            case ast.ImportFrom(module=str(name)) if name.split(".")[0] in RUNS_DATA:
                used.append(f"{module.place(node)}: {name}")
            case ast.Attribute(value=ast.Name(id="os"), attr=name) if name in {"system", "popen"}:
                used.append(f"{module.place(node)}: os.{name}")
            case _:
                pass
    assert used == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = float(y)", ["float"]),
        ("x = round(y, 2)", ["round"]),
        ("json.loads(y, parse_float=float)", ["float"]),
        ("x: float", ["float"]),
        ("x = 0.1", ["literal 0.1"]),
        ("x = 1j", ["literal 1j"]),
        ("math.sqrt(2)", ["math.sqrt"]),
        ("from math import gcd, sqrt", ["math.sqrt"]),
        ("f'{x:.2f}'", ["format .2f"]),
        ("isinstance(x, float)", []),
        ("isinstance(x, (float, int))", []),
        ("isinstance(x, int | float)", []),
        ("match x:\n    case float():\n        pass", []),
        ("math.floor(x)", []),
        ("get_close_matches(x, y, cutoff=0.6)", []),
        ("quantize(x, step=0.6)", ["literal 0.6"]),
        ("Fraction('0.1')", []),
        ("f'{x:>10}'", []),
    ],
)
def test_the_net_has_no_holes(
    source: str, expected: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The scan above finds what it should find, and nothing else."""
    path = tmp_path_factory.mktemp("scan") / "sample.py"
    path.write_text(source, "utf-8")
    assert [what for what, _ in inexact(Module("sample", path))] == expected
