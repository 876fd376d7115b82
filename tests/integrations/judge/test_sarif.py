"""SARIF logs, judged by Microsoft's implementation of the standard, with its rules on what GitHub takes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

(MULTITOOL,) = Path(sys.prefix, "node_modules/@microsoft").glob("sarif-multitool-*/Sarif.Multitool")

# Journey has no page on the web yet that a log could name.
EXPECTED = "Warning_ProvideToolnformationUri"


def judged(project, log):
    """The rule and the place of everything that is an error or a warning."""
    run = subprocess.run(
        [MULTITOOL, "validate", log, "--rule-kind", "Sarif;Gh", "--level", "Error;Warning", "--output", "judged.sarif"],
        cwd=project.folder,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    (said,) = json.loads(project.read("judged.sarif"))["runs"]
    assert said["invocations"][0]["executionSuccessful"], run.stdout
    messages = [(result["ruleId"], result["message"]) for result in said["results"]]
    return [(rule, message["arguments"][0]) for rule, message in messages if message["id"] != EXPECTED]


@pytest.mark.parametrize("kind", ["nasty", "incomplete", "project"])
def test_nothing_is_wrong_with_a_log(kind, request):
    project = request.getfixturevalue(kind)
    run = project.check("--format", "sarif", "--output", "journey.sarif")
    assert run.returncode == {"nasty": 1, "incomplete": 2, "project": 0}[kind], run.stderr
    assert judged(project, "journey.sarif") == []


def test_a_wrong_log_would_be_found(nasty):
    log = json.loads(nasty.check("--format", "sarif").stdout)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    place["artifactLocation"]["uri"] = "a b|c"
    place["region"].update(startColumn=2, endColumn=1)
    nasty.write("journey.sarif", json.dumps(log))
    assert {rule for rule, _ in judged(nasty, "journey.sarif")} == {"SARIF1002", "SARIF1007"}
