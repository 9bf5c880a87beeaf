"""What Jupyter asks of a kernel, asked of a forked one: it is an ordinary kernel in every way."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from overblik.serve.warm import provisioner
from tests.support.protocol import run
from tests.support.server import runs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forked kernels are for Linux")

PATIENCE = 10.0


@asynccontextmanager
async def forked(folder: Path) -> AsyncIterator[tuple[AsyncKernelManager, AsyncKernelClient]]:
    """A kernel from a warm parent of its own, with its manager and a client that it answers."""
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Varm",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": provisioner.NAME}},
    }
    (folder / "varm").mkdir()
    (folder / "varm" / "kernel.json").write_text(json.dumps(spec), "utf-8")
    specs = KernelSpecManager(kernel_dirs=[str(folder)], ensure_native_kernel=False)
    manager = AsyncKernelManager(kernel_name="varm", kernel_spec_manager=specs)
    try:
        await manager.start_kernel(cwd=str(folder))
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=PATIENCE)
        yield manager, client
        client.stop_channels()
    finally:
        await manager.shutdown_kernel(now=True)
        provisioner.warm_parent().stop()


@pytest.fixture(autouse=True)
def own_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a warm parent of its own."""
    monkeypatch.setattr(provisioner, "_parent", None)


def process_of(manager: AsyncKernelManager) -> psutil.Process:
    assert manager.provisioner is not None
    return psutil.Process(manager.provisioner.pid)  # type: ignore[attr-defined]


async def result(client: AsyncKernelClient, code: str) -> dict[str, Any]:
    """What the kernel replies to this code."""
    reply = await client.execute_interactive(code, timeout=PATIENCE, output_hook=lambda _: None)
    return reply["content"]


def say(client: AsyncKernelClient, kind: str, **content: Any) -> None:
    """What a page's comm tells the kernel."""
    client.shell_channel.send(client.session.msg(kind, {"comm_id": "a1", **content}))


async def heard(client: AsyncKernelClient, kind: str) -> dict[str, Any]:
    """The content of the next message of this kind on iopub."""
    while True:
        message = await client.get_iopub_msg(timeout=PATIENCE)
        if message["msg_type"] == kind:
            return message["content"]


def test_an_interrupted_kernel_stops_and_lives_on(tmp_path: Path):
    async def interrupt() -> None:
        async with forked(tmp_path) as (manager, client):
            # After an error ipykernel aborts what it is asked to execute until it has tidied up;
            # how long that takes is not the question here. And one long sleep would begin in
            # vain just after the signal, unless CPython gets to look for it now and then.
            busy = "import time\nprint('i gang', flush=True)\nwhile True: time.sleep(0.01)"
            client.execute(busy, stop_on_error=False)
            await heard(client, "stream")
            await manager.interrupt_kernel()
            reply = await client.get_shell_msg(timeout=PATIENCE)
            assert reply["content"]["ename"] == "KeyboardInterrupt"
            assert (await result(client, "1 + 1"))["status"] == "ok"

    run(interrupt())


def test_what_a_page_says_after_an_interrupt_is_heard(tmp_path: Path):
    """Only code is aborted after an error, and pages talk by comm: no event of theirs is lost."""
    target = """
import time

def opened(comm, message):
    def said(message):
        number = message["content"]["data"]["n"]
        comm.send({"hørt": number})
        while number == 1:
            time.sleep(0.01)
    comm.on_msg(said)
    comm.send({"åbnet": True})

get_ipython().kernel.comm_manager.register_target("ekko", opened)
"""

    async def interrupt() -> None:
        async with forked(tmp_path) as (manager, client):
            assert (await result(client, target))["status"] == "ok"
            say(client, "comm_open", target_name="ekko", data={})
            assert (await heard(client, "comm_msg"))["data"] == {"åbnet": True}
            for n in (1, 2, 3):  # two wait in the queue when the first is interrupted
                say(client, "comm_msg", data={"n": n})
            assert (await heard(client, "comm_msg"))["data"] == {"hørt": 1}
            await manager.interrupt_kernel()
            for n in (2, 3):
                assert (await heard(client, "comm_msg"))["data"] == {"hørt": n}

    run(interrupt())


def test_a_restarted_kernel_is_forked_anew_and_empty(tmp_path: Path):
    async def restart() -> None:
        async with forked(tmp_path) as (manager, client):
            before = process_of(manager)
            parent = before.ppid()
            assert (await result(client, "husket = 1"))["status"] == "ok"
            await manager.restart_kernel()
            await client.wait_for_ready(timeout=PATIENCE)
            after = process_of(manager)
            assert after.pid != before.pid
            assert after.ppid() == parent != psutil.Process().pid, "both were forked"
            assert (await result(client, "husket"))["ename"] == "NameError"

    run(restart())


def test_a_comm_that_the_browser_opens_reaches_the_kernel(tmp_path: Path):
    target = """
def opened(comm, message):
    comm.on_msg(lambda said: comm.send({"ekko": said["content"]["data"]}))
    comm.send({"åbnet": message["content"]["data"]})

get_ipython().kernel.comm_manager.register_target("ekko", opened)
"""

    async def talk() -> None:
        async with forked(tmp_path) as (_, client):
            assert (await result(client, target))["status"] == "ok"
            say(client, "comm_open", target_name="ekko", data={"n": 1})
            assert (await heard(client, "comm_msg"))["data"] == {"åbnet": {"n": 1}}
            say(client, "comm_msg", data={"n": 2})
            assert (await heard(client, "comm_msg"))["data"] == {"ekko": {"n": 2}}

    run(talk())


@pytest.mark.parametrize("now", [True, False], ids=["at once", "politely"])
def test_a_kernel_that_is_shut_down_is_gone(tmp_path: Path, now: bool):
    async def shut_down() -> None:
        async with forked(tmp_path) as (manager, _):
            process = process_of(manager)
            files = Path(manager.connection_file)
            assert files.exists()
            async with asyncio.timeout(PATIENCE):
                await manager.shutdown_kernel(now=now)
            assert not runs(process)
            assert not await manager.is_alive()
            assert not files.exists()

    run(shut_down())
