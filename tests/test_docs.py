"""What the documents say is there, is there."""

import re
from pathlib import Path

import pytest

from bot.home.rules import COMMANDS
from bot.settings import ROOT, Settings

README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "sandbox" / "README.md"]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)|(?:src|srcset)=\"([^\"]+)\"")
TARGET = re.compile(r"`make ([a-z]+)|^    make ([a-z]+)", re.MULTILINE)
CODE_PATH = re.compile(r"`((?:bot|tests|sandbox|docs|scripts)/[\w./-]+)`")


def found(pattern: re.Pattern[str], text: str) -> set[str]:
    return {next(group for group in match.groups() if group) for match in pattern.finditer(text)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_path_and_target_leads_somewhere(document: Path) -> None:
    text = document.read_text()
    missing = {link for link in found(LINK, text) if not (document.parent / link).exists()}
    missing |= {path for path in found(CODE_PATH, text) if not (ROOT / path).exists()}
    missing |= found(TARGET, text) - set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert not missing


def test_the_readme_names_every_command_and_no_other() -> None:
    assert set(re.findall(r"`/focus ([a-z]+)", README.read_text())) == set(COMMANDS)


@pytest.mark.parametrize("document", [".env.sample", "docs/running.md"])
def test_every_setting_is_written_down(document: str) -> None:
    text = (ROOT / document).read_text()
    known = {name.upper() for name in Settings.model_fields} - {"SLACK_API_URL"}
    assert not {name for name in known if name not in text}
