"""JSON Schemas of the front matter, so that editors' tools can complete and check it."""

import json
from pathlib import Path

from kb.kinds import Kind
from kb.model import METAS


def schemas() -> dict[str, str]:
    """Return the schema of each kind of page as JSON text, by file name."""
    return {
        f"{kind.name.lower()}.schema.json": json.dumps(
            METAS[kind].model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True
        )
        for kind in Kind
    }


def write_schemas(folder: Path) -> None:
    """Write the schemas into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(f"{text}\n", encoding="utf-8")
