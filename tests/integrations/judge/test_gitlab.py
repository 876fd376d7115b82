"""The job for GitLab CI: as GitLab wants it, and its shell run as a runner runs it."""

import json
from xml.etree import ElementTree

import pytest
import yaml
from conftest import CLEAN, EXAMPLES, JOURNEY, ROOT, WRONG, only, valid, valid_shell

JOB = ROOT / ".gitlab/check.yml"


def job():
    return yaml.safe_load(JOB.read_text())["journey-check"]


@pytest.fixture(params=["sh", "bash"])
def run_job(project, programs, request):
    """Runs the lines of the job in one shell, as a runner does; it stops at the first that fails."""

    def run(journey=True, **variables):
        if journey:
            programs("journey", f'#!/bin/sh\nexec "{JOURNEY}" "$@"\n')
        lines = "\n".join([*job()["before_script"], *job()["script"]])
        environment = {"PATH": str(programs.folder), **job()["variables"], **variables}
        setup = "set -eo pipefail" if request.param == "bash" else "set -e"
        return project.run(request.param, "-c", f"{setup}\n{lines}", environment=environment)

    return run


def test_the_job_and_the_example_are_as_gitlab_wants_them():
    valid("vendor.gitlab-ci", JOB)
    valid("vendor.gitlab-ci", EXAMPLES / "gitlab-ci.yml")


def test_the_example_sets_variables_that_there_are():
    example = yaml.safe_load((EXAMPLES / "gitlab-ci.yml").read_text())
    assert example["include"][0]["file"] == JOB.relative_to(ROOT).as_posix()
    assert example["journey-check"]["variables"].keys() <= job()["variables"].keys()


def test_the_shell_is_sound():
    for line in [*job()["before_script"], *job()["script"]]:
        valid_shell("#!/bin/sh\nset -e\n" + line, "sh")


def test_findings_stand_in_the_log_and_in_both_reports(project, run_job):
    project.write("maps/a.journey", WRONG)
    run = run_job()
    assert run.returncode == 1 and "error[unknown-key]" in run.stdout, run
    reports = job()["artifacts"]["reports"]
    entries = json.loads(project.read(reports["codequality"]))
    assert [entry["location"]["path"] for entry in entries] == ["maps/a.journey"]
    results = ElementTree.fromstring(project.read(reports["junit"]))
    assert (results.get("tests"), results.get("failures")) == ("1", "1")


def test_a_clean_repository_passes_and_has_reports(project, run_job):
    project.write("shop.journey", CLEAN)
    run = run_job()
    assert run.returncode == 0 and run.stdout.endswith("All clear: no findings in 1 file\n"), run
    reports = job()["artifacts"]["reports"]
    assert json.loads(project.read(reports["codequality"])) == []
    assert ElementTree.fromstring(project.read(reports["junit"])).get("tests") == "1"


def test_paths_and_denied_warnings_are_variables(project, run_job):
    project.write("journey.toml", only("unused-name", unknown_key="warning")).write("a/x.journey", WRONG)
    project.write("b/y.journey", 'persona ida "Ida" { goal: "Sleep" }\njourney z "Z" { persona: ida }\n')
    assert run_job().returncode == 0
    assert run_job(JOURNEY_DENY="warnings").returncode == 1
    run = run_job(JOURNEY_DENY="warnings", JOURNEY_PATHS="b/y.journey journey.tml")
    assert run.returncode == 2 and "cannot read journey.tml" in run.stderr


def test_without_a_program_it_is_built_or_asked_for(project, run_job, programs):
    project.write("shop.journey", WRONG)
    run = run_job(journey=False)
    assert run.returncode == 2 and "JOURNEY_SOURCE" in run.stderr
    programs(
        "cargo",
        f"""#!/bin/sh
test "$*" = "install --locked --quiet --git https://example.com/journey.git journey-cli" || exit 9
cp '{JOURNEY}' '{programs.folder}/journey'
""",
    )
    assert run_job(journey=False, JOURNEY_SOURCE="https://example.com/journey.git").returncode == 1
