"""Labels of money → funds of the contract. 시비 depends on the level of the place (DOMAIN §2)."""

from __future__ import annotations

import re

from macros.intake.plan.plan import Asked
from macros.intake.plan.words import TOTAL_ROWS
from macros.language import squash

_EVERYWHERE = {
    "국비": "national",
    "국고": "national",
    "국고보조금": "national",
    "국비보조": "national",
    "시도비": "province_or_metro",
    "도비": "province_or_metro",
    "광역시비": "province_or_metro",
    "특별시비": "province_or_metro",
    "광역비": "province_or_metro",
    "자체": "own",
    "자체재원": "own",
    "자체예산": "own",
    "민자": "private",
    "민간자본": "private",
    "민간투자": "private",
    "기타": "other",
    "기타(민자등)": "other",
}
_BY_LEVEL = {
    "metropolitan": {
        "시비": "own",
        "광역시비": "own",
        "특별시비": "own",
        "구비": "lower",
        "군비": "lower",
        "구군비": "lower",
    },
    "province": {"도비": "own", "시비": "lower", "군비": "lower", "시군비": "lower"},
    "city": {"시비": "own"},
    "county": {"군비": "own"},
    "district": {"구비": "own", "시비": "province_or_metro"},
}
_METRO = re.compile(r"(특별|광역|특별자치)시.+")


def fund_of(label: str, asked: Asked) -> str | None:
    """The fund that a label means in this place; `total` for 계 and the like; None where it is not known.

    What a person said or place.yml names comes first.
    """
    plain = squash(label).replace("·", "").replace("ㆍ", "").replace("/", "")
    if given := asked.funds.get(squash(label)) or asked.funds.get(plain):
        return given
    if plain in TOTAL_ROWS:
        return "total"
    if found := _BY_LEVEL.get(asked.level, {}).get(plain):
        return found
    if asked.level == "county" and plain == "시비" and _METRO.search(squash(asked.place)):
        return "province_or_metro"
    return _EVERYWHERE.get(plain)
