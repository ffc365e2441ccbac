"""The rules of the house, as tests. What ruff can see (marks, prints, dead code) is ruff's."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_archon import archrule

import app

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*ROOT.glob("*.py"), *ROOT.glob("app/**/*.py"), *ROOT.glob("tools/**/*.py")])
MOST_LINES = {"file": 300, "class": 200, "function": 40}

# What may be longer: its own limit, and why it is not cut. Blank lines and comments do not count.
LONGER: dict[str, tuple[int, str]] = {}

# Who may say SQLite outside app/services/book and the migrations, and why.
SPEAKS_SQLITE = {
    "app/services/customers/search.py": "the search is SQLite's FTS5",
    "app/services/importing/writing.py": "bulk rows go in by the dialect's insert",
}
PARTIAL_INDEX = re.compile(r"\bsqlite_where\b")  # SQLAlchemy's own word for it, said in models
SQLITE = re.compile(r"sqlite|sqlcipher|\bpragma\b", re.IGNORECASE)

# Who may read the clock below the screen, and why; everybody else is told the day.
READS_THE_CLOCK = {
    "app/models/base.py": "stamps of creation and change are the instant of writing",
}

# Hosts that may stand in a tracked file: names of formats, reserved names, this computer.
HOSTS = re.compile(
    r"(www\.w3\.org|schemas\.openxmlformats\.org|keepachangelog\.com|semver\.org|localhost"
    r"|127\.0\.0\.1|(.+\.)?example(\.(com|org|net))?|.+\.(test|invalid))$"
)
URL_HOST = re.compile(r"https?://([\w.-]+)")
REGISTRY = re.compile(r"py[p]i\.org|python[h]osted|conda\.an[a]conda|artif[a]ctory", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w./~-])/(?:work|farm|root|home|Users)/[\w.]|[A-Z]:\\Users\\\w")


# ---- layers


def test_models_stand_on_their_own():
    archrule("models").match("app.models*").should_not_import(
        "app.ui*", "app.services*", "app.cli*", "PySide6*", "matplotlib*"
    ).check(app)


def test_services_know_nothing_of_the_screen():
    archrule("services").match("app.services*").should_not_import(
        "app.ui*", "app.cli*", "PySide6*", "matplotlib*"
    ).check(app)


def test_the_ui_speaks_to_services_only():
    (
        archrule("ui")
        .match("app.ui*")
        .may_import("app.models.kinds")
        .should_not_import("app.models*", "app.cli*", "sqlalchemy*", "alembic*", "sqlcipher3*")
        .check(app, only_direct_imports=True)
    )


def test_the_command_line_needs_no_screen():
    (
        archrule("cli")
        .match("app.cli*")
        .exclude("app.cli.report*", "app.cli.self_test*")  # these draw
        .should_not_import("app.ui*", "PySide6*", "matplotlib*", "sqlalchemy*")
        .check(app, only_direct_imports=True, skip_type_checking=True)
    )


def test_the_mathematics_is_pure():
    (
        archrule("trajectory")
        .match("app.services.trajectory*")
        .may_import("app.models.kinds", "app.services.trajectory*", "app.services.errors")
        .may_import("app.language")  # the words for its numbers
        .should_not_import("app.*", "sqlalchemy*", "PySide6*", "time*", "random*", "os*")
        .check(app)
    )


def test_migrations_are_history_and_do_not_know_todays_models():
    archrule("migrations").match("app.models.migrations.versions*").should_not_import(
        "app.models*", "app.services*"
    ).check(app)


def test_only_the_book_the_search_and_bulk_writing_speak_sqlite():
    at_home = ("app/services/book/", "app/models/migrations/")
    said = {
        name
        for name, code in code_of("app/**/*.py")
        if not name.startswith(at_home) and SQLITE.search(without_partial_indexes(name, code))
    }
    assert said <= set(SPEAKS_SQLITE)


def test_services_and_models_are_told_the_day():
    asked = {
        name
        for pattern in ("app/models/**/*.py", "app/services/**/*.py")
        for name, code in code_of(pattern)
        if re.search(r"\.(today|now|utcnow)\(|\btime\.(time|localtime)\(", code)
    }
    assert asked <= set(READS_THE_CLOCK)


def test_only_the_door_to_the_book_commits():
    committing = {
        name
        for name, code in code_of("app/**/*.py")
        if re.search(r"\bsession\.(commit|rollback)\(", code)
    }
    assert committing <= {"app/services/book/database.py"}


def test_only_one_room_sweeps_up_garbage():
    sweeping = {
        name
        for name, code in code_of("app/**/*.py")
        if re.search(r"^import gc$", code, re.MULTILINE)
    }
    assert sweeping == {"app/ui/garbage.py"}


# ---- size


def test_files_classes_and_functions_are_short():
    too_long = [
        f"{name}: {lines} lines, at most {most}"
        for name, kind, lines in sizes()
        if lines > (most := LONGER.get(name, (MOST_LINES[kind], ""))[0])
    ]
    assert not too_long, "\n".join(too_long)


def test_every_exception_in_size_is_still_needed():
    needed = {name for name, kind, lines in sizes() if lines > MOST_LINES[kind]}
    assert set(LONGER) <= needed


# ---- what is committed


def test_no_tracked_file_names_a_registry_a_foreign_host_or_a_path_of_one_machine():
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked_texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if is_of_one_machine(line)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https:/" + "/mirror.corp.local/simple",
        "see " + "/ro" + "ot/.cache/thing",
        "C:" + "\\Users\\ana\\book",
    ],
)
def test_a_machines_own_host_or_path_would_be_noticed(line):
    assert is_of_one_machine(line)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes_and_from_nowhere_in_particular(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.-]+==\S+( ; [^\n]+)? \\\n +--hash=sha256:", entry), entry[:80]
    assert "://" not in text


def test_what_is_tested_is_what_is_shipped():
    shipped, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in shipped} == shipped


def test_every_dependency_has_its_reason_in_the_documents():
    wanted = set(re.findall(r"^[\w.-]+", (ROOT / "requirements.in").read_text(), re.MULTILINE))
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    shipped = page.partition("\n## For developers")[0]
    explained = re.findall(r"^### ([\w.-]+)", shipped, re.MULTILINE)
    assert sorted(map(str.lower, explained)) == sorted(map(str.lower, wanted))


# ---- how the rules look at the code


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_of(pattern: str) -> Iterator[tuple[str, str]]:
    """Each file's code without its comments and docstrings."""
    for path in sorted(ROOT.glob(pattern)):
        tree = ast.parse(path.read_bytes())
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                node.value = ast.Constant(...)
        yield relative(path), ast.unparse(tree)


def without_partial_indexes(name: str, code: str) -> str:
    return PARTIAL_INDEX.sub("", code) if name.startswith("app/models/") else code


def sizes() -> Iterator[tuple[str, str, int]]:
    """Every file, class and function outside the migrations with its number of code lines."""
    for path in SOURCES:
        if "migrations" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        counts = [bool(line.strip()) and line.strip()[0] != "#" for line in text.splitlines()]
        yield relative(path), "file", sum(counts)
        yield from sizes_within(ast.parse(text), relative(path), counts)


def sizes_within(parent: ast.AST, name: str, counts: list[bool]) -> Iterator[tuple[str, str, int]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            inside = f"{name}::{node.name}"
            yield inside, kind, sum(counts[node.lineno - 1 : node.end_lineno])
            yield from sizes_within(node, inside, counts)
        else:
            yield from sizes_within(node, name, counts)


def tracked_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no clone, so nothing is tracked here")
    for name in filter(None, listed.stdout.decode().split("\0")):
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture or a book; or deleted and not yet committed


def is_of_one_machine(line: str) -> bool:
    foreign = any(not HOSTS.match(host) for host in URL_HOST.findall(line))
    return foreign or bool(REGISTRY.search(line) or MACHINE_PATH.search(line))


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
