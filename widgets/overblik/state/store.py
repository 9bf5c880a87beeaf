"""Where forløb are kept: SQLite in the user's own folder, or the database OVERBLIK_DATABASE names.

A forløb has an unguessable id. Each event is one read-change-write transaction on the newest
state, so two windows on the same forløb never undo each other's work: the later change wins in
the field it touches, and the revision tells the other window that something is new.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    create_engine,
    event,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from overblik.domain.base import Text as Bilingual
from overblik.domain.case import Case
from overblik.knowledge import library
from overblik.language import N_
from overblik.paths import user_data_dir
from overblik.state.saves import (
    Damaged,
    Newer,
    NotFound,
    Saved,
    SaveError,
    decode_case,
    decode_state,
    encode_case,
    encode_state,
    export,
    opened,
    whole,
)
from overblik.state.state import VERSION, State, start

_tables = MetaData()
_forloeb = Table(
    "forloeb",
    _tables,
    Column("id", String(64), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("case_text", Text, nullable=False),
    Column("state_text", Text, nullable=False),
    Column("created", String(32), nullable=False),
    Column("updated", String(32), nullable=False),
)

LISTED = 30
"""How many forløb the front page shows."""
MOST = 2**31 - 1
"""Revisions: what a column of whole numbers holds."""


class Unavailable(SaveError):
    """The database does not take the change; what was typed is still in the browser."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Det kunne ikke gemmes lige nu: databasen svarer ikke, eller disken er fuld. "
                "Det skrevne står stadig i feltet. Prøv igen om lidt."
            )
        )


class NoDatabase(SaveError):
    """OVERBLIK_DATABASE names nothing that can be opened."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Databasen kan ikke åbnes. Ret OVERBLIK_DATABASE (postgresql://… eller "
                "sqlite:///…), eller lad den være tom."
            )
        )


@dataclass(frozen=True)
class Summary:
    """One line of work in progress. ``title`` is None when the save cannot be read."""

    id: str
    case_id: str
    title: Bilingual | None
    name: str
    age: int
    updated: datetime


class Store:
    """A database of forløb."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    @classmethod
    def open(cls, url: str | None = None) -> Self:
        """Open a database, made when it is not there: ``url``, OVERBLIK_DATABASE, or SQLite.

        Raises Unavailable when it cannot be reached or is no database, NoDatabase when the address
        is none.
        """
        try:
            return cls(_engine(url))
        except (ArgumentError, NoSuchModuleError, ImportError, OSError) as error:
            raise NoDatabase from error

    def close(self) -> None:
        self._engine.dispose()

    def create(self, case: Case, variant: str | None, owner: str) -> Saved:
        """Begin a forløb on a case. Raises KeyError for a variant the case has not got."""
        case.in_variant(variant)
        return self._insert(case, start(case, variant, library().model, date.today()), owner)

    def read(self, id: str) -> Saved:
        """A forløb. Raises NotFound, Damaged or Newer."""
        with _answering(), self._engine.connect() as connection:
            return _saved(_row(connection, id))

    def change(self, id: str, step: Callable[[Saved], State]) -> Saved:
        """Replace the newest state by what ``step`` makes of it, in one transaction.

        Raises what ``read`` and ``step`` raise, and then nothing is changed.
        """
        with _answering(), self._writing.begin() as connection:
            before = _saved(_row(connection, id, lock=True))
            after = step(before)
            if after == before.state:
                return before
            now = _now()
            connection.execute(
                _forloeb.update()
                .where(_forloeb.c.id == id)
                .values(
                    state_text=encode_state(after),
                    version=VERSION,
                    revision=before.revision + 1,
                    updated=now,
                )
            )
        return Saved(id, before.revision + 1, before.case, after, _local(now))

    def revision(self, id: str) -> int | None:
        """How many changes a forløb has seen; None when there is none of this id."""
        with _answering(), self._engine.connect() as connection:
            return connection.scalar(select(_forloeb.c.revision).where(_forloeb.c.id == id))

    def in_progress(self, owner: str) -> list[Summary]:
        """An owner's forløb, the newest first."""
        with _answering(), self._engine.connect() as connection:
            rows = connection.execute(
                select(_forloeb)
                .where(_forloeb.c.owner == owner)
                .order_by(_forloeb.c.updated.desc())
                .limit(LISTED)
            ).all()
        return [_summary(row) for row in rows]

    def export(self, id: str) -> bytes:
        """A forløb as a file; one that cannot be read is given out as it lies there."""
        with _answering(), self._engine.connect() as connection:
            row = _row(connection, id)
        try:
            return export(row.case_text, row.state_text, row.version, _local(row.updated))
        except (ValueError, TypeError, RecursionError):
            raw = {"damaged": True, "case_text": row.case_text, "state_text": row.state_text}
            return json.dumps(raw, default=repr, indent=1).encode()  # ASCII: not all need be text

    def import_(self, data: bytes, owner: str) -> Saved:
        """A file as a new forløb. Raises what `overblik.state.saves.opened` raises."""
        case, state = opened(data)
        return self._insert(case, state, owner)

    def _insert(self, case: Case, state: State, owner: str) -> Saved:
        now, id = _now(), secrets.token_urlsafe(18)
        with _answering(), self._writing.begin() as connection:
            connection.execute(
                _forloeb.insert().values(
                    id=id,
                    owner=owner,
                    version=VERSION,
                    revision=1,
                    case_text=encode_case(case),
                    state_text=encode_state(state),
                    created=now,
                    updated=now,
                )
            )
        return Saved(id, 1, case, state, _local(now))


def database_file() -> Path:
    """The SQLite file used when no database is named."""
    return user_data_dir() / "overblik.sqlite3"


def set_aside_damaged() -> Path | None:
    """Move a database file that is no database out of the way, with what belongs to it.

    Done once by the server before it starts; returns where the file went, None when all is well.
    """
    path = database_file()
    if os.environ.get("OVERBLIK_DATABASE") or not path.exists():
        return None
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            result = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if result == "ok":
            return None
    except OperationalError:
        return None
    except DatabaseError:
        pass
    finally:
        engine.dispose()
    aside = path.with_name(f"{path.name}.damaged-{datetime.now():%Y%m%d-%H%M%S}")
    for end in ("", "-wal", "-shm"):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(aside.with_name(aside.name + end))
    return aside


@contextmanager
def _answering() -> Iterator[None]:
    """Turn trouble with the database into something to tell the user."""
    try:
        yield
    except DatabaseError as error:
        raise Unavailable from error


def _engine(url: str | None) -> Engine:
    """An engine on a database whose table is there."""
    parsed = make_url(url or os.environ.get("OVERBLIK_DATABASE") or f"sqlite:///{database_file()}")
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    if engine.dialect.name == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        _tune_sqlite(engine)
    with _answering():
        _tables.create_all(engine)
    return engine


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _(connection, _record) -> None:  # pyright: ignore
        # The driver's own BEGIN would come too late and be deferred: ours is below.
        connection.isolation_level = None
        # A row that is no UTF-8 is damaged; the others must be told apart from it.
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA busy_timeout=5000")

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:  # pyright: ignore
        # A writer takes the lock before it reads, so that nobody changes what it builds on.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _row(connection: Connection, id: str, *, lock: bool = False) -> Row:
    query = select(_forloeb).where(_forloeb.c.id == id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound
    return row


def _saved(row: Row) -> Saved:
    case, state = _decoded(row)
    return Saved(row.id, row.revision, case, state, _local(row.updated))


def _decoded(row: Row) -> tuple[Case, State]:
    """What a row holds. Raises Damaged or Newer."""
    if not all(type(number) is int and 0 < number < MOST for number in (row.version, row.revision)):
        raise Damaged
    if row.version > VERSION:  # before its case is read, which may hold what we do not know
        raise Newer
    case = decode_case(row.case_text)
    state = decode_state(row.state_text, row.version)
    try:
        whole(case, state)
    except KeyError:
        raise Damaged from None
    return case, state


def _summary(row: Row) -> Summary:
    updated = _local(row.updated)
    try:
        case, _ = _decoded(row)
    except SaveError:
        return Summary(row.id, "", None, "", 0, updated)
    return Summary(row.id, case.id, case.title, case.person.name, case.person.age, updated)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _local(text: str) -> datetime:
    """A time as the reader's clock had it; one that cannot be read is the oldest."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, TypeError, OverflowError):
        return datetime.fromtimestamp(0).astimezone()
