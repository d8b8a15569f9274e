"""What must not break a build: kills, full disks, bad files, hostile text.

CI runs a part of each; `KG_FAULTS=full pytest tests/faults` runs all of it (a quarter of an hour).
"""

import os

FULL = os.environ.get("KG_FAULTS") == "full"
