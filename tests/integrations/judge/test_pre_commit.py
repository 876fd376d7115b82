"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit in real repositories."""

import os
import shutil
import sys

import pytest
import yaml
from conftest import CLEAN, EXAMPLES, JOURNEY, ROOT, WRONG, Project

PRE_COMMIT = [sys.executable, "-m", "pre_commit"]


@pytest.fixture
def hooks(tmp_path_factory):
    """A repository with what the hooks need of this one, committed."""
    repository = Project(tmp_path_factory.mktemp("hooks"))
    (repository.folder / ".ci").mkdir()
    for path in (".pre-commit-hooks.yaml", ".ci/pre-commit"):
        shutil.copy(ROOT / path, repository.folder / path)
    return commit(repository)


def git(repository, *arguments):
    identity = ["-c", "user.name=Maya", "-c", "user.email=maya@example.com", "-c", "core.hooksPath=/nowhere"]
    run = repository.run("git", *identity, *arguments)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def commit(repository):
    git(repository, "init", "--quiet")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Begin")
    return repository


@pytest.fixture
def journeys(project, hooks, tmp_path_factory):
    """A repository of journeys in which nothing is wrong, with the example's settings for pre-commit."""
    settings = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text())
    settings["repos"][0].update(repo=str(hooks.folder), rev=git(hooks, "rev-parse", "HEAD"))
    people, journey = CLEAN.split("\n\n", 1)
    project.write(".pre-commit-config.yaml", yaml.safe_dump(settings))
    project.write("people/personas.journey", people + "\n").write("maps/shop.journey", journey).write("notes.txt", "")
    commit(project)
    home = str(tmp_path_factory.mktemp("home"))

    def run(*arguments, journey=JOURNEY, **environment):
        git(project, "add", "--all")
        variables = {"PRE_COMMIT_HOME": home, "JOURNEY": str(journey), **environment}
        return project.run(*PRE_COMMIT, "run", *arguments, environment=variables)

    project.pre_commit = run
    return project


def test_the_hooks_are_as_pre_commit_wants_them(project):
    run = project.run(*PRE_COMMIT, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert run.returncode == 0, run.stdout
    run = project.run(*PRE_COMMIT, "validate-config", str(EXAMPLES / "pre-commit-config.yaml"))
    assert run.returncode == 0, run.stdout


def test_a_mistake_is_told_and_stops_the_commit(journeys):
    journeys.write("maps/shop.journey", journeys.read("maps/shop.journey").replace("emotion", "emtion"))
    run = journeys.pre_commit("journey-check")
    assert run.returncode == 1 and "error[unknown-key]" in run.stdout and "maps/shop.journey:" in run.stdout, run.stdout
    journeys.write("maps/shop.journey", journeys.read("maps/shop.journey").replace("emtion", "emotion") + "\n")
    run = journeys.pre_commit("journey-check")
    assert run.returncode == 0 and "Passed" in run.stdout, run.stdout


def test_a_name_that_another_file_needs_is_missed(journeys):
    journeys.write("people/personas.journey", journeys.read("people/personas.journey").replace("maya", "tom"))
    run = journeys.pre_commit("journey-check")
    assert run.returncode == 1 and "maps/shop.journey:" in run.stdout, run.stdout


def test_settings_are_checked(journeys):
    journeys.write("journey.toml", 'language = "one"\n')
    run = journeys.pre_commit("journey-check")
    assert run.returncode == 1 and "error: `language` needs" in run.stdout, run.stdout


def test_the_example_denies_warnings(journeys):
    journeys.write("people/new.journey", 'channel app "App"\n')
    run = journeys.pre_commit("journey-check")
    assert run.returncode == 1 and "warning[unused-name]" in run.stdout, run.stdout


def test_other_files_are_nothing_to_check(journeys):
    journeys.write("notes.txt", WRONG)
    run = journeys.pre_commit()
    assert run.returncode == 0 and run.stdout.count("Skipped") == 2, run.stdout


def test_the_formatter_gets_the_files_of_the_commit(journeys, programs):
    says = programs("journey", '#!/bin/sh\nprintf "<%s>" "$@"; echo\nexit 1\n')
    journeys.write("maps/other map.journey", CLEAN).write("notes.txt", "new")
    run = journeys.pre_commit("journey-fmt", journey=says)
    assert run.returncode == 1 and "<fmt><maps/other map.journey>\n" in run.stdout, run.stdout


def test_the_program_is_built_once_and_from_the_hooks_own_folder(journeys, programs):
    # Cargo as the script calls it: it says so, and puts the program where it was told to.
    programs(
        "cargo",
        f"""#!/bin/sh
echo "$PWD: $*" >>'{programs.folder}/calls'
test "$1 $2 $3 $4 $6" = "install --locked --quiet --root --path" || exit 9
mkdir -p "$5/bin" && cp '{JOURNEY}' "$5/bin/journey"
""",
    )
    for change in ("// one\n", "// two\n"):
        journeys.write("maps/shop.journey", change + journeys.read("maps/shop.journey"))
        run = journeys.pre_commit("journey-check", journey="", PATH=f"{programs.folder}:{os.environ['PATH']}")
        assert run.returncode == 0 and "Passed" in run.stdout, run.stdout
    calls = (programs.folder / "calls").read_text().splitlines()
    assert len(calls) == 1 and calls[0].endswith("--path crates/journey-cli"), calls
    assert not calls[0].startswith(str(journeys.folder))
