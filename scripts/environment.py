"""Makes .venv from the hashed lock and runs the calling script inside it. Standard library only.

Must not import anything of ours: it is what a bare Python >= 3.11 runs first.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up-finished.json"
# each kind holds the ones before it
LOCKS = {"run": "requirements.txt", "intake": "requirements-intake.txt", "test": "requirements-test.txt"}
OLDEST = (3, 11)


def ensure(kind: str) -> None:
    """Come back inside a complete .venv; `kind` is "run", "intake" (which holds "run") or "test".

    Called outside it, replaces this process by the same script in .venv and does not come back. Exits 2 with
    a message when Python is too old or cannot make environments, or when the packages cannot be had.
    """
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if inside and "PYTEST_VERSION" in os.environ:
        return  # a test must not remake the environment that it runs in
    if not _is_finished(kind, inside=inside):
        _set_up(kind)
    elif inside:
        return
    _run_again_inside()


def _is_finished(kind: str, *, inside: bool) -> bool:
    stamp = _stamp()
    return (
        _python().exists()
        and _holds(stamp.get("kind"), kind)
        and stamp.get("locks") == _locks()
        and stamp.get("project") == _project()
        and (not inside or stamp.get("python") == sys.version)
    )


def _set_up(kind: str) -> None:
    """Make or complete .venv; the stamp goes first and comes back last, so a broken set-up is never trusted."""
    _refuse_unfit_python()
    print(f".venv 준비 · setting up .venv ({kind})", flush=True)
    stamp = _stamp()
    if VENV.is_symlink():
        VENV.unlink()  # it is another tree's: neither its stamp nor its packages may go
        stamp = {}
    STAMP.unlink(missing_ok=True)
    fresh = stamp.get("locks") != _locks() or _version(_python()) != stamp.get("python")
    pip: list[str | Path] = [_python(), "-m", "pip", "--disable-pip-version-check", "-qq", "install"]
    if fresh:
        # Run from .venv itself, the interpreter behind it makes it anew.
        python = getattr(sys, "_base_executable", sys.executable)
        _step("가상 환경 · virtual environment", [python, "-m", "venv", "--clear", VENV])
    if fresh or not _holds(stamp.get("kind"), kind):
        title = f"꾸러미 · packages of {LOCKS[kind]} (처음에는 1분쯤 · about a minute the first time)"
        _step(title, [*pip, "--require-hashes", "--requirement", ROOT / LOCKS[kind]])
    else:
        kind = stamp["kind"]
    title = "이 프로젝트 · this project, editable"
    _step(title, [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", ROOT])
    stamp = {"kind": kind, "locks": _locks(), "project": _project(), "python": _version(_python())}
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def _step(title: str, command: list[str | Path]) -> None:
    print(f"  {title} …", end=" ", flush=True)
    begin = time.monotonic()
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if done.returncode:
        print(f"실패 · failed ({time.monotonic() - begin:.1f} s)", flush=True)
        _stop(
            "설치를 끝내지 못했습니다. 위의 메시지를 보고 네트워크를 확인한 뒤 다시 실행하세요.",
            "The set-up did not finish. See the message above, check the network, and run this again.",
        )
    print(f"{time.monotonic() - begin:.1f} s", flush=True)


def _run_again_inside() -> None:
    command = [str(_python()), os.path.abspath(sys.argv[0]), *sys.argv[1:]]
    sys.stdout.flush()
    if os.name == "nt":  # execv on Windows gives the terminal back before the new process has ended
        try:
            sys.exit(subprocess.run(command, check=False).returncode)
        except KeyboardInterrupt:
            sys.exit(130)
    os.execv(command[0], command)


def _refuse_unfit_python() -> None:
    if sys.version_info < OLDEST:
        _stop(
            f"Python {OLDEST[0]}.{OLDEST[1]} 이상이 필요합니다. 지금 실행한 것은 {sys.version.split()[0]}입니다.",
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed. This one is {sys.version.split()[0]}.",
        )
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        _stop(
            "이 Python에는 가상 환경을 만드는 모듈이 없습니다. 데비안·우분투에서는 python3-venv를 설치하세요.",
            "This Python cannot make virtual environments. On Debian or Ubuntu install python3-venv.",
        )


def _stop(korean: str, english: str) -> None:
    print(f"\n{korean}\n{english}", file=sys.stderr, flush=True)
    sys.exit(2)


def _stamp() -> dict[str, str]:
    """What the last finished set-up wrote; empty if none finished."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _holds(have: str | None, wanted: str) -> bool:
    kinds = list(LOCKS)
    return have in kinds and kinds.index(have) >= kinds.index(wanted)


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _version(python: Path) -> str:
    if not python.exists():
        return ""
    command = [str(python), "-c", "import sys; print(sys.version)"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _locks() -> str:
    # The place counts: a moved checkout has scripts in .venv that point to the old one.
    return _digest(str(VENV).encode(), *((ROOT / name).read_bytes() for name in sorted(LOCKS.values())))


def _project() -> str:
    return _digest((ROOT / "pyproject.toml").read_bytes())


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in LOCKS:
        _stop(
            "쓰는 법: python3 scripts/environment.py run|intake|test",
            "Usage: python3 scripts/environment.py run|intake|test",
        )
    ensure(sys.argv[1])
