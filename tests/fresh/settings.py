"""How this machine reaches its package indexes: what a bare root must be handed to reach them as well."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PASSED_ON = re.compile(
    r"(PIP|UV|NPM_CONFIG)_\w+|(HTTPS?|FTP|ALL|NO)_PROXY"
    r"|(SSL_CERT|CURL_CA|GIT_SSL|REQUESTS_CA|NODE_EXTRA_CA)_\w+",
    re.IGNORECASE,
)
"""The variables of the environment that say so."""
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
INDEX_TARGETS = (
    "apt-get",
    "indextargets",
    "--format",
    "$(LABEL) $(REPO_URI)",
    "Identifier: Packages",
)
_APT = re.compile(r'Acquire::(?!IndexTargets|CompressionTypes|Changelogs)[\w:-]+ ".+";')


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """The settings of one machine; ``paths`` are what they name on its disk."""

    environment: dict[str, str]
    pip: str
    npm: str
    apt: str
    mirror: str
    paths: tuple[Path, ...]


def read_settings(environ: dict[str, str]) -> Settings:
    """Ask pip, npm and apt themselves; the environment's own words go along."""
    passed = {name: value for name, value in environ.items() if PASSED_ON.fullmatch(name)}
    pip = pip_values(_said(sys.executable, "-m", "pip", "config", "list"))
    npm = npm_files(_said("npm", "config", "get", "userconfig", "globalconfig"))
    named = local_paths([*passed.values(), *(value for _, _, value in pip), str(CERTIFICATES)])
    return Settings(
        environment=passed,
        pip=pip_file(pip),
        npm="".join(path.read_text(encoding="utf-8") + "\n" for path in npm),
        apt=apt_file(_said("apt-config", "dump", "Acquire")),
        mirror=environ.get("MIRROR") or debian_mirror(_said(*INDEX_TARGETS)),
        paths=named,
    )


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def pip_values(listing: str) -> list[tuple[str, str, str]]:
    """Read `pip config list`: section, key and value; what the environment says is passed on as such."""
    found = re.findall(r"^([\w-]+)\.([\w-]+)=(.*)$", listing, re.MULTILINE)
    return [(section, key, str(ast.literal_eval(value))) for section, key, value in found]


def pip_file(values: list[tuple[str, str, str]]) -> str:
    """Write a pip.conf with these values; each section may stand in it only once."""
    sections: dict[str, str] = {}
    for section, key, value in values:
        sections.setdefault(section, f"[{section}]\n")
        sections[section] += f"{key} = {' '.join(value.split())}\n"
    return "".join(sections.values())


def npm_files(told: str) -> list[Path]:
    """Read which files npm takes its settings from; those that are there."""
    found = [Path(line.partition("=")[2]) for line in told.splitlines() if "=" in line]
    return [path for path in found if path.is_file()]


def apt_file(dump: str) -> str:
    """Keep what the dump of apt's settings says about reaching a mirror."""
    return "".join(f"{line}\n" for line in dump.splitlines() if _APT.fullmatch(line))


def debian_mirror(targets: str) -> str:
    """Return the mirror of Debian that apt knows, or nothing."""
    found = (line.split(" ", 1) for line in targets.splitlines())
    return next((address for label, address in found if label == "Debian"), "")


def _index(path: str) -> str:
    """Return the folder of an index: its pages, below `simple`, lead to files that lie beside it."""
    return path.removesuffix("/").removesuffix("/simple")


def local_paths(values: list[str]) -> tuple[Path, ...]:
    """Return the files and folders of this machine that settings name, as paths or as file: addresses."""
    words = [word for value in values for word in value.split()]
    plain = [_index(urlsplit(word).path) if word.startswith("file:") else word for word in words]
    paths = [Path(word) for word in dict.fromkeys(plain) if word.startswith("/")]
    return tuple(path for path in paths if path.exists())
