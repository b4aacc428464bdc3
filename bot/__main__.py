"""The command line: run, try, migrate, manifest, phrasebook, doctor."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from bot import logs, migrating, phrasebook
from bot.app import build
from bot.database import is_passing
from bot.doctor import examine
from bot.manifest import manifest_for
from bot.running import AlreadyRunningError, NoPortError, alone_on, running, told_to_stop, until_told
from bot.settings import Settings, ensure_key, what_is_wrong
from bot.trying import PORT, try_it

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.callback()
def _for_this_user_alone() -> None:
    """Soft Start: a Slack accountability bot for people who find it hard to begin."""
    os.umask(0o077)  # a database made here is for its owner's eyes


@cli.command()
def run() -> None:
    """Run the bot in a real workspace, with the tokens in .env."""
    if made := ensure_key():
        print(made)
    settings = Settings()
    logs.set_up(settings.softstart_log)
    if missing := settings.missing():
        _fail(*missing)
    try:
        with alone_on(settings.database_url):
            _upgrade(settings.database_url)
            asyncio.run(_run(settings))
    except (AlreadyRunningError, NoPortError) as error:
        _fail(str(error))


def _upgrade(url: str) -> None:
    try:
        migrating.upgrade(url)
    except Exception as error:
        if not is_passing(error):
            raise
        _fail(f"The database can't be reached ({type(error).__name__}). Is it up? Look at DATABASE_URL in .env.")


async def _run(settings: Settings) -> None:
    told = told_to_stop()
    troubles = [finding for finding in await examine(settings) if finding.stops_it]
    if refusals := [finding.sentence for finding in troubles if finding.is_refusal]:
        _fail(*refusals)
    for trouble in troubles:
        print(trouble.sentence, file=sys.stderr)
    async with running(build(settings)):
        way = "Socket Mode" if settings.uses_sockets else f"HTTP on port {settings.http_port}"
        print(f"Soft Start runs ({way}). Stop it with Ctrl-C.", flush=True)
        await until_told(told)
    print("Stopped.")


@cli.command(name="try")
def try_(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is; 0 takes any free port.")] = PORT,
    opens_page: Annotated[
        bool | None, typer.Option("--open/--no-open", help="Open the page. Default: when started at a terminal.")
    ] = None,
) -> None:
    """The bot in a Slack on this machine, in your browser; no account needed."""
    asyncio.run(try_it(port, opens_page=sys.stdout.isatty() if opens_page is None else opens_page))


@cli.command()
def migrate(
    *,
    check: Annotated[bool, typer.Option(help="Only say whether migrations and tables agree.")] = False,
) -> None:
    """Bring the database's tables up to date."""
    if check:
        if difference := migrating.difference():
            _fail(f"Migrations and tables differ: {difference}")
        return
    _upgrade(Settings().database_url)
    print("The tables are up to date.")


@cli.command()
def manifest(
    url: Annotated[str, typer.Option(help="Your https address, for HTTP mode.")] = "",
    browsers: Annotated[str, typer.Option(help="The https address for Slack status, in Socket Mode.")] = "",
) -> None:
    """The Slack app's manifest as JSON, to paste where Slack asks for it."""
    print(json.dumps(manifest_for(url, browsers), indent=2))


@cli.command(name="phrasebook")
def phrasebook_(
    json_dir: Annotated[Path | None, typer.Option("--json", help="Write every message and view here, as JSON.")] = None,
    check: Annotated[Path | None, typer.Option(help="Compare with this file.")] = None,
) -> None:
    """Everything the bot can say."""
    if json_dir is not None:
        print(f"{phrasebook.write_json(json_dir)} files in {json_dir}")
    elif check is None:
        sys.stdout.write(phrasebook.text())
    elif check.read_text() != phrasebook.text():
        _fail(f"{check} is not what the bot says now. Read the difference, then: make phrasebook")


@cli.command()
def doctor() -> None:
    """What is missing, in words, before anyone is surprised."""
    findings = asyncio.run(examine(Settings()))
    for finding in findings:
        print(finding.sentence)
    if any(finding.stops_it for finding in findings):
        raise typer.Exit(1)
    print("Nothing stands in the way.")


def _fail(*sentences: str) -> None:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    raise typer.Exit(1)


def main() -> None:
    """What `python -m bot` does: settings that make no sense are refused with a sentence."""
    try:
        cli()
    except ValidationError as error:
        print(*what_is_wrong(error), sep="\n", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
