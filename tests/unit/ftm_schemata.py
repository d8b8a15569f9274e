"""What followthemoney says of the schemata that kg writes, and its own judgement of what kg wrote.

    pip install followthemoney && python -m tests.unit.ftm_schemata [entities.ftm.json]

Without an argument ftm_schemata.json is written anew. With one each line is validated by the package itself. The
package is no dependency of the tests, for it needs the ICU library to be built.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from followthemoney import model  # type: ignore[import-not-found]

BODIES = ["Company", "Organization", "Person", "PublicBody"]
LINKS = ["Employment", "Membership", "Ownership", "ProjectParticipant", "UnknownLink"]
NAMES = sorted([*BODIES, *LINKS, "Address", "Asset", "Event", "Project"])
ENDS = ["asset", "employee", "employer", "member", "object", "organization", "owner", "participant", "project"]
REFERRING = [*ENDS, "subject"]
PLAIN = ["alias", "date", "description", "full", "name", "publisher", "recordId", "role", "status", "summary"]


def described() -> dict[str, object]:
    """For each schema what it requires, and the properties that kg writes with the schemata that they refer to."""
    return {
        name: {
            "required": sorted(schema.required),
            "properties": {
                p.name: [n for n in NAMES if model.get(n).is_a(p.range)] if p.range else []
                for p in sorted(schema.properties.values(), key=lambda p: p.name)
                if p.name in REFERRING or p.name in PLAIN
            },
        }
        for name in NAMES
        if (schema := model.get(name))
    }


def validate(path: Path) -> int:
    """How many lines the package accepts; it raises InvalidData for the first that it does not."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        proxy = model.get_proxy(line, cleaned=False)
        proxy.schema.validate({"properties": line["properties"]})
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        lost = {n: v for n, v in line["properties"].items() if sorted(set(v)) != sorted(set(kept.get(n, [])))}
        if lost:
            raise ValueError(f"{line['id']}: followthemoney does not take {lost}")
    return len(lines)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(validate(Path(sys.argv[1])), "lines are valid")
    else:
        text = json.dumps(described(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        Path(__file__).with_name("ftm_schemata.json").write_text(text, encoding="utf-8")
