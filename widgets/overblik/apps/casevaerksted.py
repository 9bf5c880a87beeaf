"""Caseværksted: change any fact of a case and see what follows; compare; save as a new case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from overblik.apps import fact_words
from overblik.apps.compared import Compared, Place, compared, ground
from overblik.apps.fact_words import FactWords
from overblik.apps.scene import Scene
from overblik.apps.scores import score_lines, typed
from overblik.documents.python_steps import Steps, python_steps
from overblik.documents.words import LEVEL, STRENGTH, USE, printed_unit, said
from overblik.domain.assessment import Assessment
from overblik.domain.assessment import assess as plain_assess
from overblik.domain.base import LEVELS, Text
from overblik.domain.case import Case
from overblik.domain.editing import fact_changes, life_mark, life_names
from overblik.domain.event import START
from overblik.domain.new_case import MadeOn, new_case
from overblik.knowledge.atc_groups import atc_groups
from overblik.knowledge.case_files import CaseFileError, parse_case
from overblik.knowledge.case_writer import case_file
from overblik.language import N_, Message, UserError
from overblik.state.saves import Saved
from overblik.ui.chrome import render

MARKS = ("●", "◆")


@dataclass(frozen=True)
class Shift:
    """A domain whose rating is another than in the case as written; None is unknown."""

    domain: Text
    before: int | None
    after: int | None


@dataclass(frozen=True)
class ResultField:
    """A result to type; ``new`` has been opened but not yet given a number."""

    kind: str
    name: Text
    unit: str
    shown: str
    date: date | str
    new: bool


def page(scene: Scene) -> Markup:
    """The app's page."""
    first, facts = scene.state.written(scene.saved.case), scene.unticked
    words = FactWords(scene.library.catalogue, scene.library.model, scene.language)
    changes = fact_changes(first, facts)
    before = scene.assess(first)
    return render(
        "casevaerksted.html",
        scene.language,
        scene.frame,
        {
            **scene.context(),
            **_words(scene),
            "facts": facts,
            "life_names": life_names(facts.life),
            "life_marks": [life_mark(one) for one in facts.life],
            "changes": [words.line(one) for one in changes],
            "shifts": _shifts(before, scene.assessment),
            "before": before,
            "own": [one.domain.name for one in scene.assessment.domains if one.answer is not None],
            "conditions": _conditions(scene, facts),
            "medicines": _medicines(scene, facts),
            "kinds": _kinds(scene, facts),
            "results": _results(scene, facts),
            "scores": score_lines(scene),
            "doses": {one.atc: said(one.dose, scene.language) for one in facts.medicines or ()},
            "numbers": {
                name: "" if value is None else typed(value, scene.language)
                for name, value in facts.contacts.model_dump(exclude={"tracks"}).items()
            },
            "others": _others(scene),
            "against": against(scene),
            "compared": _compared(scene),
            "missing": [one.text(scene.language) for one in missing(scene)],
            "file_name": f"{facts.id}.yaml",
            "python": _python(scene) if scene.view.get("python") else "",
            "paper": scene.sorting_sheet,
        },
    )


def _words(scene: Scene) -> dict[str, object]:
    return {
        "levels": LEVELS,
        "level_names": LEVEL,
        "strengths": STRENGTH,
        "ground": ground,
        "sexes": fact_words.SEX,
        "households": fact_words.HOUSEHOLD,
        "statuses": fact_words.STATUS,
        "uses": USE,
        "weights": fact_words.WEIGHT,
        "contact_names": fact_words.CONTACTS,
    }


def _shifts(before: Assessment, after: Assessment) -> list[Shift]:
    pairs = zip(before.domains, after.domains, strict=True)
    return [
        Shift(now.domain.name, was.value, now.value)
        for was, now in pairs
        if was.possible != now.possible
    ]


# What can be added ------------------------------------------------------------------------------

Options = list[tuple[Text, list[tuple[str, Text]]]]


def _conditions(scene: Scene, facts: Case) -> Options:
    """The diagnoses the case has not got, by body system."""
    catalogue = scene.library.catalogue
    taken = {one.code for one in facts.conditions}
    groups: dict[str, list[tuple[str, Text]]] = {}
    for key, one in catalogue.conditions.items():
        if key not in taken:
            groups.setdefault(one.system, []).append((key, one.name))
    return [(catalogue.systems[key].name, _sorted(rows, scene)) for key, rows in groups.items()]


def _medicines(scene: Scene, facts: Case) -> Options:
    """The medicines the patient does not take, by the ATC system's main groups."""
    taken = {one.atc for one in facts.medicines or ()}
    names = atc_groups(scene.library.folder)
    groups: dict[str, list[tuple[str, Text]]] = {}
    for key, one in scene.library.catalogue.medicines.items():
        if key not in taken:
            groups.setdefault(key[0], []).append((key, one.name))
    return [(names[key], _sorted(rows, scene)) for key, rows in sorted(groups.items())]


def _kinds(scene: Scene, facts: Case) -> list[tuple[str, Text]]:
    taken = {one.kind for one in facts.measurements}
    known = scene.library.catalogue.measurements.items()
    return _sorted([(key, one.name) for key, one in known if key not in taken], scene)


def _sorted(rows: list[tuple[str, Text]], scene: Scene) -> list[tuple[str, Text]]:
    return sorted(rows, key=lambda row: row[1][scene.language].casefold())


def _results(scene: Scene, facts: Case) -> list[ResultField]:
    """The case's results, then the one opened for typing and those that were refused."""
    catalogue, told = scene.library.catalogue, {one.kind: one for one in facts.measurements}
    refused = [key.partition(":")[2] for key in scene.errors if key.startswith("result:")]
    opened = [scene.view.get("result", ""), *refused]
    fields: list[ResultField] = []
    for key in dict.fromkeys([*told, *opened]):
        if kind := catalogue.measurements.get(key):
            one = told.get(key)
            fields.append(
                ResultField(
                    key,
                    kind.name,
                    printed_unit(kind.unit, scene.language),
                    typed(one.value, scene.language) if one else "",
                    one.date or "" if one else "",
                    one is None,
                )
            )
    return fields


# Side by side -----------------------------------------------------------------------------------


def _others(scene: Scene) -> list[tuple[str, Mapping[str, Any]]]:
    """Whom one can compare with, besides the case as written: every case in every variant."""
    return [
        (f"{case.id}:{one.id}" if one else case.id, {"case": case, "variant": one})
        for case in scene.library.cases.values()
        for one in case.variants or (None,)
    ]


def against(scene: Scene) -> str:
    """What is compared with: as chosen, else the case as written once something is changed."""
    return scene.view.get("against", "written" if scene.state.edited else "")


def _compared(scene: Scene) -> Compared | None:
    chosen, library = against(scene), scene.library
    me = scene.case.person.name
    if chosen == "written":
        first = scene.state.written(scene.saved.case)
        here = Message("{name}, ændret", name=me).text(scene.language)
        there = Message("{name}, som skrevet", name=first.person.name).text(scene.language)
        assessment = scene.assess(first)
    else:
        id, _, variant = chosen.partition(":")
        try:
            case = library.case(id).in_variant(variant or None)
        except KeyError:
            return None
        here, there = me, case.person.name
        if here == there:
            here, there = f"{here} ({scene.case.id})", f"{there} ({chosen})"
        assessment = plain_assess(case, library.model, library.catalogue, scene.state.reading)
    return compared(
        Place(here, MARKS[0], scene.assessment),
        Place(there, MARKS[1], assessment),
        library.model,
        scene.tier_names,
        scene.language,
    )


def row_fields(saved: Saved) -> Mapping[str, set[str]]:
    """The fields people type in that stand in rows, by event: one that is gone has no error."""
    facts = saved.state.facts(saved.case)
    return {
        "medicine_dose": {one.atc for one in facts.medicines or ()},
        "result_date": {one.kind for one in facts.measurements},
        "life_text": {*life_names(facts.life)},
        "red_flag_text": {one.flag for one in facts.red_flags},
    }


# A case of its own ------------------------------------------------------------------------------


def missing(scene: Scene) -> list[Message]:
    """What a new case still lacks; a forløb's own case that no library has is one already."""
    facts, was = scene.unticked, scene.saved.case
    taken = {one.lower() for one in scene.library.cases}
    if scene.state.edited is None and was.id.lower() not in taken:
        return []
    lacks: list[Message] = []
    if facts.id.lower() in {*taken, was.id.lower()}:
        lacks.append(Message("et id, som ingen anden case har"))
    if facts.title == was.title:
        lacks.append(Message("en ny overskrift"))
    return lacks


def as_new_case(scene: Scene) -> tuple[Case, str]:
    """The changed case on its own, and its file. Raises UserError for what is not ready."""
    if lacks := missing(scene):
        raise UserError(N_("Den nye case mangler {what}."), what=lacks[0])
    state, was = scene.state, scene.saved.case
    on = None
    if state.place != START:
        on = MadeOn(state.step(was).day, state.started, state.happened(was))
    case = new_case(scene.unticked, state.variant, on)
    notes = [
        Message("Lavet i Overbliks caseværksted ud fra {id}, version {version}.", id=was.id,
                version=was.version),
        Message("Kollegers vurdering af {id} følger ikke med: de så en anden patient.", id=was.id),
        Message("Resumé, undervisning og plan er taget fra {id}: ret det, der ikke passer.",
                id=was.id),
    ]  # fmt: skip
    text = case_file(case, [one.text(scene.language) for one in notes])
    try:
        today = max(scene.today, scene.day)  # last year's day is before the case was written
        parse_case(text.encode(), f"{case.id}.yaml", scene.library.catalogue, today)
    except CaseFileError as error:
        wrong = error.problems[0].message
        raise UserError(wrong.msgid, **wrong.parts) from None
    return case, text


# The same in Python -----------------------------------------------------------------------------


def _python(scene: Scene) -> str:
    state, was = scene.state, scene.saved.case
    same = scene.library.cases.get(was.id) == was
    first = state.written(was)
    return python_steps(
        Steps(
            source=was.id if same else f"{scene.unticked.id}.yaml",
            variant=state.variant if same else None,
            at=state.at if same else None,
            started=state.started,
            changes=fact_changes(first, scene.unticked) if same else (),
            reading=state.reading,
            answers=state.answers,
            levels=state.levels,
            flags=state.flags,
            released=state.released,
        ),
        scene.language,
    )
