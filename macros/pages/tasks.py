"""What /contribute/ teaches: five things to do, each with its rows and a mistake that is often made.

The place, 가온시, and its figures are invented: `before` is what stands in its files in tests/small, where a test puts
the rows and reads the answers. In a text `…` is as in a file and [[…]] what is pressed on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.language import LEDGERS


@dataclass(frozen=True)
class Paper:
    """A file of the example with what becomes of it.

    `before`: lines of it with their numbers. `new`: the rows put below its last line. `exchanged`: what a line of
    `before` becomes. `typing`: what is done in it.
    """

    name: str
    before: tuple[tuple[int, str], ...]
    typing: str
    new: tuple[str, ...] = ()
    exchanged: tuple[int, str] | None = None

    @property
    def menu(self) -> str:
        """The word that leads to it under “이 자료 고치기”."""
        return LEDGERS[self.name]

    @property
    def path(self) -> str:
        """Where it lies in the repository."""
        return f"data/gaon/{self.name}"


@dataclass(frozen=True)
class Mistake:
    """What often goes wrong, and the line with which the check answers.

    `typed` stands where the new line `instead` should; without it the paper that tells of the change was forgotten.
    """

    told: str
    answer: str
    typed: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Task:
    """One thing to do: its papers in the order in which they are written, and its mistake.

    Only the first may be a file that is not there yet: “이 자료 고치기” begins it with its header.
    """

    title: str
    papers: tuple[Paper, ...]
    mistake: Mistake


@dataclass(frozen=True)
class Grid:
    """A sheet of the workbook that scripts/workbook.py writes: its first columns, a row that is locked and a new one."""

    tabs: tuple[str, ...]
    open: str
    heads: tuple[str, ...]
    locked: tuple[str, ...]
    filled: tuple[str, ...]


GRID = Grid(
    ("안내", "지출", "목표", "실적", "이행 상태", "계획 변경", "발표 이행률", "정정", "출처"),
    "실적",
    ("공약 *", "지표 *", "실적 시점 *", "실적 (지표의 단위)"),
    ("작은 공원 열 곳 만들기", "새로 연 공원(누계), 곳", "2024", "6"),
    ("작은 공원 열 곳 만들기", "새로 연 공원(누계), 곳", "2025-Q3", "9"),
)

TASKS: Mapping[str, Task] = {
    "outcome": Task(
        "실적 더하기",
        (
            Paper(
                "outcomes.csv",
                (
                    (5, "night-bus,riders,2024,12500,,2025-09-30,gaon-report,"),
                    (6, "night-bus,riders,2023/2024,21500,,2025-09-30,gaon-report,두 해를 더한 값"),
                ),
                "맨 아래에 한 줄을 더합니다. 보기는 2025년 3분기까지 공원이 9곳이라는 줄입니다.",
                ("small-parks,parks,2025-Q3,9,,2025-09-30,gaon-report,",),
            ),
        ),
        Mistake(
            "단위를 붙여 `9곳`이라고 적으면",
            "data/gaon/outcomes.csv 7행 4열 [오류] value(실적): 수가 아닙니다: ‘9곳’. → 숫자만 적으세요. 모르면 칸을 비우고, 글로 적힌 값은 _text 열이나 note 열에 적으세요.",
            "small-parks,parks,2025-Q3,9곳,,2025-09-30,gaon-report,",
            "small-parks,parks,2025-Q3,9,,2025-09-30,gaon-report,",
        ),
    ),
    "spending": Task(
        "쓴 돈 적기",
        (
            Paper(
                "spending.csv",
                (
                    (27, "night-bus,secured,total,total,80.5,2025-09-30,gaon-report,"),
                    (28, "night-bus,executed,total,total,0,2025-09-30,gaon-report,적힌 0"),
                ),
                "맨 아래에 그 기준일의 금액을 모두 더합니다. 보기는 모두 6억 원을 썼고, 그 가운데 국비가 3억 4,000만 원, "
                "시비가 2억 6,000만 원이라는 세 줄입니다. 금액은 백만 원 단위입니다.",
                (
                    "small-parks,executed,total,total,600,2025-10-15,gaon-report,",
                    "small-parks,executed,total,national,340,2025-10-15,gaon-report,",
                    "small-parks,executed,total,own,260,2025-10-15,gaon-report,",
                ),
            ),
        ),
        Mistake(
            "시비의 숫자가 바뀌어 `206`이라고 적으면",
            "data/gaon/spending.csv 29행 5열 [오류] 집행 금액을 재원별로 더하면 340 + 206 = 546인데 총계는 600입니다 (단위: 백만 원). → 한 칸씩 밀렸거나 빠진 행이 없는지 출처와 견주세요. 출처가 일부 금액만 밝혔으면 그 행의 year를 unstated로 적으세요.",
            "small-parks,executed,total,own,206,2025-10-15,gaon-report,",
            "small-parks,executed,total,own,260,2025-10-15,gaon-report,",
        ),
    ),
    "status": Task(
        "이행 상태 바꾸기",
        (
            Paper(
                "statuses.csv",
                (
                    (2, "small-parks,on_track,정상추진,2025-09-30,,,gaon-report,"),
                    (3, "night-bus,completed,완료,2025-09-30,,,gaon-report,"),
                ),
                "앞의 상태는 그대로 두고, 맨 아래에 새 상태를 한 줄 더합니다. 기준일이 늦은 줄이 지금의 상태가 됩니다.",
                ("night-bus,completed_ongoing,이행 후 계속추진,2025-10-15,,,gaon-report,",),
            ),
        ),
        Mistake(
            "코드를 잘못 옮겨 `complete_ongoing`이라고 적으면",
            "data/gaon/statuses.csv 4행 2열 [오류] status(이행 상태): 모르는 코드입니다: ‘complete_ongoing’. 혹시 completed_ongoing인가요? → 쓸 수 있는 코드: completed 완료, completed_ongoing 이행 후 계속추진, on_track 정상추진, partial 일부추진, on_hold 보류, dropped 폐기, other 기타, unknown 자료 없음",
            "night-bus,complete_ongoing,이행 후 계속추진,2025-10-15,,,gaon-report,",
            "night-bus,completed_ongoing,이행 후 계속추진,2025-10-15,,,gaon-report,",
        ),
    ),
    "change": Task(
        "계획 변경 적기",
        (
            Paper(
                "changes.csv",
                (
                    (
                        2,
                        "small-parks,2023-01-20,planned,사업비,10억 원,12억 원,땅값이 오름,시민평가단,approved,gaon-plan",
                    ),
                ),
                "맨 아래에 무엇이 왜 바뀌었는지를 한 줄 더합니다. 쉼표가 든 글은 큰따옴표로 묶습니다.",
                (
                    'night-bus,2023-12-15,planned,사업비,8050만 원,9050만 원,"다니는 길이 길어져, 운행비가 늘어남",시민평가단,approved,gaon-report',
                ),
            ),
            Paper(
                "spending.csv",
                ((28, "night-bus,executed,total,total,0,2025-09-30,gaon-report,적힌 0"),),
                "맨 아래에 바뀐 계획을 새 기준일로 적습니다. 바뀐 칸만이 아니라 표를 모두 다시 적습니다. 앞의 줄은 ‘당초’로 남습니다.",
                (
                    "night-bus,planned,total,total,90.5,2023-12-15,gaon-report,",
                    "night-bus,planned,2023,total,40.2,2023-12-15,gaon-report,",
                    "night-bus,planned,2024,total,50.3,2023-12-15,gaon-report,",
                ),
            ),
        ),
        Mistake(
            "쉼표가 든 이유를 따옴표 없이 적으면",
            'data/gaon/changes.csv 3행 11열 [오류] 칸이 10개여야 하는데 11개입니다. (적힌 값: ‘gaon-report’) → 쉼표가 든 글은 따옴표(")로 묶고, 한 칸씩 밀린 값이 없는지 보세요.',
            "night-bus,2023-12-15,planned,사업비,8050만 원,9050만 원,다니는 길이 길어져, 운행비가 늘어남,시민평가단,approved,gaon-report",
            'night-bus,2023-12-15,planned,사업비,8050만 원,9050만 원,"다니는 길이 길어져, 운행비가 늘어남",시민평가단,approved,gaon-report',
        ),
    ),
    "correction": Task(
        "오류 바로잡기",
        (
            Paper(
                "corrections.csv",
                (
                    (
                        2,
                        "2025-10-20,outcomes.csv,small-parks/parks/2024,value,7,6,목표를 실적 칸에 옮겨 적었음",
                    ),
                ),
                "맨 아래에 어느 파일의 어느 줄을 무엇에서 무엇으로, 왜 고치는지 적습니다. 보기는 2023년의 실적 4를 5로 고친다는 "
                "줄입니다.",
                ("2026-11-22,outcomes.csv,small-parks/parks/2023,value,4,5,출처에는 5곳으로 적혀 있음",),
            ),
            Paper(
                "outcomes.csv",
                ((2, "small-parks,parks,2023,4,,2025-09-30,gaon-report,"),),
                "적은 대로 틀린 칸만 고칩니다.",
                exchanged=(2, "small-parks,parks,2023,5,,2025-09-30,gaon-report,"),
            ),
        ),
        Mistake(
            "왜 고치는지를 적지 않고 값만 고치면",
            "data/gaon/outcomes.csv 2행 4열 [오류] 가온시 작은 공원 열 곳 만들기, 실적 ‘새로 연 공원(누계)’ 2023년: ‘4곳’ → ‘5곳’. corrections.csv에 이 고침을 적은 행이 없습니다. → 잘못 옮긴 것을 바로잡았으면 data/gaon/corrections.csv 맨 아래에 다음 줄을 더하고 빈칸으로 둔 reason에 실제 까닭을 적으세요. 아니면 되돌리세요. 새로 나온 값은 지난 행을 두고 새 행으로 더합니다.\n"
            "2026-11-22,outcomes.csv,small-parks/parks/2023,value,4,5,",
        ),
    ),
    "source": Task(
        "출처 더하기",
        (
            Paper(
                "sources.csv",
                (
                    (
                        5,
                        'gaon-paper,가온신문,"밤 버스, 두 노선 더 달린다",https://paper.example.org/night-bus,2024-03-02,2025-11-01,press,공공누리 제1유형,,',
                    ),
                ),
                "맨 아래에 한 줄을 더합니다. 첫 칸은 내가 짓는 이름이고, 숫자의 출처 칸에 이 이름을 적습니다.",
                (
                    "gaon-report-2025,가온시,공약 이행현황 (2025년 12월 말),https://gaon.example.org/report-2025,2026-01-15,2026-02-01,official,공공누리 제1유형,,",
                ),
            ),
        ),
        Mistake(
            "주소의 앞부분이 두 번 붙으면",
            "data/gaon/sources.csv 6행 4열 [오류] url(주소): 주소가 바르지 않습니다: ‘https://https://gaon.example.org/report-2025’. → https://로 한 번만 시작하는 온전한 주소를 적으세요. 모르면 비워 두세요.",
            "gaon-report-2025,가온시,공약 이행현황 (2025년 12월 말),https://https://gaon.example.org/report-2025,2026-01-15,2026-02-01,official,공공누리 제1유형,,",
            "gaon-report-2025,가온시,공약 이행현황 (2025년 12월 말),https://gaon.example.org/report-2025,2026-01-15,2026-02-01,official,공공누리 제1유형,,",
        ),
    ),
}
