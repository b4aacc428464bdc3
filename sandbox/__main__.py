"""The command line: run the workspace on its own, for any app with a manifest."""

import argparse
import asyncio
import contextlib
import signal
from pathlib import Path

from sandbox import OTHERS, MovableClock, Workspace, serve


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Slack workspace on this machine.")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest, YAML or JSON")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument(
        "--clock", choices=["real", "movable"], default="real", help="movable: the page can move the time"
    )
    parser.add_argument("--request-url", help="send everything there over signed HTTP instead of Socket Mode")
    parser.add_argument("--others", action="store_true", help="with a bot, guests, a stranger and somebody gone in it")
    parser.add_argument("--no-rate-limits", action="store_true")
    return parser.parse_args()


async def _run(given: argparse.Namespace) -> None:
    workspace = Workspace(
        given.manifest,
        movable=MovableClock() if given.clock == "movable" else None,
        rate_limits=not given.no_rate_limits,
        request_url=given.request_url,
    )
    workspace.join(*(OTHERS if given.others else ()))
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(wanted, stopped.set)
    async with serve(workspace, given.port) as url:
        print(f"The workspace is at {url}/ and these go into the app's environment:\n")
        print(f"SLACK_API_URL={url}/api/")
        print(f"SLACK_BOT_TOKEN={workspace.bot_token}")
        print(f"SLACK_APP_TOKEN={workspace.app_token}")
        print(f"SLACK_CLIENT_ID={workspace.client_id}")
        print(f"SLACK_CLIENT_SECRET={workspace.client_secret}")
        print(f"SLACK_SIGNING_SECRET={workspace.signing_secret}", flush=True)
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
