"""The program under test, projects for it, and the shells of the services."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "tests/integrations/examples"
JOURNEY = Path(os.environ["JOURNEY"])

CLEAN = """persona maya "Maya" {
  goal: "Cook tonight"
}

journey shop "Weekly shop" {
  state: as-is
  persona: maya

  stage find "Find" {
    touchpoint search "Searches" {
      emotion: +1
    }
  }
}
"""
WRONG = CLEAN.replace("goal", "gaol")
ODD_NAMES = [
    "red\x1b[31m.journey",
    "50% off/a b,c;d.journey",
    'x&y <z> "q"/it\'s#1?.journey',
    "ünï/旅程 😀.journey",
    "back\\slash/c:d.journey",
]


class Project:
    """A folder of its own with journeys in it."""

    def __init__(self, folder):
        self.folder = folder

    def write(self, path, text):
        path = self.folder / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self

    def read(self, path):
        return (self.folder / path).read_text()

    def run(self, *command, **options):
        environment = {**os.environ, **options.pop("environment", {})}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **options,
        )

    def check(self, *arguments):
        return self.run(JOURNEY, "check", *arguments)


def only(*kept, **settings):
    """Settings under which only these rules speak: tests are about how findings are told, not about who finds what."""
    with tempfile.TemporaryDirectory() as folder:
        log = json.loads(Project(Path(folder)).check("--format", "sarif").stdout)
    rules = {rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]} - {"wrong-encoding", *kept}
    settings = {rule: "off" for rule in rules} | {rule.replace("_", "-"): value for rule, value in settings.items()}
    return "[rules]\n" + "".join(f'{rule} = "{value}"\n' for rule, value in sorted(settings.items()))


LANGUAGE = only("unknown-key", "unknown-name", "unused-name", "syntax-error")


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path).write("journey.toml", LANGUAGE)


@pytest.fixture
def nasty(project):
    """Names, bytes and places that are hard to report on; nothing in it keeps the check from being whole."""
    mistake = 'channel tom "😀 ]]> {0} [x](y)" { gaol: 1 }\r\n\x00\x1b[31m\x85\r\n'
    for name in ODD_NAMES:
        project.write(name, "\ufeff" + mistake)
    project.write("clean.journey", CLEAN).write("latin.journey", b'channel zo\xeb "Z"\n')
    return project.write("open.journey", 'journey j "J" {\n  goal: """\n    never')


@pytest.fixture
def incomplete(project):
    """A project of which not everything can be checked."""
    return project.write("journey.toml", 'language = "one"\n' + LANGUAGE).write("a.journey", WRONG)


def valid(schema, path):
    """Whether a file is what the schema of a service wants."""
    judge = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    judged = subprocess.run(judge, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout + judged.stderr


def valid_shell(script, shell):
    """Whether shellcheck has nothing to say."""
    judge = [Path(sys.executable).with_name("shellcheck"), f"--shell={shell}", "-"]
    judged = subprocess.run(judge, input=script, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout


@pytest.fixture
def programs(tmp_path_factory):
    """A folder for the PATH, in which a test puts programs. It has what scripts need, but no Cargo and no journey."""
    folder = tmp_path_factory.mktemp("programs")
    for name in ("bash", "cat", "cp", "dirname", "env", "git", "mkdir", "rm", "sh", "touch"):
        (folder / name).symlink_to(shutil.which(name))

    def add(name, script):
        program = folder / name
        program.write_text(script)
        program.chmod(0o755)
        return program

    add.folder = folder
    return add
