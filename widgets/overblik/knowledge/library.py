"""The library: catalogue, care model, labels and cases, read once per process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from overblik.domain.base import TIERS, Text, Tier
from overblik.domain.case import Case
from overblik.domain.catalogue import Catalogue
from overblik.domain.changes import ChangeRows
from overblik.domain.clashes import Clashes
from overblik.domain.completeness import ConferenceRules
from overblik.domain.consultation import Guide
from overblik.domain.leaks import Clue, Sharing, clues
from overblik.domain.model import CareModel
from overblik.domain.regroup import YearRows
from overblik.knowledge.case_files import CaseFileError, read_case
from overblik.knowledge.changes import read_changes
from overblik.knowledge.clashes import read_clashes
from overblik.knowledge.conference import read_conference
from overblik.knowledge.consultation import read_guide
from overblik.knowledge.file_rows import FileRow, cutoff_rows, model_rows
from overblik.knowledge.medcom import Medcom, read_medcom
from overblik.knowledge.model_files import read_model_file
from overblik.knowledge.patient_offers import PatientOffer, read_patient_offers
from overblik.knowledge.sharing import read_sharing
from overblik.knowledge.tables import Cells, TableError, read_catalogue, rows
from overblik.knowledge.yaml_source import Problem
from overblik.knowledge.year import read_year
from overblik.language import Message
from overblik.paths import data_dir


@dataclass(frozen=True)
class TierName:
    """What a tier is called in a label set: in full, and in a cell of the grid."""

    full: Text
    short: Text


TierNames = Mapping[str, Mapping[Tier, TierName]]
"""By label set and tier."""


@dataclass(frozen=True)
class Library:
    """Everything ``data/`` holds. The cases are read when somebody first asks for one.

    An app that goes on with a forløb never does: the case is in the save, and reading thirteen
    files costs a kernel a second.
    """

    folder: Path
    today: date
    catalogue: Catalogue
    model: CareModel
    tier_names: TierNames
    file_rows: Mapping[str, FileRow]

    @property
    def cases(self) -> Mapping[str, Case]:
        """The cases by id."""
        return self._shelf[0]

    @property
    def broken(self) -> tuple[Problem, ...]:
        """What is wrong with the case files that could not be used."""
        return self._shelf[1]

    @cached_property
    def changes(self) -> ChangeRows:
        """What could happen to a patient. Raises TableError when the file is broken."""
        return read_changes(self.folder / "model/changes.yaml", self.catalogue, self.model)

    @cached_property
    def clashes(self) -> Clashes:
        """The rows of the conflict and synergy board. Raises TableError when the file is broken."""
        return read_clashes(self.folder / "medicines/clashes.yaml", self.catalogue)

    @cached_property
    def conference(self) -> ConferenceRules:
        """What a conference card needs. Raises TableError when the file is broken."""
        return read_conference(self.folder / "model/conference.yaml")

    @cached_property
    def consultation(self) -> Guide:
        """The overview consultation. Raises TableError when its file is broken."""
        return read_guide(self.folder / "model/consultation.yaml")

    @cached_property
    def medcom(self) -> Medcom:
        """What a message is made of besides the plan. Raises TableError when a table is broken."""
        return read_medcom(self.folder)

    @cached_property
    def patient_offers(self) -> Mapping[str, PatientOffer]:
        """The services said to the patient, by key. Raises TableError when the table is broken."""
        return read_patient_offers(self.folder / "offers/patient_words.csv")

    @cached_property
    def sharing(self) -> Sharing:
        """The recipients, and what gives a closed part away. Raises TableError when broken."""
        return read_sharing(self.folder / "model/sharing.yaml", self.model)

    @cached_property
    def year(self) -> YearRows:
        """The words and the rule of the unfolding year. Raises TableError when the file is
        broken."""
        return read_year(self.folder / "model/year.yaml")

    @cached_property
    def clues(self) -> tuple[Clue, ...]:
        """The words that give a part of a plan away: every name of the catalogue is looked at."""
        return clues(self.sharing, self.catalogue)

    def case(self, id: str) -> Case:
        """The case of this id, in any case of letters; raises KeyError."""
        for key, case in self.cases.items():
            if key.lower() == id.lower():
                return case
        raise KeyError(id)

    @cached_property
    def _shelf(self) -> tuple[Mapping[str, Case], tuple[Problem, ...]]:
        cases: dict[str, Case] = {}
        broken: list[Problem] = []
        for path in sorted((self.folder / "cases").glob("*.yaml")):
            if path.name.startswith("_"):
                continue
            try:
                case = read_case(path, self.catalogue, self.today)
            except CaseFileError as error:
                broken += error.problems
                continue
            if case.id in cases:
                doubled = Message("Casens id »{id}« bruges af to filer.", id=case.id)
                broken.append(Problem(path.name, 1, doubled))
            else:
                cases[case.id] = case
        return dict(sorted(cases.items())), tuple(broken)


@cache
def library() -> Library:
    """The library of this installation. Raises TableError when the data itself is broken."""
    return read_library(data_dir(), date.today())


def read_library(data: Path, today: date) -> Library:
    """Read a data folder. A broken case is left out and named; a broken table is an error."""
    path = data / "model/dsam.yaml"
    model, source = read_model_file(path, CareModel)
    owners = {one.id: one.place for one in model.owners}
    return Library(
        folder=data,
        today=today,
        catalogue=read_catalogue(data, owners),
        model=model,
        tier_names=_tier_names(data / "labels/tiers.csv"),
        file_rows={**model_rows(source, path), **cutoff_rows(data / "instruments/cutoffs.csv")},
    )


def read_model(path: Path) -> CareModel:
    """Read a care model file. Raises TableError naming file, line and field."""
    return read_model_file(path, CareModel)[0]


def _tier_names(path: Path) -> TierNames:
    found: dict[str, dict[Tier, TierName]] = {}

    def name(row: Cells) -> None:
        tier = row["tier"]
        if tier not in TIERS:
            raise KeyError(tier)
        found.setdefault(row["set"], {})[tier] = TierName(
            full=Text(da=row["name_da"], en=row["name_en"]),
            short=Text(da=row["short_da"], en=row["short_en"]),
        )

    for _ in rows(path, name):
        pass
    for label_set, names in found.items():
        if missing := set(TIERS) - set(names):
            raise TableError(f"{path.name}:1: {label_set} has no name for {', '.join(missing)}")
    return found
