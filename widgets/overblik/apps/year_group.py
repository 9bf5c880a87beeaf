"""What the year's page shows of the patient's group: on the day before, now, and why to look."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from overblik.apps.scene import Scene
from overblik.documents.words import LEVEL
from overblik.documents.year_words import GroupRow, GroupTold, place
from overblik.domain.base import AXES, Level
from overblik.domain.regroup import Regroup, regroup
from overblik.domain.year import touched_domains
from overblik.language import Message, either


def year_group(scene: Scene) -> dict[str, Any]:
    """The context of ``_year_group.html``: the group on the day before, and now.

    ``shift`` is None on the first day of the year: nothing is before it.
    """
    looked = scene.state.regrouped == scene.state.place
    if len(scene.past) < 2:
        return {"shift": None, "looked": looked, "group": _first(scene)}
    rows = scene.library.year
    day_before, before = scene.past[-2]
    shift = regroup(scene.step, before.assessment, scene.assessment, rows, before.tier)
    group = _told(shift, before, scene)
    kinds = {one.kind: rows.kind(one.kind) for one in scene.step.events}
    place_row = list(shift.places)
    # What leaves the group for later says nothing on a day on which it has moved.
    quiet = [] if group.moved != "no" else list(kinds.values()) or place_row
    return {
        "shift": shift,
        "reasons": shift.rows or (place_row if shift.why else quiet),
        "group": group,
        "day_before": place(day_before, rows),
        "own_stands": list(_own_stands(scene, before)),
        "looked": looked,
    }


def _first(scene: Scene) -> GroupTold:
    return GroupTold("", _held(scene), "no", (), scene.chosen is not None)


def _told(shift: Regroup, before: Scene, scene: Scene) -> GroupTold:
    """The group of the day before and of now, in words."""
    was, now, model = _held(before), _held(scene), scene.library.model
    rows = [
        GroupRow(model.axis(axis).name[scene.language], *(_levels(side, scene) for side in sides))
        for axis, sides in shift.levels.items()
    ]
    suggested = shift.moved and was == now and scene.chosen is not None
    return GroupTold(
        was=was,
        now=now,
        moved="tier" if was != now or suggested else "axis" if shift.shifted else "no",
        rows=(*rows, GroupRow(Message("Niveau").text(scene.language), was, now)),
        own=scene.chosen is not None,
        suggested=_tiers(scene) if suggested else "",
    )


def _held(scene: Scene) -> str:
    """The tier that holds, else those still possible."""
    if scene.assessment.exits:
        return Message("Uden for pakkeforløbet").text(scene.language)
    return scene.tier_names[scene.tier][scene.language] if scene.tier else _tiers(scene)


def _tiers(scene: Scene) -> str:
    """The suggested tiers still possible."""
    possible = scene.assessment.possible_tiers
    names = scene.tier_names if len(possible) == 1 else scene.tier_shorts
    return either([names[one] for one in possible], scene.language)


def _levels(levels: Collection[Level], scene: Scene) -> str:
    return either([LEVEL[one] for one in levels], scene.language)


def _own_stands(scene: Scene, before: Scene) -> Iterator[str]:
    """What the clinician rated on an earlier day, of which this day changes something: their own
    words stand, and the page would else look as if nothing had happened."""
    touched, state = touched_domains(scene.step, scene.library.catalogue), scene.state
    for axis, result in zip(AXES, scene.assessment.axes, strict=True):
        of_axis = [one.domain for one in result.domains if one.domain.id in touched]
        for domain in of_axis:
            own = state.ratings.get(domain.id)
            was = before.state.ratings.get(domain.id)
            if own and was and own.answer is not None and own.answer == was.answer:
                yield domain.name[scene.language]
        own_level = state.axes.get(axis)
        if of_axis and own_level and own_level.valid and own_level == before.state.axes.get(axis):
            yield result.axis.name[scene.language]
