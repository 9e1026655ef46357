"""To add a check, a reader, a rendering or a function is to add one file: each has its folder's shape."""

from __future__ import annotations

import ast

import attrs
import pytest

from tests.architecture.package import MODULES, PACKAGE, Module


@attrs.frozen
class Shape:
    """What each public module of a folder offers; `returns` is empty where that differs from file to file."""

    folder: str
    function: str
    returns: str
    constants: frozenset[str] = frozenset()

    @property
    def modules(self) -> list[Module]:
        """Return the plug-ins: the modules of the folder whose names are not private."""
        prefix = f"auditor.{self.folder.replace('/', '.')}."
        names = [(module, module.name.removeprefix(prefix)) for module in MODULES]
        return [
            module
            for module, rest in names
            if module.name != rest and "." not in rest and not rest.startswith("_")
        ]


FAMILIES = (
    "arithmetic sums shares rates growth repeated counts order scores surveys structure english".split()
)
SHAPES = [
    *(Shape(f"checks/{family}", "check", "Iterator[Outcome]") for family in FAMILIES),
    Shape("readers", "read", "Report", frozenset({"SUFFIXES"})),
    Shape("renderings", "render", "str"),
    Shape("evaluation/functions", "apply", "", frozenset({"NAMES", "SUMMARY"})),
]

PLUGINS = [
    pytest.param(shape, module, id=module.name.removeprefix("auditor."))
    for shape in SHAPES
    for module in shape.modules
]


def function_of(shape: Shape, module: Module) -> ast.FunctionDef | None:
    """Return the function that `shape` asks of `module`, if it is there."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == shape.function:
            return node
    return None


def assigned(module: Module) -> set[str]:
    """Return the names that `module` assigns at its top level."""
    names: set[str] = set()
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case _:
                pass
    return names


@pytest.mark.parametrize(("shape", "module"), PLUGINS)
def test_offers_its_function(shape: Shape, module: Module) -> None:
    """The function is there under its name, documented, and says what it returns."""
    function = function_of(shape, module)
    assert function is not None, f"{module.path.name} has no function {shape.function}"
    assert function.returns is not None
    assert shape.returns in {"", ast.unparse(function.returns)}
    assert ast.get_docstring(module.tree)
    assert ast.get_docstring(function)
    assert shape.constants <= assigned(module)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.folder)
def test_one_signature_a_folder(shape: Shape) -> None:
    """Every plug-in of a folder is called alike: parameters of the same names in the same order."""
    functions = {module.name: function_of(shape, module) for module in shape.modules}
    called = {
        name: [argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)]
        for name, function in functions.items()
        if function is not None
    }
    assert len({tuple(parameters) for parameters in called.values()}) <= 1, called


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.folder)
def test_nobody_keeps_a_list(shape: Shape) -> None:
    """Plug-ins are found by their folder: no module but another plug-in names one in an import."""
    names = {module.name for module in shape.modules}
    astray = []
    for module in MODULES:
        if module.name in names:
            continue
        for node in ast.walk(module.tree):
            match node:
                case ast.ImportFrom(module=str(source), names=aliases):
                    wanted = {source, *(f"{source}.{alias.name}" for alias in aliases)}
                case ast.Import(names=aliases):
                    wanted = {alias.name for alias in aliases}
                case _:
                    continue
            astray += [f"{module.place(node)}: {name}" for name in sorted(wanted & names)]
    assert astray == []


def test_every_family_of_checks_is_held_to_its_shape() -> None:
    found = {each.name for each in (PACKAGE / "checks").iterdir() if (each / "__init__.py").is_file()}
    assert found == {*FAMILIES, "common"}


def test_the_folders_that_exist_hold_something() -> None:
    """A folder for plug-ins that holds none would let the tests above pass on nothing."""
    for shape in SHAPES:
        if (PACKAGE / shape.folder / "__init__.py").is_file():
            assert shape.modules, shape.folder
