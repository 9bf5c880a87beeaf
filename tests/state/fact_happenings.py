"""What the case workshop can do to a case, one row each: before, what happens, what is then true.

`happenings` has the rows among its own, so that every event is tried in the same ways.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from overblik.domain.case import Case
from overblik.domain.editing import life_mark
from overblik.state.state import State
from tests.domain.patients import METFORMIN
from tests.state.worlds import CASE, Raw

FactRow = tuple[str, tuple[Raw, ...], Raw, Callable[[State], object], object]


def case(state: State) -> Case:
    """The case as it was changed."""
    assert state.edited is not None
    return state.edited


def fact(kind: str, field: str = "", value: object = None) -> Raw:
    """An event of the workshop, as the browser sends it."""
    raw: Raw = {"type": kind}
    if field:
        raw["field"] = field
    return raw if value is None else {**raw, "value": value}


AGED = fact("person", "age", "72")
DEPRESSED = fact("condition_add", value="depression")
METFORMIN_ADDED = fact("medicine_add", value=METFORMIN)
EGFR = fact("result", "eGFR", "38,5")
MDI: Raw = {"type": "score", "instrument": "MDI", "value": "31"}
TICKED: Raw = {"type": "score_safety", "instrument": "MDI", "value": True}
LONELY = fact("life_add", "network", "2")
NETWORK = f"network.0.{life_mark(CASE.life[1])}"
FLAGGED = fact("red_flag", "trauma", True)

FACTS: tuple[FactRow, ...] = (
    ("its own id", (), fact("case_about", "id", "Z01"), lambda s: case(s).id, "Z01"),
    (
        "typed words are the same in both languages",
        (),
        fact("case_about", "title", "Ny"),
        lambda s: case(s).title.en,
        "Ny",
    ),
    ("an age", (), AGED, lambda s: case(s).person.age, 72),
    (
        "with whom",
        (),
        fact("person", "household", "alone"),
        lambda s: case(s).person.household,
        "alone",
    ),
    (
        "as it was written is no change",
        (AGED,),
        fact("person", "age", "50"),
        lambda s: s.edited,
        None,
    ),
    ("no variants any more", (), AGED, lambda s: case(s).variants, ()),
    (
        "thoughts of death",
        (),
        fact("safety_text", value="Tanker om døden"),
        lambda s: case(s).safety and case(s).safety.da,  # pyright: ignore
        "Tanker om døden",
    ),
    (
        "a diagnosis more",
        (),
        DEPRESSED,
        lambda s: [(one.code, one.status) for one in case(s).conditions],
        [("hypertension", "active"), ("depression", "active")],
    ),
    (
        "one that is over",
        (DEPRESSED,),
        fact("condition_status", "depression", "previous"),
        lambda s: case(s).conditions[1].status,
        "previous",
    ),
    ("one less", (DEPRESSED,), fact("condition_remove", "depression"), lambda s: s.edited, None),
    (
        "a medicine more",
        (),
        METFORMIN_ADDED,
        lambda s: [(one.atc, one.use) for one in case(s).medicines or ()],
        [(METFORMIN, "regular")],
    ),
    (
        "as needed",
        (METFORMIN_ADDED,),
        fact("medicine_use", METFORMIN, "as_needed"),
        lambda s: [one.use for one in case(s).medicines or ()],
        ["as_needed"],
    ),
    (
        "its dose",
        (METFORMIN_ADDED,),
        fact("medicine_dose", METFORMIN, "500 mg x 2"),
        lambda s: [one.dose for one in case(s).medicines or ()],
        ["500 mg x 2"],
    ),
    (
        "a medicine less",
        (METFORMIN_ADDED,),
        fact("medicine_remove", METFORMIN),
        lambda s: s.edited,
        None,
    ),
    ("none at all, as the case says", (), fact("medicines_none"), lambda s: s.edited, None),
    (
        "a result with decimal comma and its kind's own unit",
        (),
        EGFR,
        lambda s: [(one.value, one.unit) for one in case(s).measurements],
        [(38.5, "ml/min/1.73m2")],
    ),
    (
        "another value",
        (EGFR,),
        fact("result", "eGFR", "25.5"),
        lambda s: [one.value for one in case(s).measurements],
        [25.5],
    ),
    (
        "its day",
        (EGFR,),
        fact("result_date", "eGFR", "2026-11-01"),
        lambda s: case(s).measurements[0].date,
        date(2026, 11, 1),
    ),
    ("an empty result is none", (EGFR,), fact("result", "eGFR", " "), lambda s: s.edited, None),
    (
        "a score",
        (),
        MDI,
        lambda s: [(one.instrument, one.value, one.suicidality) for one in case(s).scores],
        [("MDI", 31.0, False)],
    ),
    (
        "a positive item on suicide",
        (MDI,),
        TICKED,
        lambda s: case(s).scores[0].suicidality,
        True,
    ),
    (
        "which outlives another sum",
        (MDI, TICKED),
        {**MDI, "value": "12"},
        lambda s: (case(s).scores[0].value, case(s).scores[0].suicidality),
        (12.0, True),
    ),
    ("an empty score is none", (MDI, TICKED), {**MDI, "value": ""}, lambda s: s.edited, None),
    (
        "a fact of life in the anchor's words",
        (),
        LONELY,
        lambda s: (case(s).life[6].weight, case(s).life[6].text.en),
        (2, "Often alone and without help"),
    ),
    (
        "in own words",
        (),
        fact("life_text", "network.0", "Sidder alene"),
        lambda s: case(s).life[1].text.da,
        "Sidder alene",
    ),
    ("heavier", (), fact("life_weight", "network.0", "2"), lambda s: case(s).life[1].weight, 2),
    (
        "gone",
        (),
        fact("life_remove", NETWORK),
        lambda s: [one.domain for one in case(s).life],
        ["mental", "finances", "coping", "caregiving", "substances"],
    ),
    ("contacts", (), fact("contact", "gp", "12"), lambda s: case(s).contacts.gp, 12),
    (
        "half hours",
        (),
        fact("contact", "self_care_hours", "7,5"),
        lambda s: case(s).contacts.self_care_hours,
        7.5,
    ),
    (
        "an empty number is unknown",
        (fact("contact", "gp", "12"),),
        fact("contact", "gp", ""),
        lambda s: s.edited,
        None,
    ),
    (
        "tracks, one a line",
        (),
        fact("tracks", value="Hjerte\n\n Nyre \n"),
        lambda s: [one.da for one in case(s).contacts.tracks or ()],
        ["Hjerte", "Nyre"],
    ),
    (
        "no line is unknown",
        (),
        fact("tracks", value=""),
        lambda s: case(s).contacts.tracks,
        None,
    ),
    (
        "no track at all",
        (fact("tracks", value="Hjerte"),),
        fact("tracks_none"),
        lambda s: s.edited,
        None,
    ),
    (
        "a red flag in the table's words",
        (),
        FLAGGED,
        lambda s: [(one.flag, one.text.da) for one in case(s).red_flags],
        [("trauma", "Betydende traume")],
    ),
    (
        "in own words",
        (FLAGGED,),
        fact("red_flag_text", "trauma", "Faldet af cyklen"),
        lambda s: case(s).red_flags[0].text.da,
        "Faldet af cyklen",
    ),
    (
        "no red flag",
        (FLAGGED,),
        fact("red_flag", "trauma", False),
        lambda s: s.edited,
        None,
    ),
    (
        "one fact back, the others stay",
        (AGED, DEPRESSED),
        {"type": "fact_restore", "theme": "person", "field": "age"},
        lambda s: (case(s).person.age, len(case(s).conditions)),
        (50, 2),
    ),
    (
        "the last one back: nothing is changed",
        (AGED,),
        {"type": "fact_restore", "theme": "person", "field": "age"},
        lambda s: s.edited,
        None,
    ),
    (
        "a fact of life comes back to its place",
        (fact("life_remove", NETWORK), AGED),
        {"type": "fact_restore", "theme": "life", "field": "w1"},
        lambda s: [one.domain for one in case(s).life][1],
        "network",
    ),
    ("all back", (AGED, DEPRESSED, EGFR), fact("facts_undo"), lambda s: s.edited, None),
)

_plain = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Nd"], include_characters="\n\t"), max_size=20
)
_numbers = st.sampled_from(["", "0", "5", "38,5", "71", "100", "1.000", "-3", "mange"])
_codes = st.sampled_from(["hypertension", "depression", "copd", "low_back_pain", "vejret"])
_drugs = st.sampled_from([METFORMIN, "C07AB02", "Z99ZZ99"])
_kinds = st.sampled_from(["eGFR", "K", "HbA1c", "vejret"])
_instruments = st.sampled_from(["MDI", "WHO5", "CFS", "vejret"])
_domains = st.sampled_from(["mental", "network", "coping"])
_rows = st.builds("{}.{}".format, _domains, st.integers(0, 2))
_flags = st.sampled_from(["trauma", "night_pain", "vejret"])
_weights = st.sampled_from(["0", "1", "2"])
_themes = ["case", "person", "contacts", "life", "safety", "conditions", "medicines",
           "measurements", "scores", "red_flags"]  # fmt: skip

FACT_FIELDS: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "case_about": {"field": st.sampled_from(["id", "title", "summary"]), "value": _plain},
    "person": {
        "field": st.sampled_from(["name", "age", "sex", "household", "lives", "work"]),
        "value": _plain | _numbers | st.sampled_from(["F", "M", "alone", "family"]),
    },
    "safety_text": {"value": _plain},
    "condition_add": {"value": _codes},
    "condition_status": {"field": _codes, "value": st.sampled_from(["active", "previous"])},
    "condition_remove": {"field": _codes},
    "medicine_add": {"value": _drugs},
    "medicine_use": {"field": _drugs, "value": st.sampled_from(["regular", "course"])},
    "medicine_dose": {"field": _drugs, "value": _plain},
    "medicine_remove": {"field": _drugs},
    "medicines_none": {},
    "result": {"field": _kinds, "value": _numbers},
    "result_date": {"field": _kinds, "value": st.dates().map(str) | st.just("")},
    "score": {"instrument": _instruments, "value": _numbers},
    "score_safety": {"instrument": _instruments, "value": st.booleans()},
    "life_add": {"field": _domains, "value": _weights},
    "life_text": {"field": _rows, "value": _plain},
    "life_weight": {"field": _rows, "value": _weights},
    "life_remove": {"field": _rows.map(lambda row: f"{row}.0123abcd") | st.just(NETWORK)},
    "contact": {
        "field": st.sampled_from(["gp", "no_shows", "self_care_hours"]),
        "value": _numbers,
    },
    "tracks": {"value": _plain},
    "tracks_none": {},
    "red_flag": {"field": _flags, "value": st.booleans()},
    "red_flag_text": {"field": _flags, "value": _plain},
    "fact_restore": {
        "theme": st.sampled_from(_themes),
        "field": _codes | _drugs | _kinds | st.sampled_from(["age", "id", "gp", "w1", "n6.7", ""]),
    },
    "facts_undo": {},
}
"""Any event of the workshop, for sequences of them."""
