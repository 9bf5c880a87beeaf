"""From facts to ratings: how heavily each domain weighs, why, and what cannot be known yet.

A domain is as heavy as its heaviest evidence. Evidence is an interval where a number is missing,
so the possible ratings are exactly those some completion of the facts would give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from overblik.domain.base import RATINGS, Rating, Text
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.model import CareModel, Domain, Rule
from overblik.domain.quantities import Quantity, numeral

Answer = Rating | Literal["unknown"]
"""What the clinician said of a domain, which wins over the facts; "unknown" is an answer too."""


@dataclass(frozen=True)
class Evidence:
    """One fact and the rating it speaks for. ``because`` names the row of data behind it."""

    rating: Rating
    fact: Text
    because: str


@dataclass(frozen=True)
class DomainRating:
    """A domain's standing: what the facts suggest and what holds now.

    ``suggested`` and ``possible`` are the ratings that can still be right, lightest first; they
    differ only when the clinician has answered.
    """

    domain: Domain
    suggested: tuple[Rating, ...]
    evidence: tuple[Evidence, ...]
    answer: Answer | None
    missing: tuple[str, ...]

    @property
    def possible(self) -> tuple[Rating, ...]:
        if self.answer is None:
            return self.suggested
        return RATINGS if self.answer == "unknown" else (self.answer,)

    @property
    def value(self) -> Rating | None:
        """The rating, when only one is possible."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def reasons(self) -> tuple[Evidence, ...]:
        """The facts that carry the suggestion: the heaviest first, lighter ones after."""
        return tuple(sorted(self.evidence, key=lambda one: -one.rating))


def rate(
    case: Case,
    model: CareModel,
    catalogue: Catalogue,
    numbers: Mapping[str, Quantity],
    answers: Mapping[str, Answer],
) -> tuple[DomainRating, ...]:
    """Rate every domain of the model for a case."""
    told: dict[str, list[Evidence]] = {domain.id: [] for domain in model.domains}
    for domain, evidence in (*_from_scores(case, catalogue), *_from_life(case)):
        if domain in told:
            told[domain].append(evidence)
    return tuple(
        _rate_one(domain, told[domain.id], numbers, answers.get(domain.id))
        for domain in model.domains
    )


def _rate_one(
    domain: Domain,
    told_of_it: list[Evidence],
    numbers: Mapping[str, Quantity],
    answer: Answer | None,
) -> DomainRating:
    told = [*_from_rules(domain, numbers), *told_of_it]
    missing = tuple(name for name in domain.basis if name not in numbers)
    low = max((one.rating for one in told), default=0)
    high = low
    if missing or not told:
        high = 2
    else:
        high = max(high, max((r.rating or 0 for r in domain.rules if could(r, numbers)), default=0))
    sure, perhaps = lift(domain.rules, numbers)
    low, high = min(2, low + sure), min(2, high + perhaps)
    lifts = [
        Evidence(RATINGS[low], fact(rule, numbers), rule.id)
        for rule in domain.rules
        if rule.lift and holds(rule, numbers)
    ]
    return DomainRating(
        domain=domain,
        suggested=tuple(one for one in RATINGS if low <= one <= high),
        evidence=(*lifts, *told),
        answer=answer,
        missing=missing if answer is None else (),
    )


def holds(rule: Rule, numbers: Mapping[str, Quantity]) -> bool:
    """Whether the facts known are enough for the rule."""
    return all(name in numbers and numbers[name].low >= least for name, least in rule.when.items())


def could(rule: Rule, numbers: Mapping[str, Quantity]) -> bool:
    """Whether the rule might hold once the missing facts are known.

    A quantity that no row speaks of (a scale nobody filled in) is no missing fact.
    """
    return all(name in numbers and numbers[name].high >= least for name, least in rule.when.items())


def lift(rules: tuple[Rule, ...], numbers: Mapping[str, Quantity]) -> tuple[int, int]:
    """How far lifting rules raise: surely, and at most. However many hold, they lift one step."""
    lifts = [rule for rule in rules if rule.lift]
    return (
        int(any(holds(rule, numbers) for rule in lifts)),
        int(any(could(rule, numbers) for rule in lifts)),
    )


def fact(rule: Rule, numbers: Mapping[str, Quantity]) -> Text:
    """The rule's words with the patient's numbers and names in."""
    parts: dict[str, object] = {}
    for name in rule.when:
        parts[name] = numeral(numbers[name].low)
        parts[f"{name}_names"] = numbers[name].names or parts[name]
    return rule.fact.format(**parts)


def _from_rules(domain: Domain, numbers: Mapping[str, Quantity]) -> Iterator[Evidence]:
    """The heaviest rule that holds: lighter ones say the same of a smaller number."""
    fitting = [rule for rule in domain.rules if rule.rating is not None and holds(rule, numbers)]
    if fitting:
        heaviest = max(fitting, key=lambda rule: rule.rating or 0)
        yield Evidence(heaviest.rating or 0, fact(heaviest, numbers), heaviest.id)


def _from_scores(case: Case, catalogue: Catalogue) -> Iterator[tuple[str, Evidence]]:
    """What each questionnaire says of the domain it speaks to."""
    for score in case.scores:
        instrument = catalogue.instruments[score.instrument]
        band = instrument.band(score.value)
        if band and band.domain is not None and band.rating is not None:
            value = numeral(score.value)
            said = Text(
                da=f"{instrument.name.da} {value.da}: {band.label.da} ({band.set})",
                en=f"{instrument.name.en} {value.en}: {band.label.en} ({band.set})",
            )
            because = f"{instrument.key}:{band.set}:{band.low:g}"
            yield band.domain, Evidence(band.rating, said, because)


def _from_life(case: Case) -> Iterator[tuple[str, Evidence]]:
    for one in case.life:
        yield one.domain, Evidence(one.weight, one.text, f"case:{case.id}")
