"""The addresses a person meets, asked over HTTP as a browser would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, BrowserContext

from overblik.ui.chrome import APPS
from tests.support.server import Server

ENGLISH_LEFTOVERS = re.compile(r"Executing|Voil|Jupyter|Not Found|Internal Server|Traceback")


def get(context: BrowserContext, server: Server, path: str) -> APIResponse:
    return context.request.get(server.url + path, max_redirects=0)


def post(
    context: BrowserContext,
    server: Server,
    path: str,
    form: dict[str, str | float | bool],
    **headers: str,
) -> APIResponse:
    return context.request.post(server.url + path, form=form, headers=headers, max_redirects=0)


def begin(context: BrowserContext, server: Server, case: str = "C01") -> str:
    """Begin a case and return the forløb's id."""
    answer = post(context, server, "forloeb", {"case": case, "app": "stratificering"})
    assert answer.status == 303
    return answer.headers["location"].partition("forloeb=")[2]


def test_the_front_page_lists_the_cases_without_starting_a_kernel(context, server):
    before = set(server.kernels())
    answer = get(context, server, "")
    assert answer.status == 200
    assert "Birgit" in answer.text()
    assert set(server.kernels()) <= before


@pytest.mark.parametrize("app", APPS)
def test_an_app_without_a_forloeb_offers_the_patients(context, server, app):
    answer = get(context, server, app)
    assert answer.status == 200
    assert f'value="{app}"' in answer.text()


@pytest.mark.parametrize("app", APPS)
def test_a_case_in_the_address_begins_a_forloeb(context, server, app):
    answer = get(context, server, f"{app}?case=C01")
    assert answer.status == 303
    assert re.fullmatch(rf"/{app}\?forloeb=[\w-]{{22,64}}", answer.headers["location"])


@pytest.mark.parametrize("path", ["stratificering?case=C99", "stratificering?case=C01&variant=Q"])
def test_an_unknown_case_or_variant_is_told(context, server, path):
    answer = get(context, server, path)
    assert answer.status == 404
    assert "findes ikke" in answer.text()


@pytest.mark.parametrize(
    "path",
    [
        "stratificering?forloeb=AAAAAAAAAAAAAAAAAAAAAAAA",
        "stratificering?forloeb=../../etc/passwd",
        "stratificering?forloeb=kort",
        "forloeb/AAAAAAAAAAAAAAAAAAAAAAAA.json",
        "findes/ikke",
        "voila/render/findes-ikke.ipynb",
        "voila/api/contents",
        "static/findes-ikke.css",
        "static/../page.py",
    ],
)
def test_what_does_not_exist_is_told_in_danish(context, server, path):
    answer = get(context, server, path)
    assert answer.status == 404
    assert '<html lang="da">' in answer.text()
    assert not ENGLISH_LEFTOVERS.search(answer.text())


def test_error_pages_follow_the_language(context, server):
    context.add_cookies([{"name": "overblik_sprog", "value": "en", "url": server.url}])
    assert '<html lang="en">' in get(context, server, "findes-ikke").text()


@pytest.mark.parametrize("path", ["voila/tree", "voila/tree/notebooks"])
def test_voilas_list_of_notebooks_leads_to_the_front_page(context, server, path):
    answer = get(context, server, path)
    assert answer.status == 302
    assert answer.headers["location"] == "/"


def test_notebooks_are_not_given_out_as_files(context, server):
    assert get(context, server, "voila/files/stratificering.ipynb").status == 403


def test_a_language_is_chosen_and_the_reader_returned(context, server):
    answer = post(context, server, "sprog", {"til": "en", "tilbage": "/konference"})
    assert answer.status == 303
    assert answer.headers["location"] == "/konference"
    assert "overblik_sprog=en" in answer.headers["set-cookie"]


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
def test_the_way_back_is_always_on_this_server(context, server, back):
    answer = post(context, server, "sprog", {"til": "da", "tilbage": back})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
@pytest.mark.parametrize("path", ["forloeb", "sprog", "aabn"])
def test_forms_from_other_sites_are_refused(context, server, path, headers):
    answer = post(context, server, path, {"case": "C01", "app": "konference"}, **headers)
    assert answer.status == 403


def test_a_forloeb_travels_as_a_file(context, server, tmp_path: Path):
    id = begin(context, server)
    file = get(context, server, f"forloeb/{id}.json")
    assert file.status == 200
    assert "attachment" in file.headers["content-disposition"]
    upload = {"name": "x.json", "mimeType": "application/json", "buffer": file.body()}
    answer = context.request.post(
        server.url + "aabn",
        multipart={"app": "konference", "file": upload},
        max_redirects=0,
    )
    assert answer.status == 303
    assert answer.headers["location"].startswith("/konference?forloeb=")
    assert id not in answer.headers["location"]


def test_a_wrong_file_is_told_on_the_page_it_came_from(context, server):
    upload = {"name": "x.json", "mimeType": "application/json", "buffer": b"{"}
    answer = context.request.post(
        server.url + "aabn", multipart={"app": "konference", "file": upload}, max_redirects=0
    )
    assert answer.status == 400
    assert "ikke et forløb fra Overblik" in answer.text()


def test_only_the_owner_sees_work_in_progress(context, browser, server):
    id = begin(context, server)
    assert id in get(context, server, "").text()
    stranger = browser.new_context()
    assert id not in stranger.request.get(server.url).text()
    stranger.close()


def test_the_owners_token_is_out_of_reach_for_scripts(context, server):
    cookie = get(context, server, "").headers["set-cookie"]
    assert "overblik_ejer=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_puls_of_a_kernel_nobody_knows(context, server):
    id = begin(context, server)
    unknown = "00000000-0000-4000-8000-000000000000"
    answer = get(context, server, f"puls/{unknown}?forloeb={id}")
    assert answer.json() == {"alive": False, "revision": 1}


def test_the_stylesheet_is_asked_for_again_but_sent_once(context, server):
    first = get(context, server, "static/overblik.css")
    assert first.status == 200
    again = context.request.get(
        server.url + "static/overblik.css", headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status == 304
