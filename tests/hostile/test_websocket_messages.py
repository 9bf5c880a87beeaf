"""Well-formed messages that a browser has no business sending, to a kernel it may talk to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget  # noqa: F401 – registers its classes
import pytest
from ipywidgets.widgets.widget import _registry

from overblik.serve.messages import CONTROL
from tests.hostile.network import answers, unharmed
from tests.support.protocol import Connection, run

EVIL = "https://evil.example/x.js"


def forbidden(app: Connection, written: Path) -> dict[str, dict[str, Any]]:
    """Every message type of the protocol that must not pass, with a content that would hurt."""
    code = f"open({str(written)!r}, 'w')"
    return {
        "execute_request": {"code": code, "silent": False, "user_expressions": {"x": code}},
        "debug_request": {
            "type": "request",
            "seq": 1,
            "command": "evaluate",
            "arguments": {"expression": code},
        },
        "complete_request": {"code": "open", "cursor_pos": 4},
        "inspect_request": {"code": "open", "cursor_pos": 4, "detail_level": 1},
        "history_request": {"hist_access_type": "tail", "n": 10, "raw": True, "output": True},
        "is_complete_request": {"code": code},
        "connect_request": {},
        "input_reply": {"value": code, "status": "ok"},
        "shutdown_request": {"restart": False},
        "interrupt_request": {},
        "usage_request": {},
        "create_subshell_request": {},
        "list_subshell_request": {},
        "delete_subshell_request": {"subshell_id": "x"},
        "clear_request": {},
        "abort_request": {},
        "comm_close": {"comm_id": app.comm_id, "data": {}},
        "status": {"execution_state": "dead"},
        "kernel_info_reply": {},
        "no_such_request": {},
        "": {},
    }


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub", "", "hb", "../shell"])
def test_only_a_widgets_messages_reach_the_kernel(either, tmp_path, channel):
    written = tmp_path / "written"
    sent = [
        run(either.send(kind, content, channel))
        for kind, content in forbidden(either, written).items()
    ]
    assert answers(either, *sent) == []
    assert not written.exists()
    assert unharmed(either)


@pytest.mark.parametrize("channel", ["control", "stdin", "iopub", ""])
@pytest.mark.parametrize("kind", ["comm_msg", "comm_open", "comm_info_request"])
def test_widgets_are_spoken_to_on_one_channel_only(app, kind, channel):
    """Elsewhere the kernel would run the page's code a second time, in another thread."""
    content = {"comm_id": app.comm_id, "target_name": CONTROL, "data": {"method": "request_state"}}
    assert answers(app, run(app.send(kind, content, channel))) == []
    assert unharmed(app)


def test_no_class_of_widget_can_be_created(app):
    before = run(app.comms())
    names = ("_model_module", "_model_module_version", "_model_name")
    names += ("_view_module", "_view_module_version", "_view_name")
    sent = []
    for number, (key, _class) in enumerate(_registry.items()):
        state = {**dict(zip(names, key, strict=True)), "_esm": "alert(1)", "value": EVIL}
        content = {
            "comm_id": f"foreign-{number}",
            "target_name": "jupyter.widget",
            "target_module": EVIL,
            "data": {"state": state, "buffer_paths": []},
        }
        sent.append(run(app.send("comm_open", content, metadata={"version": "2.1.0"})))
    outside = {**state, "_view_module": EVIL, "_model_module": EVIL}
    content["data"]["state"] = outside
    sent.append(run(app.send("comm_open", content, metadata={"version": "2.1.0"})))
    assert len(sent) > 50
    assert answers(app, *sent) == []
    assert run(app.comms()) == before


@pytest.mark.parametrize("target", ["", "comm", "jupyter.widget.version", "os.system", None, [], 1])
def test_no_other_comm_can_be_opened(app, target):
    content = {"comm_id": "foreign", "target_name": target, "data": {}}
    assert answers(app, run(app.send("comm_open", content))) == []


def test_voilas_own_question_for_all_widgets_is_answered(app):
    """Notebooks that are not ours are shown by Voilà's script, which begins with it."""
    opened = {"comm_id": "control-1", "target_name": CONTROL, "data": {}}
    run(app.send("comm_open", opened, metadata={"version": "1.0.0"}))
    asked = {"comm_id": "control-1", "data": {"method": "request_states"}}
    given = answers(app, run(app.send("comm_msg", asked)))
    states = [one["content"]["data"]["states"] for one in given if "data" in one["content"]]
    assert [set(one) for one in states] == [run(app.comms())]
    run(app.send("comm_close", {"comm_id": "control-1", "data": {}}))
    left = run(app.ask("comm_info_request", {"target_name": CONTROL}))
    assert left["content"]["comms"] == {}


ODD_DATA: list[Any] = [
    {},
    {"method": None},
    {"method": "request_states"},
    {"method": "custom"},
    {"method": "custom", "content": None},
    {"method": "custom", "content": {"n": 1e300, "event": {}}},
    {"method": "custom", "content": {"kind": "anywidget-command", "name": "close", "id": "1"}},
    {"method": "update"},
    {"method": "update", "state": None},
    {"method": "update", "state": [], "buffer_paths": [["a"]]},
    {"method": "update", "state": {}, "buffer_paths": [["html", 0], ["__class__"], []]},
    {"method": "update", "state": {}, "buffer_paths": {"a": 1}},
    {"method": "close"},
    {"method": "__init__"},
]


@pytest.mark.parametrize("data", ODD_DATA, ids=range(len(ODD_DATA)))
def test_odd_words_to_the_widget_tell_nothing_of_the_code(app, data):
    given = answers(app, run(app.send("comm_msg", {"comm_id": app.comm_id, "data": data})))
    assert "site-packages" not in str(given)
    assert "line " not in str(given)
    assert unharmed(app)


@pytest.mark.parametrize("comm_id", ["no-such-comm", "", "a" * 10_000, "../x", None, 1, [], {}])
def test_words_to_no_widget_are_lost(app, comm_id):
    sent = run(app.send("comm_msg", {"comm_id": comm_id, "data": {"method": "request_state"}}))
    assert all("data" not in one["content"] for one in answers(app, sent))
    assert unharmed(app)


@pytest.mark.parametrize(
    "header",
    [
        {"subshell_id": "no-such-subshell"},
        {"version": "0.1"},
        {"version": "x"},
        {"date": "2026-99-99T99:99:99Z"},
        {"username": "x" * 100_000},
        {"extra": {"deep": [[[]]]}},
    ],
    ids=str,
)
def test_the_header_steers_nothing_but_the_answer(app, header):
    """The kernel reads more in a header than ids: a thread to run in, a version to translate."""
    content = {"comm_id": app.comm_id, "data": {"method": "request_state"}}
    given = answers(app, run(app.send("comm_msg", content, header=header)))
    assert any(one["content"].get("data", {}).get("method") == "update" for one in given)
    assert not set(header) & {"subshell_id", "extra"} & set(given[0]["parent_header"])
