"""The rows of ``data/medicines/clashes.yaml``, checked against the catalogue and for doses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from overblik.domain.base import Text
from overblik.domain.catalogue import Catalogue
from overblik.domain.clashes import Clash, Clashes
from overblik.knowledge.model_files import read_model_file
from overblik.knowledge.rows import TableError
from overblik.knowledge.yaml_source import Path_

_NO_DOSE = re.compile(
    r"\b(?:mg|mcg|µg|mikrogram|micrograms?)\b"
    r"|\d\s*(?:g|ml|ie|iu|e|enheder|units?|tabletter?|tablets?|pust|puffs?|dr.ber|drops?)\b(?!/)"
    r"|(?<!\w)[x×]\s*\d"
    r"|\b(?:halv|fordob|halve\b|halving|half\s+the|doubl|twice|dobbelt)",
    re.IGNORECASE,
)
"""A strength, a number of units, »x 2«, »halvér«: what a card never says. mmol/l are no dose."""
_NO_ORDER = re.compile(r"\b(?:stop|sepon.r)\b", re.IGNORECASE)
"""»Stop« as an order. What is ending or ended may be told: stoppes, stopped."""


def read_clashes(path: Path, catalogue: Catalogue) -> Clashes:
    """Read the file. Raises TableError naming file, line and field."""
    clashes, source = read_model_file(path, Clashes)
    for where, wrong in _slips(clashes, catalogue):
        field = ".".join(str(part) for part in where)
        raise TableError(f"{path.name}:{source.line(where)}: {field}: {wrong}")
    return clashes


def _slips(clashes: Clashes, catalogue: Catalogue) -> Iterator[tuple[Path_, str]]:
    """What is wrong in the order of the file, each with its place."""
    for key, name in clashes.strengths.items():
        yield from _unfit(name, ("strengths", key))
    for at, advice in enumerate(clashes.advice):
        yield from _unfit(advice.text, ("advice", at, "text"))
        if advice.source not in clashes.sources:
            yield ("advice", at, "source"), f"nothing is called {advice.source}"
    seen: set[str] = set()
    for at, row in enumerate(clashes.rows):
        here: Path_ = ("rows", at)
        if row.id in seen:
            yield (*here, "id"), f"{row.id} stands there twice"
        seen.add(row.id)
        yield from _unfit(row.title, (*here, "title"))
        yield from _unfit(row.reason, (*here, "reason"))
        for where, name, known in _names(row, clashes, catalogue):
            if not known:
                yield (*here, *where), f"nothing is called {name}"
        yield from _unbelievable(row, here, catalogue)


def _unfit(text: Text, where: Path_) -> Iterator[tuple[Path_, str]]:
    for language, said in (("da", text.da), ("en", text.en)):
        if found := _NO_DOSE.search(said):
            yield (*where, language), f"a card gives no dose: {found[0]}"
        if found := _NO_ORDER.search(said):
            yield (*where, language), f"a card gives no order: {found[0]}"


def _names(row: Clash, clashes: Clashes, catalogue: Catalogue) -> Iterator[tuple[Path_, str, bool]]:
    """Every name a row uses, with its place and whether something is called so."""
    yield ("strength",), row.strength, row.strength in clashes.strengths
    yield ("source",), row.source, row.source in clashes.sources
    for at, theme in enumerate(row.themes):
        yield ("themes", at), theme, theme in clashes.themes
    for at, theme in enumerate(row.when.wishes):
        yield ("when", "wishes", at), theme, theme in clashes.themes
    groups: list[tuple[Path_, tuple[str, ...]]] = [
        (("when", "conditions", at), group) for at, group in enumerate(row.when.conditions)
    ]
    for where, keys in (*groups, (("unless", "conditions"), row.unless.conditions)):
        for at, key in enumerate(keys):
            yield (*where, at), key, key in catalogue.conditions
    for at, limit in enumerate(row.when.results):
        for place, kind in enumerate(limit.of):
            yield ("when", "results", at, "of", place), kind, kind in catalogue.measurements


def _unbelievable(row: Clash, here: Path_, catalogue: Catalogue) -> Iterator[tuple[Path_, str]]:
    """A limit that no believable result can lie on the right side of."""
    for at, limit in enumerate(row.when.results):
        for kind in (
            catalogue.measurements[one] for one in limit.of if one in catalogue.measurements
        ):
            low = kind.low if limit.at_least is None else limit.at_least
            high = kind.high if limit.below is None else limit.below
            if not kind.low <= low < high <= kind.high:
                wrong = f"{kind.key} lies in {kind.low:g}–{kind.high:g}"
                yield (*here, "when", "results", at), wrong
