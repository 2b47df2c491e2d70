"""What Hydra may choose from: files that we have read and linted, each once; it opens none itself.

Of policy files Hydra is told the names alone, since it would read each of a hundred files several times.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from experiments.calibration.landing import as_settings
from experiments.folders import GROUPS, Folders
from experiments.lint import linted
from sim.faults import KeyPath
from sim.reading import Sheet

PRIMARY = "config"
BY_PATH = "given_by_path"
"""Name of a choice that is a file given by its path, or a region without a file."""
IN_ITS_GROUP = ("policy", "world", "engine")
"""Groups whose files hold keys of the group; those of the others hold keys of the whole."""


class Offer:
    """What one composition may choose: the files it names, and those that these name in turn."""

    def __init__(self, folders: Folders, config: Sheet) -> None:
        self.folders, self.config = folders, config
        self.given: dict[str, Sheet] = {}
        self.nodes: dict[str, dict[str, dict[str, Any]]] = {group: {} for group in GROUPS}
        """Name and keys of every choice by group."""
        self._add_named(config, "")

    def add(self, group: str, body: Sheet) -> str:
        """Offer a file that was given by its path; the name under which it can be chosen."""
        self.given[f"{group}/{BY_PATH}"] = body
        self._keep(group, BY_PATH, body)
        return BY_PATH

    def add_region(self, region: str) -> str:
        """Offer a region that has data and no file of its own."""
        self.nodes["region"][BY_PATH] = {"region": region}
        return BY_PATH

    def add_names(self, group: str, names: Iterable[str]) -> None:
        """Offer files of a group, the user's before the packaged ones."""
        for name in names:
            if name not in self.nodes[group]:
                self._keep(group, name, self._sheet(group, name))

    def _keep(self, group: str, name: str, sheet: Sheet) -> None:
        self.nodes[group][name] = _keys(group, sheet)
        if group != "policy":
            self._add_named(sheet, group)

    def _add_named(self, sheet: Sheet, group: str) -> None:
        """Offer what the defaults list of a file names; `_defaults` of the lint has seen that it is well formed."""
        for entry in sheet.data.get("defaults", ()):
            if entry == "_self_":
                continue
            ((key, value),) = entry.items() if isinstance(entry, dict) else [(group, entry)]
            named = str(key).split()[-1].removeprefix("/")
            if named in GROUPS and value is not None:
                self.add_names(named, [str(one) for one in (value if isinstance(value, list) else [value])])

    def _sheet(self, group: str, name: str) -> Sheet:
        path = self.folders.file(group, name)
        assert path is not None
        return linted(path, group, self.folders)

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Hydra knows these choices and no others as long as one composition takes."""
        from hydra import initialize
        from hydra.core.config_store import ConfigStore

        store = ConfigStore.instance()
        before = store.repo
        store.repo = {**before, **{group: {} for group in GROUPS}}
        try:
            store.store(name=PRIMARY, node=self.config.data)
            for group, nodes in self.nodes.items():
                package = group if group in IN_ITS_GROUP else "_global_"
                for name, node in nodes.items():
                    store.store(name=name, group=group, node=node, package=package)
            with initialize(config_path=None, version_base="1.3"):
                yield
        finally:
            store.repo = before

    def chosen(self, overrides: list[str]) -> list[tuple[KeyPath, Sheet]]:
        """The files of a composition in the order they are merged, each with the package it goes to."""
        from hydra.core.global_hydra import GlobalHydra
        from hydra.types import RunMode

        loader = GlobalHydra.instance().config_loader()
        sheets: list[tuple[KeyPath, Sheet]] = []
        for entry in loader.compute_defaults_list(PRIMARY, overrides, RunMode.RUN).defaults:
            path = entry.config_path or ""
            group, _, name = path.rpartition("/")
            package = tuple(part for part in (entry.package or "").split(".") if part)
            if path == PRIMARY:
                sheets.append((package, self.config))
            elif path in self.given:
                sheets.append((package, self.given[path]))
            elif group in GROUPS and name != BY_PATH:
                sheets.append((package, self._sheet(group, name)))
        return sheets

    def composed(self, overrides: list[str]) -> Any:
        """What Hydra merges, open to more keys."""
        from hydra import compose as hydra_compose
        from omegaconf import OmegaConf

        config = hydra_compose(PRIMARY, overrides=overrides)
        OmegaConf.set_struct(config, False)
        return config


def _keys(group: str, sheet: Sheet) -> dict[str, Any]:
    """What Hydra merges of a file: of a policy nothing, of a region its calibrated values as settings."""
    if group == "policy":
        return {}
    return as_settings(sheet) if group == "region" else sheet.data
