"""The action for GitHub: as GitHub wants it, and its shell run as GitHub runs it."""

import json
import re
import subprocess

import pytest
import yaml
from conftest import CLEAN, EXAMPLES, JOURNEY, ROOT, WRONG, Project, only, valid, valid_shell

ACTION = ROOT / ".github/actions/check/action.yml"
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]


def action():
    return yaml.safe_load(ACTION.read_text())


def filled(value, inputs, outputs):
    """A value of the action with its expressions evaluated; there are only names in them."""
    values = {f"inputs.{name}": value for name, value in inputs.items()}
    values |= {f"steps.{step}.outputs.{name}": value for (step, name), value in outputs.items()}
    return re.sub(r"\$\{\{ *(\S+?) *\}\}", lambda named: values[named[1]], value)


@pytest.fixture
def use(project, tmp_path_factory, programs):
    """Uses the action as a step of a workflow would: with inputs, in the repository's root."""
    temporary = Project(tmp_path_factory.mktemp("runner"))

    def use(**given):
        given = {name.replace("_", "-"): value for name, value in given.items()}
        inputs = {name: about.get("default", "") for name, about in action()["inputs"].items()}
        assert given.keys() <= inputs.keys()
        inputs.update(given)
        outputs = {}
        said = []
        for step in action()["runs"]["steps"]:
            environment = {name: filled(value, inputs, outputs) for name, value in step["env"].items()}
            temporary.write("script.sh", step["run"]).write("outputs", "")
            run = subprocess.run(
                [*BASH, temporary.folder / "script.sh"],
                cwd=project.folder,
                env={
                    "PATH": str(programs.folder),
                    "RUNNER_TEMP": str(temporary.folder),
                    "GITHUB_OUTPUT": str(temporary.folder / "outputs"),
                    "GITHUB_ACTION_PATH": str(ACTION.parent),
                    "GITHUB_ACTIONS": "true",
                    **environment,
                },
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )
            said.append(run)
            if run.returncode != 0:
                break
            for line in temporary.read("outputs").splitlines():
                name, value = line.split("=", 1)
                outputs[step["id"], name] = value
        return said

    return use


@pytest.fixture
def journey(programs):
    """The program, on the PATH."""
    return programs("journey", f'#!/bin/sh\nexec "{JOURNEY}" "$@"\n')


def test_the_action_and_the_example_are_as_github_wants_them():
    valid("vendor.github-actions", ACTION)
    valid("vendor.github-workflows", EXAMPLES / "github-workflow.yml")


def test_the_example_sets_inputs_that_there_are():
    workflow = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text())
    step = next(step for step in workflow["jobs"]["journeys"]["steps"] if "/actions/check@" in step["uses"])
    assert step["with"].keys() <= action()["inputs"].keys()
    assert ACTION.parent.relative_to(ROOT).as_posix() in step["uses"]


def test_the_shell_is_sound_and_nothing_is_put_into_it():
    for step in action()["runs"]["steps"]:
        assert "${{" not in step["run"]
        valid_shell("#!/usr/bin/env bash\nset -eo pipefail\n" + step["run"], "bash")


def test_findings_become_annotations_and_fail_the_step(project, use, journey):
    project.write("maps/a b.journey", WRONG)
    found, checked = use()
    assert found.stdout.startswith("journey ")
    first = checked.stdout.splitlines()[0]
    assert first.startswith("::error file=maps/a b.journey,line=2,endLine=2,col=3,endColumn=6,title=unknown-key::"), (
        first
    )
    assert checked.returncode == 1


def test_a_clean_repository_passes(project, use, journey):
    project.write("shop.journey", CLEAN)
    assert [run.returncode for run in use(deny="warnings")] == [0, 0]


def test_warnings_fail_where_they_are_denied(project, use, journey):
    project.write("journey.toml", only(unknown_key="warning")).write("shop.journey", WRONG)
    assert use()[-1].returncode == 0
    assert use(deny="warnings")[-1].returncode == 1


def test_what_could_not_be_done_keeps_its_status(project, use, journey):
    project.write("journey.toml", 'language = "one"\n').write("shop.journey", WRONG)
    run = use(sarif_file="journey.sarif")[-1]
    assert run.returncode == 2 and "::error file=journey.toml,line=1," in run.stdout
    run = use(paths="nowhere")[-1]
    assert run.returncode == 2 and "title=not-checked::cannot read ./nowhere" in run.stdout, run.stdout


def test_findings_have_their_paths_from_the_root_wherever_the_check_works(project, use, journey):
    project.write("design/maps/a.journey", WRONG).write("design/more/b.journey", CLEAN).write(
        "other.journey", "wrong {"
    )
    run = use(working_directory="design", paths="maps\n\nmore\n")[-1]
    assert "file=design/maps/a.journey," in run.stdout and "other.journey" not in run.stdout, run.stdout
    assert run.stdout.endswith(" in 2 files\n")
    assert "file=design/maps/a.journey," in use(paths=str(project.folder / "design/maps"))[-1].stdout


def test_sarif_is_written_beside_the_annotations(project, use, journey):
    project.write("maps/a b.journey", WRONG)
    run = use(sarif_file="out.sarif")[-1]
    assert run.returncode == 1 and "::error file=maps/a b.journey," in run.stdout and run.stderr == ""
    log = json.loads(project.read("out.sarif"))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "maps/a%20b.journey"
    run = use(sarif_file="nowhere/out.sarif")[-1]
    assert run.returncode == 2 and "cannot write nowhere/out.sarif" in run.stderr


@pytest.mark.parametrize(
    "evil", ["$(touch evil)", '"; touch evil; "', "`touch evil`", "'; touch evil #", "--output=evil", "-o"]
)
def test_inputs_are_words_and_never_commands(project, use, journey, evil):
    project.write("shop.journey", CLEAN)
    for name in action()["inputs"]:
        run = use(**{name.replace("-", "_"): evil})[-1]
        assert not (project.folder / "evil").exists(), name
        if name not in ("sarif-file", "working-directory"):
            assert run.returncode == 2, (name, run)


def test_a_program_that_was_built_before_is_taken(project, use):
    project.write("shop.journey", CLEAN)
    assert [run.returncode for run in use(journey=str(JOURNEY))] == [0, 0]
    (run,) = use(journey="/nowhere/journey")
    assert run.returncode == 2 and run.stdout.startswith("::error title=journey::")


def test_without_a_program_it_is_built_with_cargo(project, use, programs):
    project.write("shop.journey", WRONG)
    (run,) = use()
    assert run.returncode == 2 and "no Cargo" in run.stdout
    programs(
        "cargo",
        f"""#!/bin/sh
test "$1 $2 $3 $4 $6" = "install --locked --quiet --root --path" || exit 9
test -f "$7/Cargo.toml" || exit 8
mkdir -p "$5/bin" && cp '{JOURNEY}' "$5/bin/journey"
""",
    )
    assert [run.returncode for run in use()] == [0, 1]
