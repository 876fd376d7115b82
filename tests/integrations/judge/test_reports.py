"""Reports, read by others: the schema of JUnit results and two readers of XML, and JSON as GitLab reads it."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("junit-10.xsd"))


@pytest.mark.parametrize("kind", ["nasty", "incomplete"])
def test_junit_results_are_as_jenkins_wants_them(kind, request):
    project = request.getfixturevalue(kind)
    run = project.check("--format", "junit", "--output", "results.xml")
    assert run.returncode == (1 if kind == "nasty" else 2), run.stderr
    SCHEMA.validate(project.folder / "results.xml")
    root = ElementTree.parse(project.folder / "results.xml").getroot()
    names = {case.get("classname") for case in root.iter("testcase")}
    if kind == "nasty":
        assert names == {suite.get("name") for suite in root} and {"ünï/旅程 😀.journey", "red␛[31m.journey"} <= names
        assert any("gaol" in failure.text for failure in root.iter("failure"))
    else:
        assert [error.get("type") for error in root.iter("error")] == ["settings"]


def test_results_without_any_case_are_results(project):
    (project.folder / "notes").mkdir()
    project.check("--format", "junit", "--output", "results.xml", "notes")
    SCHEMA.validate(project.folder / "results.xml")


def test_a_wrong_result_would_be_found(project):
    project.write("results.xml", '<testsuites><testsuite name="a" tests="1"/></testsuites>')
    assert not SCHEMA.is_valid(project.folder / "results.xml")


def test_gitlab_reads_every_entry(nasty):
    run = nasty.check("--format", "gitlab")
    entries = json.loads(run.stdout)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) > 8
    for entry in entries:
        # What GitLab's own parser asks for; it stops at the first entry that lacks one of them.
        assert all(isinstance(entry[key], str) and entry[key] for key in ("description", "fingerprint", "severity"))
        path, line = entry["location"]["path"], entry["location"]["lines"]["begin"]
        assert (nasty.folder / path).is_file() and isinstance(line, int) and line >= 1
