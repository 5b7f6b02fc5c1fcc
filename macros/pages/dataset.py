"""What search engines are told of the data: schema.org Dataset with its files, as JSON-LD. Pure; no figure is told.

Types and properties are those of schema.org, required and recommended ones those of Google's Dataset guidelines (a name,
50 to 5,000 letters of description, the address of a licence, files as DataDownload). Addresses are whole where the site
knows its own, else relative to the page, against which JSON-LD 1.1 (7.1) resolves them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from macros import downloads, language
from macros.downloads.package import LICENCES
from macros.language import COMMITMENT_KINDS
from macros.model import MEASURES, Commitment, Correction, Place, PublishedRate, Source, When, word
from macros.pages.citing import DATA_PATH, cite_data
from macros.pages.frame import View
from macros.pages.place import place_lead

Node = dict[str, Any]

LONGEST: Final = 5000
TYPES: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
CAUTION: Final = (
    "옮긴 수치마다 출처가 있고, 기준일은 출처에 적힌 대로입니다. 감사를 거친 값이 아닙니다. "
    "빈칸은 확인한 출처에 없다는 뜻이고 0이 아닙니다. 수치와 공식 제목의 이용조건은 출처마다 다르며, "
    "사이트의 이용조건은 새로 쓴 글과 자료의 엮음에 적용됩니다."
)
ROWS: Final = (
    ("spending", "금액"),
    ("targets", "목표"),
    ("outcomes", "실적"),
    ("statuses", "상태"),
    ("changes", "계획 변경"),
)


def page_dataset(view: View, path: str) -> Node | None:
    """The Dataset that the page at a site path describes: of a commitment, a place, or all; None for other pages."""
    key = path.strip("/")
    if path == DATA_PATH:
        return _whole(view)
    if key in view.book.places:
        return _place(view, view.book.places[key])
    if key in view.book.commitments:
        return _commitment(view, view.book.commitments[key])
    return None


def dataset_script(data: Mapping[str, Any]) -> str:
    """JSON for a script element: no text in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


# ── the three kinds ─────────────────────────────────────────────────────────────────────────


def _commitment(view: View, commitment: Commitment) -> Node:
    place, sheet, terms = view.place(commitment), commitment.sheet, view.book.terms
    path, kind = f"{commitment.key}/", COMMITMENT_KINDS[commitment.kind]
    rows = [f"{name} {len(found)}행" for field, name in ROWS if (found := getattr(commitment, field))]
    held = f" 담긴 것: {', '.join(rows)}." if rows else ""
    sources = downloads.sources_of(view.book, commitment)
    files = (f"{path}data.csv", f"{path}data.json", f"api/v1/commitments/{commitment.key}.json")
    keywords = (
        kind,
        place.name,
        terms.fields[sheet.field].ko,
        *((terms.programmes[sheet.programme].ko,) if sheet.programme else ()),
        *sheet.keywords,
    )
    fixed = [row for row in place.corrections if _corrects(row, commitment)]
    return _dataset(
        view,
        path,
        f"{sheet.title} ({place.name} {kind})",
        f"{place.name} {kind} ‘{sheet.title}’의 자료입니다. {sheet.summary or ''}{held} {CAUTION}",
        files,
        commitments=[commitment],
        keywords=keywords,
        alternateName=sheet.title_en,
        identifier=commitment.key,
        spatialCoverage=_where(place),
        dateModified=_newest(sources, fixed),
        isBasedOn=[_source(each) for each in sources],
        isPartOf=_link(view, path, f"{place.id}/"),
    )


def _place(view: View, place: Place) -> Node:
    path = f"{place.id}/"
    told = " ".join(cover.note for cover in place.about.coverage if cover.note)
    tables = (
        f"tables/{place.id}/{name}.csv" for name in downloads.TABLES if view.tables.records(name, place.id)
    )
    return _dataset(
        view,
        path,
        f"{place.name} 공약과 지원사업 자료",
        f"{place_lead(place)} {told} {CAUTION}",
        (f"tables/{place.id}/all.xlsx", f"api/v1/places/{place.id}.json", *tables),
        commitments=place.commitments,
        rates=place.published_rates,
        keywords=("공약", "공약 이행", place.name, view.book.terms.levels[place.about.level].ko),
        identifier=place.id,
        spatialCoverage=_where(place),
        dateModified=_newest(place.sources.values(), place.corrections),
        isBasedOn=[_source(each) for each in place.sources.values()],
        isPartOf=_link(view, path, DATA_PATH),
    )


def _whole(view: View) -> Node:
    places = tuple(view.book.places.values())
    listed = [c for place in places for c in place.commitments]
    kinds = [
        f"{name} {number}건"
        for kind, name in COMMITMENT_KINDS.items()
        if (number := sum(1 for c in listed if c.kind == kind))
    ]
    files = ("data/package.zip", "tables/all.xlsx", "tables/all.sqlite", "api/v1/index.json")
    tables = (f"tables/{name}.{kind}" for name in downloads.TABLES for kind in ("csv", "parquet"))
    cited = cite_data(view)
    return _dataset(
        view,
        DATA_PATH,
        f"{view.book.site.title}: {cited.title}",
        f"지방정부 {len(places)}곳의 {', '.join((*kinds, '발표 이행률'))}을 공개된 자료에서 옮겨 모았습니다. "
        f"계획·확보·집행 금액, 목표와 실적, 상태, 계획 변경, 출처가 표로 있습니다. {CAUTION}",
        (*files, *tables),
        commitments=listed,
        rates=[row for place in places for row in place.published_rates],
        keywords=("공약", "공약 이행", "지방정부", "예산", "실적", *(place.name for place in places)),
        alternateName=cited.title_en,
        identifier=view.repository,
        spatialCoverage=[_where(place) for place in places],
        dateModified=_newest(
            (source for place in places for source in place.sources.values()),
            (row for place in places for row in place.corrections),
        ),
        hasPart=[_link(view, DATA_PATH, f"{place.id}/") for place in places],
    )


# ── what they share ─────────────────────────────────────────────────────────────────────────


def _dataset(
    view: View,
    path: str,
    name: str,
    description: str,
    files: Iterable[str],
    commitments: Iterable[Commitment],
    rates: Iterable[PublishedRate] = (),
    keywords: Iterable[str] = (),
    **known: Any,
) -> Node:
    """What every Dataset of the site says, and what is `known` of this one. What is not known is left out."""
    site, home = view.book.site, _link(view, path, "")
    body = {"@type": "Organization", "name": site.title, "description": site.operator, "url": home}
    listed, published = list(commitments), list(rates)
    _, licence = LICENCES.get(site.licence or "", (None, None))
    told = " ".join(description.split())
    node: Node = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "description": told if len(told) <= LONGEST else f"{told[: LONGEST - 1]}…",
        "url": _link(view, path, path),
        "inLanguage": "ko",
        "isAccessibleForFree": True,
        "license": licence or (site.licence and {"@type": "CreativeWork", "name": site.licence}),
        "creator": _known(body),
        "publisher": _known(body),
        "version": language.sha_short(view.commit) if view.commit else None,
        "temporalCoverage": _interval(_days(view, listed, published)),
        "keywords": list(dict.fromkeys(keywords)),
        "variableMeasured": list(_measured(view, listed, published)),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": site.title, "url": home},
        "distribution": [_file(view, path, each) for each in files],
    }
    return _known({**node, **known})


def _known(node: Mapping[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def _link(view: View, page: str, target: str) -> str:
    """The whole address of a site path, else its address seen from the page."""
    return f"{view.address}{target}" if view.address else f"{'../' * page.count('/')}{target}"


def _file(view: View, page: str, path: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": path.rpartition("/")[2],
        "encodingFormat": TYPES[path.rpartition(".")[2]],
        "contentUrl": _link(view, page, path),
    }


def _where(place: Place) -> Node:
    return _known({"@type": "Place", "name": place.name, "alternateName": place.about.name_en})


def _source(source: Source) -> Node:
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "url": source.url,
            "datePublished": _iso(source.published) if source.published else None,
            "archivedAt": source.archived_url,
        }
    )


def _iso(when: When) -> str:
    """A date as ISO 8601 has it: a quarter, which it has not, by its first month."""
    return f"{when.first:%Y-%m}" if "Q" in when.text else when.text


def _measured(view: View, listed: Iterable[Commitment], rates: Iterable[PublishedRate]) -> Iterator[Node]:
    """What was measured: the kinds of money; of one commitment its indicators too; published rates."""
    known = list(listed)
    money = {row.measure for c in known for row in c.spending}
    named = [(f"{word(view.book.terms.measures, m)} 금액", "백만 원") for m in MEASURES if m in money]
    if len(known) == 1:
        named += [(each.name, each.unit or "") for each in known[0].sheet.indicators.values()]
    if list(rates):
        named.append(("발표 이행률", "%"))
    for name, unit in named:
        yield _known({"@type": "PropertyValue", "name": name, "unitText": unit})


def _days(view: View, listed: Iterable[Commitment], rates: Iterable[PublishedRate]) -> Iterator[date]:
    """Every first and last day that the data tells of."""
    for commitment in listed:
        period = commitment.sheet.period
        if period and period.start:
            yield period.start.first
        if period and period.end:
            yield period.end.last
        years = {row.year for row in commitment.spending} | {row.year for row in commitment.targets}
        for year in years:
            if year.isdecimal():
                yield from (date(int(year), 1, 1), date(int(year), 12, 31))
        for outcome in commitment.outcomes:
            yield from (outcome.period.first, outcome.period.last)
        for indicator in commitment.sheet.indicators.values():
            if indicator.baseline_period:
                yield indicator.baseline_period.first
    for row in rates:
        term = view.book.electoral_terms.get(row.term or "")
        if term:
            yield from (term.start.first, term.end.last)
        elif row.as_of:
            yield row.as_of.last


def _interval(days: Iterable[date]) -> str | None:
    """An ISO 8601 interval; None without a day."""
    known = sorted(days)
    return f"{known[0].isoformat()}/{known[-1].isoformat()}" if known else None


def _newest(sources: Iterable[Source], corrections: Iterable[Correction]) -> str | None:
    """The last day the data was typed: when a source was read or a mistake put right. The day of a build is none."""
    days = [each.read for each in sources] + [each.date for each in corrections]
    return _iso(max(days, key=lambda day: day.first)) if days else None


def _corrects(row: Correction, commitment: Commitment) -> bool:
    """Whether a correction is one of this commitment: of a ledger's row, or of its own sheet."""
    return row.key.split("/")[0] == commitment.id or commitment.path.endswith(f"/{row.file}")
