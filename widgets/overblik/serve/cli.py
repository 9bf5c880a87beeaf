"""The `overblik` command. Heavy modules are imported inside the commands: `version` stays quick."""

from __future__ import annotations

import errno
import os
import sys
from typing import Annotated

import typer

from overblik import __version__
from overblik.language import DEFAULT, LANGUAGES, Language, Message, language

app = typer.Typer(
    name="overblik",
    help="Undervisningsapps om DSAM's forslag til pakkeforløb. Kun fiktive patienter.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def environment_language() -> Language:
    """The language of the terminal: OVERBLIK_LANG, Danish without it."""
    return language(os.environ.get("OVERBLIK_LANG", DEFAULT))


@app.command()
def version() -> None:
    """Skriv versionen."""
    typer.echo(__version__)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Adressen, der lyttes på.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Porten; 0 vælger en ledig.", min=0, max=65535)] = 8866,
    open_: Annotated[
        bool, typer.Option("--open/--no-open", help="Åbn browseren, når serveren er klar.")
    ] = False,
    language_: Annotated[
        str, typer.Option("--language", help="Sprog i terminalen: da eller en.")
    ] = "",
) -> None:
    """Start serveren, og skriv dens adresse."""
    lang = language(language_) if language_ in LANGUAGES else environment_language()
    # The port is taken before Voilà is imported: a clash is told at once, and a browser that
    # comes early waits instead of being refused.
    from overblik.serve.sockets import listen_on

    try:
        sockets = listen_on(host, port)
    except OSError as error:
        typer.echo(_why_not(error, host, port).text(lang), err=True)
        raise typer.Exit(1) from None
    _skip_unused_grammar()
    from overblik.serve.app import run

    run(sockets, host, lang, open_browser=open_)


def _skip_unused_grammar() -> None:
    """Halve the time to the first page.

    Jupyter depends on jsonschema with every format check, and one of them, for internationalised
    addresses, builds a grammar for 1.7 s at import. jsonschema does without it when it is not
    installed, and nothing here has such an address to check.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _why_not(error: OSError, host: str, port: int) -> Message:
    """Why the server cannot listen, and what to do about it."""
    if error.errno == errno.EADDRINUSE:
        return Message(
            "Port {port} er optaget: et andet program, måske et Overblik, der stadig kører, "
            "lytter på {host}:{port}.\n"
            "Stop det, eller vælg en anden port: overblik serve --port {other}",
            port=port,
            host=host,
            other=port + 1 if port < 65535 else 8867,
        )
    if error.errno == errno.EACCES:
        return Message(
            "Port {port} må kun systemet bruge.\nVælg en port over 1023: "
            "overblik serve --port 8866",
            port=port,
        )
    return Message(
        "Adressen {host} findes ikke på denne maskine.\nBrug 127.0.0.1, eller 0.0.0.0 for at "
        "svare hele lokalnettet: overblik serve --host 0.0.0.0",
        host=host,
    )


def main() -> None:
    """Entry point of the `overblik` command."""
    about_cases = {"check", "assess", "plan", "message"}
    if set(sys.argv[1:2]) & about_cases or "--help" in sys.argv or len(sys.argv) == 1:
        from overblik.serve import case_commands, plan_commands

        case_commands.register(app)
        plan_commands.register(app)
    app()
