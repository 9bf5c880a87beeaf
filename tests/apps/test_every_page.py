"""Every app draws every case, variant, reading, label set and language, and draws it whole."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from overblik.domain.base import LEVELS, READINGS
from overblik.knowledge import library
from overblik.state.store import Store
from tests.apps.pages import APPS, LANGUAGES, Seen, begun, do, look, opened, seen
from tests.domain.patients import answers_at

IN_VARIANTS = [
    (case.id, variant)
    for case in library().cases.values()
    for variant in ([one.id for one in case.variants] or [None])
]
app_and_language = pytest.mark.parametrize(
    ("app", "language"), [(app, language) for app in APPS for language in LANGUAGES]
)
NO_TIER = ("konference", "overblikskonsultation", "afvejning", "deling")
"""Apps whose page does not say the tier at first sight."""
PLACEHOLDERS = ("{{", "}}", "{%", "Undefined", "Message(", "Text(da", "%(", "da='", "<object ")


def assert_whole(html: str) -> Seen:
    page = seen(html)
    assert page.stray == []
    assert page.open == []
    words = re.sub(r"(?s)<pre.*?</pre>", "", html)  # rows of files are shown as they stand there
    for left in PLACEHOLDERS:
        assert left not in words
    ids = Counter(one.attributes["id"] for one in page.elements if "id" in one.attributes)
    assert [id for id, count in ids.items() if count > 1] == []
    named = {
        one.attributes[name] for one in page.elements for name in NAMING if name in one.attributes
    }
    assert {id for names in named for id in names.split()} <= set(ids)
    return page


NAMING = ("for", "aria-labelledby", "aria-describedby")


@app_and_language
@pytest.mark.parametrize(
    ("case", "variant"), IN_VARIANTS, ids=[f"{case}-{variant}" for case, variant in IN_VARIANTS]
)
def test_a_case(store: Store, app: str, language: str, case: str, variant: str | None):
    reply = opened(store, app, begun(store, case, variant), language).reply()
    page = assert_whole(reply.html)
    person = library().cases[case].person
    assert person.name in page.one("case-title").text
    assert str(person.age) in page.one("case-title").text
    assert reply.head["lang"] == language
    mark = "Undervisning – fiktiv patient"
    if language == "da":
        assert reply.html.count(mark) >= 2, "on the page and on the paper"


@app_and_language
def test_the_choice_of_patient(store: Store, app: str, language: str):
    reply = opened(store, app, language=language).reply()
    page = assert_whole(reply.html)
    for case in library().cases.values():
        assert page.one(f"begin-{case.id}")
    assert reply.head["forloeb"] == ""
    assert reply.head["revision"] == 0


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("biomedical", LEVELS)
@pytest.mark.parametrize("psychosocial", LEVELS)
def test_every_cell_under_every_reading(
    store: Store, reading: str, biomedical: str, psychosocial: str
):
    id = begun(store)
    first = opened(store, "stratificering", id)
    first.handle({"type": "reading", "value": reading})
    for domain, rating in answers_at(biomedical, psychosocial).items():  # pyright: ignore
        first.handle({"type": "rate", "domain": domain, "value": rating})
    tier = library().model.reading(reading).tiers[biomedical][psychosocial]  # pyright: ignore
    for app in APPS:
        page = assert_whole(opened(store, app, id).reply().html)
        if app not in NO_TIER:
            assert page.one("tier").attributes["data-tier"] == tier
    here = look(first).all(data_here="")
    assert [one.attributes["data-testid"] for one in here] == [f"cell-{biomedical}-{psychosocial}"]


@pytest.mark.parametrize("labels", list(library().tier_names))
@app_and_language
def test_every_set_of_names(store: Store, app: str, language: str, labels: str):
    id = begun(store, "C06")
    page = do(opened(store, "stratificering", id, language), "labels", value=labels)
    name = library().tier_names[labels]["low"].full[language]  # pyright: ignore
    assert page.one("tier").text == name
    html = opened(store, app, id, language).reply().html
    assert_whole(html)
    assert name in html or app in NO_TIER


@app_and_language
def test_everything_unknown(store: Store, app: str, language: str):
    id = begun(store)
    first = opened(store, "stratificering", id, language)
    for domain in library().model.domains:
        first.handle({"type": "rate", "domain": domain.id, "value": "unknown"})
    assert_whole(opened(store, app, id, language).reply().html)


@app_and_language
def test_everything_written_and_decided(store: Store, app: str, language: str):
    """A forløb with something in every field there is."""
    id = begun(store, "C08")
    first = opened(store, "stratificering", id)
    events: list[dict[str, object]] = [
        {"type": "tier", "value": "high"},
        {"type": "tier_ground", "value": "unrecorded"},
        {"type": "tier_reason", "value": "Skrøbelig\nog alene"},
        *({"type": "rating_reason", "domain": d.id, "value": "x"} for d in library().model.domains),
        *({"type": "offer", "offer": o.id, "value": "kept"} for o in library().model.offers),
        {"type": "offer", "offer": "high-digital", "value": "declined"},
        {"type": "offer", "offer": "high-talks", "value": "proposed"},
        *(
            {"type": "suggestion_take", "suggestion": one.id}
            for one in library().cases["C08"].teaching.plan
        ),
        {"type": "item_add", "id": "x1"},
        {"type": "item_remove", "item": "offer-high-special"},
        {"type": "item_due", "item": "offer-high-plan", "value": "2026-01-01"},
        {"type": "item_due", "item": "offer-high-overview", "value": "2029-01-01"},
        {"type": "item_goal", "item": "offer-high-plan", "value": "case-1"},
        {"type": "item_if_nothing", "item": "offer-high-plan", "value": "Ring"},
        {"type": "priority_add", "id": "p1"},
        {"type": "priority_remove", "priority": "case-2"},
        {"type": "overview", "value": "2027-11-01"},
        {"type": "item_second_owner", "item": "offer-high-plan", "value": "nurse"},
        {"type": "item_meeting", "item": "x1", "value": "video"},
        {"type": "item_section", "item": "x1", "value": "social"},
        {"type": "item_follow_up", "item": "case-metformin", "value": "2026-12-01"},
        {"type": "owner_absent", "owner": "relative", "value": "ill"},
        {"type": "card_place", "card": "metformin-kidney-low", "value": "drop"},
        {"type": "card_note", "card": "tramadol-kidney", "value": "Spørg"},
        {"type": "service_take", "service": "eye_photo", "by": "patient"},
        {"type": "booking_step", "item": "service-eye_photo", "value": "ordered"},
        {"type": "service_take", "service": "fishing_club"},
        {"type": "booking_link_person", "item": "service-fishing_club", "value": "Karl"},
        {"type": "consent_said", "recipient": "municipality"},
        {"type": "consent", "recipient": "relative", "section": "agreements", "value": True},
        {"type": "consent_all", "recipient": "hospital", "value": "yes"},
        {"type": "share", "recipient": "hospital", "form": "text", "id": "s1"},
        {"type": "consent_withdraw", "recipient": "hospital"},
        {"type": "alternative", "recipient": "hospital", "value": "Han ringer selv"},
        {"type": "card_to", "value": "Nefrolog"},
        {"type": "card_text", "field": "question", "value": "Et? To?"},
        {"type": "card_text", "field": "decision", "value": "Dialyse"},
        {"type": "card_text", "field": "tried", "value": "Diæt"},
        {"type": "card_text", "field": "meanwhile", "value": "Som nu"},
        {"type": "card_deadline", "value": "2027-01-01"},
        {"type": "card_responsible", "value": "specialist"},
    ]
    for event in events:
        reply = first.handle(event)
    assert reply.head["revision"] == 1 + len(events), "nothing was refused"
    assert_whole(opened(store, app, id, language).reply().html)


@app_and_language
def test_in_jupyterlab_no_address_of_ours_is_linked(store: Store, app: str, language: str):
    for id in (begun(store), ""):
        page = assert_whole(opened(store, app, id, language, served=False).reply().html)
        links = {one.attributes["href"] for one in page.elements if "href" in one.attributes}
        assert links <= {"#content"}


@pytest.mark.parametrize("app", APPS)
def test_a_page_runs_no_script_of_its_own(store: Store, app: str):
    page = look(opened(store, app, begun(store)))
    assert [one for one in page.elements if one.tag in ("script", "iframe", "object")] == []
    assert [name for one in page.elements for name in one.attributes if name.startswith("on")] == []
