"""The workflows: valid, least privilege, pinned, and the same steps for a pull request and for publishing."""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def used(workflow: dict[Any, Any]) -> list[str]:
    """Every `uses:` of a workflow, of jobs and of steps."""
    jobs = workflow["jobs"].values()
    return [part["uses"] for job in jobs for part in (job, *job.get("steps", ())) if "uses" in part]


def ran(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sysconfig.get_path("scripts"), tool)), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_there_are_the_two_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "publish.yml"]


def test_the_workflows_follow_githubs_schema() -> None:
    done = ran("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dependabot_file_follows_its_schema() -> None:
    path = ROOT / ".github" / "dependabot.yml"
    done = ran("check-jsonschema", "--builtin-schema", "vendor.dependabot", path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing_not_even_smells() -> None:
    done = ran("zizmor", "--offline", "--persona=pedantic", "--no-config", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


@each_workflow
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(path: Path) -> None:
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if "uses:" in line]
    assert len(lines) == len(used(read(path))) > 0
    for line in lines:
        ours = r"uses: \$/\.github/workflows/[a-z]+\.yml"
        assert re.fullmatch(rf"(- )?(uses: [\w.-]+/[\w./-]+@[0-9a-f]{{40}} # v\d+\.\d+\.\d+|{ours})", line), (
            line
        )


@each_workflow
def test_a_workflow_grants_nothing_and_each_job_says_what_it_needs(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        granted = {scope for scope, level in job["permissions"].items() if level == "write"}
        assert granted == ({"pages", "id-token"} if name == "deploy" else set())


@each_workflow
def test_a_workflow_uses_no_secret(path: Path) -> None:
    assert "secrets" not in path.read_text("utf-8")


@each_workflow
def test_a_job_with_steps_cannot_run_for_hours(path: Path) -> None:
    for job in read(path)["jobs"].values():
        assert "steps" not in job or job["timeout-minutes"] <= 60


def test_publishing_runs_the_checks_of_a_pull_request_first() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "publish.yml")["jobs"]
    assert jobs["check"]["uses"] == "$/.github/workflows/check.yml"
    assert jobs["deploy"]["needs"] == "check"
    commands = [step["run"] for step in jobs["deploy"]["steps"] if "run" in step]
    assert commands == []


def test_only_a_pull_request_and_publishing_start_the_checks() -> None:
    # YAML 1.1 reads the key `on` as true.
    check, publish = (read(path)[True] for path in WORKFLOWS)
    assert set(check) == {"pull_request", "workflow_call"}
    assert publish == {"push": {"branches": ["main"]}, "workflow_dispatch": None}


def test_the_checkout_keeps_no_credentials_and_brings_the_history() -> None:
    for job in read(ROOT / ".github" / "workflows" / "check.yml")["jobs"].values():
        (checkout,) = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_the_data_is_judged_in_a_job_that_waits_for_nothing_and_does_nothing_else() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "check.yml")["jobs"]
    assert list(jobs) == ["data", "check"]
    assert not any("needs" in job for job in jobs.values())
    ran = [step["run"] for step in jobs["data"]["steps"] if "run" in step]
    assert [re.findall(r"scripts/(\w+)\.py", each) for each in ran] == [
        ["environment"], ["check"], ["changes"],
    ]  # fmt: skip
    guide = (ROOT / "docs" / "contribute.md").read_text("utf-8")
    assert f"<kbd>{jobs['data']['name']}</kbd>" in guide


def test_the_site_that_is_judged_is_the_one_that_is_published() -> None:
    steps = read(ROOT / ".github" / "workflows" / "check.yml")["jobs"]["check"]["steps"]
    told = [step.get("run") or step.get("with", {}).get("path") for step in steps]
    built, judged = "python scripts/build.py --site-dir site", "python scripts/judge.py --site site"
    assert [each for each in told if each in (built, judged, "site")] == [built, judged, "site", "site"]


@pytest.mark.parametrize(
    ("base_ref", "published", "told"),
    [
        ("main", "{0}", "--github --base origin/main"),
        ("", "{0}", "--github --base {0}"),
        ("", "", "--github --base {1}"),
        ("", "0123456789abcdef0123456789abcdef01234567", "--github --base {1}"),
    ],
    ids=["a pull request", "a later push", "the first publication", "a rewritten history"],
)
def test_what_is_published_is_held_against_what_was_published_last(
    tmp_path: Path, base_ref: str, published: str, told: str
) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    for command in (["init", "-q"], *(["commit", "-q", "--allow-empty", "-m", each] for each in "abc")):
        subprocess.run(["git", *who, *command], cwd=tmp_path, check=True)
    listed = ["git", "rev-list", "--reverse", "HEAD"]
    commits = subprocess.run(listed, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    made = (("gh", f'echo "$2" >> asked; echo {published.format(*commits)}'), ("python", 'echo "$@"'))
    for name, does in made:
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    given = {**os.environ, "PATH": path, "BASE_REF": base_ref, "GITHUB_REPOSITORY": "example/pledges"}
    done = subprocess.run(held_against(), cwd=tmp_path, env=given, capture_output=True, text=True, check=True)
    assert done.stdout == f"scripts/check.py {told.format(*commits)}\n"
    asked = tmp_path / "asked"
    one = "repos/example/pledges/actions/workflows/publish.yml/runs?status=success&per_page=1\n"
    assert (asked.read_text() if asked.exists() else "") == ("" if base_ref else one)


def held_against() -> list[str]:
    """The step that checks the data, as the runner starts it."""
    steps = read(ROOT / ".github" / "workflows" / "check.yml")["jobs"]["data"]["steps"]
    (run,) = (step["run"] for step in steps if "--base" in step.get("run", ""))
    return ["bash", "-e", "-c", run]


def test_a_publication_stops_where_nobody_can_say_what_was_published(tmp_path: Path) -> None:
    (tmp_path / "gh").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "gh").chmod(0o755)
    given = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "BASE_REF": ""}
    done = subprocess.run(held_against(), cwd=tmp_path, env=given, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
