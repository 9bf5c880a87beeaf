"""What a validation error is called in plain words, with what would be right."""

from __future__ import annotations

from pydantic_core import ErrorDetails

from overblik.knowledge.characters import visible
from overblik.language import N_, Message

_WORDS: dict[str, str] = {
    "missing": N_("Feltet »{field}« mangler. Tilføj det."),
    "extra_forbidden": N_(
        "Feltet »{field}« kendes ikke. Er det stavet rigtigt? Se data/cases/_skabelon.yaml."
    ),
    "string_type": N_("»{field}« skal være tekst. Sæt anførselstegn om, hvis det er et tal."),
    "string_too_short": N_("»{field}« er tom. Skriv en tekst, eller slet feltet."),
    "string_too_long": N_("»{field}« er for lang. Højst {max_length} tegn."),
    "string_pattern_mismatch": N_(
        "»{value}« kan ikke bruges som navn i »{field}«. "
        "Brug bogstaver a–z, tal, bindestreg og understreg, højst 40 tegn."
    ),
    "int_type": N_("»{field}« skal være et helt tal, ikke »{value}«."),
    "int_parsing": N_("»{field}« skal være et helt tal, ikke »{value}«."),
    "int_from_float": N_("»{field}« skal være et helt tal, ikke »{value}«."),
    "float_type": N_("»{field}« skal være et tal med punktum som decimaltegn, ikke »{value}«."),
    "float_parsing": N_("»{field}« skal være et tal med punktum som decimaltegn, ikke »{value}«."),
    "finite_number": N_("»{field}« skal være et almindeligt tal."),
    "greater_than_equal": N_("»{field}« er {value}. Det skal være mindst {ge}."),
    "less_than_equal": N_("»{field}« er {value}. Det må højst være {le}."),
    "literal_error": N_("»{value}« kan ikke stå i »{field}«. Skriv et af disse: {expected}."),
    "int_parsing_size": N_("»{field}« er {value}. Så stort kan tallet ikke være."),
    "date_type": N_("»{field}« skal være en dato: 2026-10-31."),
    "date_from_datetime_parsing": N_("»{value}« er ikke en dato. Skriv den sådan: 2026-10-31."),
    "date_parsing": N_("»{value}« er ikke en dato. Skriv den sådan: 2026-10-31."),
    "date_from_datetime_inexact": N_("»{field}« skal være en dato uden klokkeslæt: 2026-10-31."),
    "model_type": N_("Under »{field}« skal der stå felter, rykket ind."),
    "model_attributes_type": N_("Under »{field}« skal der stå felter, rykket ind."),
    "dict_type": N_("Under »{field}« skal der stå felter, rykket ind."),
    "mapping_type": N_("Under »{field}« skal der stå felter, rykket ind."),
    "tuple_type": N_("»{field}« skal være en liste: hver linje begynder med en bindestreg."),
    "list_type": N_("»{field}« skal være en liste: hver linje begynder med en bindestreg."),
    "too_short": N_("»{field}« skal have mindst {min_length} punkter."),
    "too_long": N_("»{field}« må højst have {max_length} punkter."),
    "unknown_condition": N_(
        "Diagnosen »{value}« kendes ikke. Brug en ICPC-2-, ICD-10- eller SKS-kode "
        "eller et kortnavn fra data/codes/conditions.csv."
    ),
    "unknown_medicine": N_(
        "Lægemidlet »{value}« kendes ikke. Brug en ATC-kode fra data/codes/medicines.csv."
    ),
    "unknown_measurement": N_(
        "Målingen »{value}« kendes ikke. Se navnene i data/codes/measurements.csv."
    ),
    "unknown_instrument": N_("Spørgeskemaet »{value}« kendes ikke. De kendte er: {known}."),
    "unknown_owner": N_("Planen kender ingen, der hedder »{value}«. De kendte er: {known}."),
    "unknown_service": N_("Ydelsen »{value}« findes ikke i kataloget. De kendte er: {known}."),
    "sections_partly": N_(
        "sections hører kun til answer: partly. Ved yes må alt deles, ved no intet."
    ),
    "follow_up_of_medicine": N_("follow_up hører kun til et punkt med medicine."),
    "month_or_week": N_("Skriv month eller week, ikke begge."),
    "expected_outside": N_(
        "Skriv outside ved alle tre, biomedical, psychosocial og tier, eller ved ingen."
    ),
    "unknown_red_flag": N_("Det røde flag »{value}« kendes ikke. De kendte er: {known}."),
    "wrong_unit": N_("{kind} kan ikke angives i »{value}«. Enheden er {unit}."),
    "implausible": N_(
        "{kind} {value} {unit} kan ikke passe. Værdien skal ligge mellem {low} og {high}."
    ),
    "score_out_of_range": N_(
        "{kind} {value} kan ikke passe. Spørgeskemaet går fra {low} til {high}."
    ),
    "score_not_whole": N_("{kind} {value} kan ikke passe. Scoren er et helt tal."),
    "score_between_steps": N_(
        "{kind} {value} kan ikke passe. Scoren går i spring på {step}: 0, {step} og så videre."
    ),
    "no_safety_item": N_(
        "{kind} spørger ikke til tanker om selvmord. Slet »suicidality«, eller skriv patientens "
        "ord under »safety«. De skemaer, der spørger, er: {known}."
    ),
    "too_young": N_(
        "{kind} er ikke valideret under {from_age} år (patienten er {age}). "
        "Slet scoren, eller ret alderen."
    ),
    "earlier_order": N_(
        "Skriv de tidligere svar i »earlier« ældst først, hver dag én gang "
        "og før svarets egen dato."
    ),
    "future_date": N_("Datoen {value} ligger i fremtiden. Brug dagen i dag eller en tidligere."),
    "when_one": N_("Skriv enten day, week eller month, og kun én af dem."),
    "review_unsigned": N_("En gennemgået case skal have mindst én underskrift under signed."),
    "long_id": N_("»{value}« er for langt et navn her. Højst {most} tegn."),
    "event_name_taken": N_(
        "»{value}« er navnet på en dag, som alle forløb har. Kald hændelsen noget andet."
    ),
    "event_dates": N_(
        "Tal i en hændelse har hændelsens egen dag. Slet date og earlier: det, der var før, "
        "huskes af sig selv."
    ),
    "variant_alone": N_("Én variant er ingen variant. Skriv mindst to, eller slet dem."),
}


def wording(error: ErrorDetails) -> Message:
    """The message for one error; what has no words of its own is named by its field."""
    context = {key: value for key, value in (error.get("ctx") or {}).items() if key != "error"}
    said: dict[str, object] = {
        "field": _field(error),
        "value": error.get("input"),
        **context,
    }
    said["value"] = shown(said["value"])
    if error["type"] == "literal_error":
        said["expected"] = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    if error["type"] == "extra_forbidden" and error.get("input") is None:
        # {da: a, b} reads as a field "b" without a value: the comma was meant as text.
        return Message(
            "Teksten er delt ved et komma før »{field}«. Sæt anførselstegn om hele teksten.",
            **said,
        )
    kind = error["type"]
    if kind == "string_type" and error.get("input") is None:
        kind = "string_too_short"  # nothing after the colon
    template = _WORDS.get(kind, N_("»{field}« er ikke som ventet: »{value}«."))
    return Message(template, **said)


def _field(error: ErrorDetails) -> object:
    names = [str(part) for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    return shown(names[-1]) if names else Message("casen")


def shown(value: object) -> str:
    """A value as a message can hold it: on one line, not too long, nothing in it invisible."""
    text = str(value) if not isinstance(value, (dict, list)) else "…"
    return visible(text if len(text) <= 60 else text[:57] + "…")
