"""Runs a command and writes what it took: `python -I -S launcher.py REPORT COMMAND…`.

A process of its own, and a small one: the kernel counts the memory of the process that starts a
command as the command's until it has begun. Ends as the command does.
"""

import json
import os
import sys
import time

report, *command = sys.argv[1:]
started = time.monotonic()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, used = os.wait4(child, 0)
told = {
    "user": used.ru_utime,
    "system": used.ru_stime,
    "wall": time.monotonic() - started,
    "peak": used.ru_maxrss / 1024,
}
with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123
    json.dump(told, file)
sys.exit(os.waitstatus_to_exitcode(status) and 1)
