"""The lowest versions that ``make floors`` installs are those that pyproject.toml allows."""

from __future__ import annotations

import tomllib

from tests.floors import lowest_versions
from tests.support.paths import ROOT


def test_every_library_is_pinned_to_its_lowest_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = dict(pin.partition("==")[::2] for pin in lowest_versions())
    for wanted in (*project["dependencies"], *project["optional-dependencies"]["encrypted"]):
        name, _, versions = wanted.partition(">=")
        assert pinned[name] == versions.partition(",")[0]
    assert [name for name, version in pinned.items() if not version] == ["tzdata"]
