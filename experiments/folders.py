"""Where scenarios are found: the user's folder first, then the packaged one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError, Problem, nearest
from sim.reading import read_sheet

PACKAGED = Path(__file__).resolve().parent.parent / "scenarios"
GROUPS = ("region", "world", "policy", "scenario", "record", "engine")
"""The groups of `config.yaml`; a file `GROUP/NAME.yaml` is the choice NAME."""
BESIDE = ("target", "design")
"""Folders beside them that Hydra never sees: definitions of targets, designs of sweeps."""


@dataclass(frozen=True)
class Folders:
    """The folders searched, in order; the packaged one is always last."""

    paths: tuple[Path, ...]

    def names(self, group: str) -> list[str]:
        """Every choice of a group, sorted."""
        return sorted({path.stem for folder in self.paths for path in (folder / group).glob("*.yaml")})

    def file(self, group: str, name: str) -> Path | None:
        """The file that serves a choice, the user's before the packaged one."""
        for folder in self.paths:
            path = folder / group / f"{name}.yaml"
            if path.is_file():
                return path
        return None

    def own_files(self) -> list[Path]:
        """The files of the user's folder that Hydra may read."""
        return [
            path
            for folder in self.paths
            if folder != PACKAGED
            for group in (*GROUPS, "target")
            for path in sorted((folder / group).rglob("*.yaml"))
        ]

    def region_folder(self, name: str) -> Path | None:
        """The data folder of a region: `data/NAME` of a scenarios folder, or any folder with region.yaml."""
        for folder in self.paths:
            if name and (folder / "data" / name / "region.yaml").is_file():
                return folder / "data" / name
        return Path(name) if name and (Path(name) / "region.yaml").is_file() else None

    def region_named(self, text: str) -> str:
        """The id of the packaged region that people call by that name, e.g. 江门 or 江门市; else the text itself."""
        for name in self.regions():
            folder = self.region_folder(name)
            called = read_sheet(folder / "region.yaml").data.get("name", {}) if folder else {}
            if text and text in {
                called.get("zh"),
                str(called.get("zh", "")).removesuffix("市"),
                called.get("en"),
            }:
                return name
        return text

    def regions(self) -> list[str]:
        """The names of all regions with data."""
        return sorted(
            {path.parent.name for folder in self.paths for path in folder.glob("data/*/region.yaml")}
        )


def find_folders(given: str | Path | None = None) -> Folders:
    """The folders to search: `given` or `./scenarios` where there is one, then the packaged folder."""
    if given is not None:
        return Folders(_first(_checked(Path(given).resolve())))
    beside = Path.cwd() / "scenarios"
    if beside.is_dir() and any((beside / group).is_dir() for group in (*GROUPS, *BESIDE)):
        return Folders(_first(_checked(beside.resolve())))
    return Folders((PACKAGED,))


def _first(folder: Path) -> tuple[Path, ...]:
    return (PACKAGED,) if folder == PACKAGED else (folder, PACKAGED)


def _checked(folder: Path) -> Path:
    if not folder.is_dir():
        beside = (
            [path.name for path in folder.parent.iterdir() if path.is_dir()] if folder.parent.is_dir() else []
        )
        close = nearest(folder.name, beside)
        hint = (
            f"did you mean {close!r}?" if close else "give a folder that holds scenario/, policy/ or world/"
        )
        raise InputError([Problem(str(folder), "there is no such folder", hint, "--scenarios")])
    config = folder / "config.yaml"
    if config.is_file() and config.read_bytes() != (PACKAGED / "config.yaml").read_bytes():
        raise InputError(
            [
                Problem(
                    str(config),
                    "a config.yaml of your own is given, but the primary config is the packaged one",
                    "put your numbers into scenario/NAME.yaml and remove this file",
                )
            ]
        )
    return folder
