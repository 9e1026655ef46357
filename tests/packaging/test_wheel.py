"""The wheel, installed where there is no checkout, does what the checkout does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORT = "reports/qitai-2023.json"
FINDINGS = 1

pytestmark = pytest.mark.slow


@attrs.frozen
class Built:
    """The two archives of a release."""

    sdist: Path
    wheel: Path


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run `command` in `cwd` without what would let it find the checkout."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))}
    return subprocess.run(command, cwd=cwd, env=clean, capture_output=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the sdist, and the wheel out of the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    build = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert build.returncode == 0, build.stderr.decode()
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="module")
def elsewhere(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel with what it declares into a fresh environment, and lay the reports beside it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", with_pip=True, symlinks=os.name != "nt")
    install = run(scripts(folder) / "python", "-m", "pip", "install", built.wheel, cwd=folder)
    assert install.returncode == 0, install.stderr.decode()
    shutil.copytree(ROOT / "reports", folder / "reports")
    return folder


def scripts(folder: Path) -> Path:
    """Return where the environment in `folder` has its commands."""
    return folder / "venv" / ("Scripts" if os.name == "nt" else "bin")


def files(top: Path) -> set[str]:
    """Return the files under `top` of this checkout, relative to it."""
    return {path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file() and kept(path)}


def kept(path: Path) -> bool:
    """Whether `path` belongs into an archive: no byte code."""
    return "__pycache__" not in path.parts


def test_wheel_carries_grammar_and_rules(built: Built) -> None:
    """The grammar and every rule pack travel inside the package, beside nothing else."""
    with zipfile.ZipFile(built.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in names} == {"auditor"}
    assert "auditor/py.typed" in names
    for folder in ("grammar", "rules"):
        prefix = f"auditor/_data/{folder}/"
        carried = {name.removeprefix(prefix) for name in names if name.startswith(prefix)}
        assert carried, f"{folder} is empty"
        assert carried == files(ROOT / folder)


def test_sdist_can_be_built_and_tested(built: Built) -> None:
    """The source archive holds all that a build and a test run need."""
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("auditor", "grammar", "reports", "rules", "tests"):
        assert {f"{folder}/{name}" for name in files(ROOT / folder)} <= names
    assert {"pyproject.toml", "LICENSE", "README.md", "README.zh.md", "CHANGELOG.md"} <= names


@pytest.mark.parametrize("options", [(), ("--format", "json")], ids=["text", "json"])
def test_same_audit_as_the_checkout(options: tuple[str, ...], elsewhere: Path) -> None:
    """The installed command finds the same, to the byte, as the code under test."""
    installed = run(scripts(elsewhere) / "auditor", "check", REPORT, *options, cwd=elsewhere)
    program = "import sys; from auditor.cli import main; sys.exit(main())"
    checkout = run(sys.executable, "-c", program, "check", REPORT, *options, cwd=ROOT)
    assert (installed.returncode, installed.stderr) == (FINDINGS, checkout.stderr)
    assert installed.stdout == checkout.stdout
    assert installed.stdout
    assert checkout.returncode == FINDINGS
