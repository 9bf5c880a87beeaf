"""Results over time: a panel for each measurement that has a course, all results in the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from overblik.documents.words import printed_unit
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue, MeasurementKind
from overblik.domain.facts import Measurement
from overblik.language import N_, Language, Message, day, number
from overblik.ui.charts.chart import Chart, Panel, texts

_HELD: Mapping[str, Message] = {
    "below": Message("under"),
    "within": Message("inden for"),
    "above": Message("over"),
    "open": Message("ingen reference"),
}
_COURSE: Mapping[int, str] = {
    -1: N_("{name}: faldet fra {before} til {now} siden {since}, {against}."),
    0: N_("{name}: uændret {now} siden {since}, {against}."),
    1: N_("{name}: steget fra {before} til {now} siden {since}, {against}."),
}
_ROOM = 0.2
"""How far a range without an upper or lower limit reaches beyond what is to be seen, as a share."""


def labs_chart(case: Case, catalogue: Catalogue, language: Language) -> Chart:
    """A panel for each measurement with at least two dated results; the others in the table."""
    measured = [_Lab(one, catalogue.measurements[one.kind], language) for one in case.measurements]
    series = [one for one in measured if one.drawn]
    days = [point for one in series for point, _ in one.points if point]
    return Chart(
        name="labs",
        title=Message("Hvilken vej går prøverne?").text(language),
        alternative=_in_words(series, language),
        columns=texts(
            language,
            Message("Måling"),
            Message("Dato"),
            Message("Svar"),
            Message("Reference"),
            Message("Sammenholdt"),
        ),
        rows=tuple(row for one in measured for row in one.rows),
        data=tuple(one.panel(min(days), max(days)) for one in series),
        notes=(
            Message("Referencerne er skrevet fra hukommelsen og ikke kontrolleret.").text(language),
        )
        if any(one.limits and one.kind.verified != "yes" for one in measured)
        else (),
    )


@dataclass(frozen=True)
class _Lab:
    """A measurement with its earlier results, in the words and numbers of a language."""

    result: Measurement
    kind: MeasurementKind
    language: Language

    @property
    def points(self) -> list[tuple[date | None, float]]:
        """Day and value, oldest first."""
        earlier = [(one.date, one.value) for one in self.result.earlier]
        return [*earlier, (self.result.date, self.result.value)]

    @property
    def drawn(self) -> bool:
        """Whether there is a course to see: earlier results, and a day for the last one."""
        return bool(self.result.earlier) and self.result.date is not None

    @property
    def name(self) -> str:
        return self.kind.name[self.language]

    @cached_property
    def unit(self) -> str:
        return printed_unit(self.kind.unit, self.language)

    @cached_property
    def limits(self) -> list[float]:
        limits = (self.kind.reference_low, self.kind.reference_high)
        return [one for one in limits if one is not None]

    @cached_property
    def reference(self) -> str:
        """»mindst 60«, »højst 4,6«, »3,5–4,6« or nothing."""
        low, high = self.kind.reference_low, self.kind.reference_high
        if low is not None and high is not None:
            return f"{self.number(low)}–{self.number(high)}"
        if low is not None:
            return Message("mindst {limit}", limit=self.number(low)).text(self.language)
        if high is not None:
            return Message("højst {limit}", limit=self.number(high)).text(self.language)
        return ""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        undated = Message("uden dato").text(self.language)
        return [
            (
                self.name,
                day(when, self.language) if when else undated,
                self.told(value),
                self.reference or "–",
                _HELD[self.held(value)].text(self.language),
            )
            for when, value in self.points
        ]

    def number(self, value: float) -> str:
        return number(value, self.language, self.kind.decimals)

    def told(self, value: float) -> str:
        """A value with its unit."""
        return f"{self.number(value)} {self.unit}".strip()

    def held(self, value: float) -> str:
        """Where a value stands against the reference."""
        low, high = self.kind.reference_low, self.kind.reference_high
        if low is not None and value < low:
            return "below"
        if high is not None and value > high:
            return "above"
        return "within" if self.limits else "open"

    def against(self, value: float) -> str:
        """»under (mindst 60)« or »ingen reference«."""
        held = _HELD[self.held(value)].text(self.language)
        return f"{held} ({self.reference})" if self.limits else held

    @property
    def course(self) -> str:
        """Where it came from and where it is now, as a sentence."""
        (since, before), now = self.points[0], self.result.value
        return Message(
            _COURSE[(now > before) - (now < before)],
            name=self.name,
            before=self.number(before),
            now=self.told(now),
            since=day(since, self.language) if since else "",
            against=self.against(now),
        ).text(self.language)

    def panel(self, first: date, last: date) -> Panel:
        """What is drawn, on a time from the first to the last day of all panels."""
        values = [value for _, value in self.points]
        lowest, highest = min(*values, *self.limits), max(*values, *self.limits)
        room = (highest - lowest or abs(highest) or 1) * _ROOM
        low, high = self.kind.reference_low, self.kind.reference_high
        band = {
            "low": lowest - room if low is None else low,
            "high": highest + room if high is None else high,
        }
        said = f"{self.told(values[-1])} · {self.against(values[-1])}"
        return {
            "head": [{"name": self.name, "said": said}],
            "points": [
                {
                    "day": when.isoformat() if when else None,
                    "value": value,
                    "said": self.number(value),
                    "standing": self.held(value),
                    "first": at == 0,
                    "last": at == len(values) - 1,
                }
                for at, (when, value) in enumerate(self.points)
            ],
            "band": [band] if self.limits else [],
            "limits": [{"value": one, "said": self.number(one)} for one in self.limits],
            "span": [
                {"day": one.isoformat(), "said": day(one, self.language), "last": one == last}
                for one in (first, last)
            ],
        }


def _in_words(series: Sequence[_Lab], language: Language) -> str:
    """Where each course came from, where it is now, and what the reference says of that."""
    if not series:
        return Message("Ingen måling har mere end ét svar med dato.").text(language)
    return " ".join(one.course for one in series)
