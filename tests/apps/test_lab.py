"""»Vis som Python«: the code on the page, run as it stands, sorts the patient as the page does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from overblik import lab
from overblik.domain.assessment import Assessment
from overblik.domain.case import Case
from overblik.domain.editing import fact_changes, life_mark, written
from overblik.knowledge import library
from overblik.state.events import EVENT
from overblik.state.store import Store
from overblik.state.update import Refused, World, update
from tests.apps.pages import begun, do, opened
from tests.state.fact_happenings import FACT_FIELDS, fact
from tests.state.worlds import NOW, Raw
from tests.support.examples import examples

FORLOEB: dict[str, tuple[str, str | None, tuple[Raw, ...]]] = {
    "as written": ("C01", None, ()),
    "in a variant": ("C03", "B", (fact("contact", "gp", "3"),)),
    "with own ratings and an own axis": (
        "C02",
        None,
        (
            {"type": "reading", "value": "rund_op"},
            {"type": "rate", "domain": "mental", "value": "unknown"},
            {"type": "rate", "domain": "disease", "value": "2"},
            {"type": "axis", "axis": "biomedical", "value": "high"},
            {"type": "axis_reason", "axis": "biomedical", "value": "Tre indlæggelser"},
            fact("person", "household", ""),
        ),
    ),
    "a flag ticked and cleared": (
        "C01",
        None,
        (
            {"type": "flag", "flag": "chest_pain_at_rest", "value": "yes"},
            {"type": "release", "value": "Afklaret"},
        ),
    ),
    "much changed": (
        "C01",
        None,
        (
            fact("person", "age", "64"),
            fact("person", "work", "Lærer \"på\" 'halv' tid\\n"),
            fact("condition_add", value="depression"),
            fact("condition_status", "hfref", "previous"),
            fact("condition_remove", "atrial_fibrillation"),
            fact("medicine_remove", "A10BA02"),
            fact("medicine_add", value="N06AB04"),
            fact("medicine_dose", "N06AB04", "20 mg x 1"),
            fact("medicine_use", "C03CA01", "as_needed"),
            fact("result", "eGFR", "25,5"),
            fact("result_date", "eGFR", "2026-09-01"),
            fact("result", "CRP", "12"),
            fact("result", "LDL", ""),
            {"type": "score", "instrument": "MDI", "value": "31"},
            {"type": "score_safety", "instrument": "MDI", "value": True},
            fact("life_weight", "network.0", "2"),
            fact("life_text", "finances.0", "Gæld"),
            fact("life_remove", f"coping.0.{life_mark(library().cases['C01'].life[2])}"),
            fact("life_add", "coping", "1"),
            fact("tracks", value="Hjerte"),
            fact("contact", "self_care_hours", "7,5"),
            fact("safety_text", value="Tanker om døden"),
        ),
    ),
    "the only diseases replaced": (
        "C06",
        None,
        (
            fact("condition_add", value="copd"),
            fact("condition_remove", "type_2_diabetes"),
            fact("condition_remove", "hypertension"),
            fact("red_flag", "trauma", True),
        ),
    ),
    "on a day of the year": (
        "C04",
        None,
        (
            {"type": "year_step", "value": "angst-og-ordrer"},
            fact("contact", "gp", "3"),
            {"type": "score", "instrument": "HADS_A", "value": "9"},
            fact("result", "LDL", "1,5"),
        ),
    ),
    "a year before": (
        "C04",
        None,
        ({"type": "year_step", "value": "sidste-aar"}, fact("tracks", value="Hjerte")),
    ),
    "younger, once the score for the old is gone": (
        "C07",
        None,
        (
            {"type": "score", "instrument": "CFS", "value": ""},
            fact("person", "age", "40"),
        ),
    ),
}


def run(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """Run code as a notebook in this folder would."""
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    exec(compile(code, "notebook", "exec"), names)
    result = names["result"]
    assert isinstance(result, Assessment)
    return result


def alike(one: Assessment, other: Assessment) -> None:
    """The same patient, sorted the same way."""
    assert one.possible_tiers == other.possible_tiers
    assert one.reading == other.reading
    assert len(one.exits) == len(other.exits)
    for mine, others in zip(one.axes, other.axes, strict=True):
        assert (mine.possible, mine.points) == (others.possible, others.points)
    for mine, others in zip(one.domains, other.domains, strict=True):
        assert (mine.possible, mine.suggested) == (others.possible, others.suggested)
    assert [it.offer.id for it in one.offers] == [it.offer.id for it in other.offers]


@pytest.mark.parametrize("name", FORLOEB)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_code_does_what_the_page_shows(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    language: str,
):
    case, variant, events = FORLOEB[name]
    id = begun(store, case, variant)
    session = opened(store, "casevaerksted", id, language)
    for event in events:
        revision = session.reply().head["revision"]
        reply = session.handle(event)
        assert reply.head["revision"] != revision, f"{event} was refused or changed nothing"
    page = do(session, "show", what="python", value="vis")
    result = run(page.one("python-code").text, tmp_path, monkeypatch)
    saved = store.read(id)
    state = saved.state
    now = state.edited or written(saved.case, state.variant)
    assert fact_changes(now, result.case.model_copy(update={"red_flags": now.red_flags})) == ()
    alike(
        result,
        lab.sort(
            now,
            reading=state.reading,
            answers=state.answers,
            levels=state.levels,
            flags=state.flags,
            released=state.released,
        ),
    )
    tier = page.one("tier").attributes["data-tier"]
    shown = "exit" if result.exits else result.tier or "unknown"
    assert tier == shown
    for axis in result.axes:
        level = page.one(f"axis-{axis.axis.id}").attributes["data-level"]
        assert level == (axis.level or "unknown")
    assert now.person.name in capsys.readouterr().out


@given(
    st.lists(
        st.one_of(
            [
                st.fixed_dictionaries({"type": st.just(kind), **fields})
                for kind, fields in FACT_FIELDS.items()
            ]
        ),
        max_size=15,
    )
)
@examples(25)
def test_whatever_is_changed_the_code_gives_the_same_case(happened: list[Raw]):
    from overblik.documents.python_steps import Steps, python_steps
    from overblik.state.state import start

    known = library()
    case = known.cases["C08"]
    world = World(case, known.model, known.catalogue, NOW, known.conference)
    state = start(case, None, known.model, known.today)
    for raw in happened:
        try:
            state = update(state, EVENT.validate_python(raw), world)
        except (Refused, ValueError):
            continue
    first = written(case, None)
    now = state.edited or first
    steps = Steps(
        "C08", None, None, known.today, fact_changes(first, now), "dsam", {}, {}, {}, False
    )
    names: dict[str, object] = {}
    exec(compile(python_steps(steps, "da"), "notebook", "exec"), names)
    made = names["patient"]
    assert isinstance(made, Case)
    assert fact_changes(now, made) == ()


def test_a_case_of_ones_own_is_taken_from_its_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    session = opened(store, "casevaerksted", begun(store))
    for event in (
        fact("case_about", "id", "Z01"),
        fact("case_about", "title", "Ny"),
        fact("tracks_none"),
    ):
        session.handle(event)
    file = session.handle({"type": "case_file"}).download
    assert file is not None
    (tmp_path / file.name).write_text(file.text, "utf-8")
    session.handle({"type": "case_begin"})
    page = do(session, "show", what="python", value="vis")
    code = page.one("python-code").text
    assert "case('Z01.yaml')" in code
    result = run(code, tmp_path, monkeypatch)
    assert result.biomedical.level == "moderate"


def test_a_notebook_is_told_what_cannot_be():
    birgit = lab.case("C01")
    with pytest.raises(KeyError):
        lab.case("C99")
    with pytest.raises(KeyError):
        lab.remove(birgit, "conditions", "copd")
    with pytest.raises(KeyError):
        lab.remove(birgit, "life", "Noget andet")
    with pytest.raises(ValidationError):
        lab.change(birgit, "measurements", "K", value=53)
    with pytest.raises(ValidationError):
        lab.change(birgit, "person", shoe_size=41)
    assert lab.case("C01") == birgit, "and nothing was changed"


def test_a_case_is_taken_on_any_day_of_its_year():
    """A day is called after any event of it; without a day the forløb began on, the case's own."""
    first, then = lab.case("C04"), lab.case("C04", at="angst-og-ordrer")
    assert "HADS_A" not in {one.instrument for one in first.scores}
    assert [(one.value, str(one.date)) for one in then.scores] == [(13, "2026-11-01")]
    later = lab.case("C04", at="angst-og-ordrer", started="2026-11-24")
    assert str(later.scores[0].date) == "2027-01-24"
    assert [one.code for one in lab.case("C04", at="sidste-aar").conditions] == ["type_2_diabetes"]
    assert lab.sort(lab.case("C04", at="aarligt-overblik")).tier == "low"
    assert lab.change(later, "measurements", "LDL", value=1.5) != later, "though the day lies ahead"
    with pytest.raises(KeyError):
        lab.case("C04", at="angst")
    with pytest.raises(KeyError):
        lab.case("C14", "stabil", at="ny-tid")


def test_a_list_can_be_unknown_empty_and_filled():
    birgit = lab.case("C01")
    assert lab.remove(birgit, "medicines").medicines is None
    assert lab.change(birgit, "medicines").medicines == ()
    one = lab.change(lab.change(birgit, "medicines"), "medicines", "A10BA02", dose="x 1")
    assert [(it.atc, it.dose) for it in one.medicines or ()] == [("A10BA02", "x 1")]
    assert lab.remove(lab.change(birgit, "safety", "Tanker"), "safety").safety is None
