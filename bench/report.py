"""What a part has found: printed, kept as JSON in build/bench, set into docs/performance.md."""

import json
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from launcher.environment import ROOT

RESULTS = ROOT / "build" / "bench"
PAGE = ROOT / "docs" / "performance.md"


class Found(NamedTuple):
    """The result of one part."""

    figures: dict[str, Any]
    """Everything that was measured, fit for JSON."""
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    missed: Sequence[str] = ()
    """What did not reach what it has to reach, a sentence each."""

    @property
    def table(self) -> str:
        """As Markdown."""
        lines = [self.columns, ["---", *["--:"] * (len(self.columns) - 1)], *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def keep(part: str, found: Found) -> None:
    """Print the table and keep figures and table for `publish`."""
    print(f"\n{found.table}\n", flush=True)
    for sentence in found.missed:
        print(f"MISSED  {sentence}", flush=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    kept = {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "figures": found.figures,
        "table": found.table,
    }
    text = json.dumps(kept, indent=1, ensure_ascii=False)
    (RESULTS / f"{part}.json").write_text(text + "\n", "utf-8")


def publish() -> list[str]:
    """Set the kept tables into the page, between the marks that name their parts; which ones."""
    text, done = PAGE.read_text("utf-8"), []
    for file in sorted(RESULTS.glob("*.json")):
        new = with_table(text, file.stem, json.loads(file.read_text("utf-8"))["table"])
        if new is not None:
            text = new
            done.append(file.stem)
    PAGE.write_text(text, "utf-8")
    return done


def with_table(text: str, part: str, table: str) -> str | None:
    """The page with another table of this part; None where it has no place for one."""
    mark = re.compile(rf"(<!-- {part} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not mark.search(text):
        return None
    return mark.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", text)
