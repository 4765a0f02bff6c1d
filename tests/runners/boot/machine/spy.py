"""Looks into the arguments and the environment of all processes for secrets, and notes who has one; never the secret."""

import json
import os
import time

# Kept backwards, so that the spy's own files have none of them.
with open("/spy/backwards", encoding="utf-8") as file:
    SECRETS = [line.strip()[::-1].encode() for line in file if line.strip()]
SEEN = set()


def look(process):
    for where in ("cmdline", "environ"):
        with open(f"/proc/{process}/{where}", "rb") as file:
            text = file.read()
        if not any(secret in text for secret in SECRETS):
            continue
        with open(f"/proc/{process}/comm", encoding="utf-8") as file:
            name = file.read().strip()
        seen = (where, name, os.stat(f"/proc/{process}").st_uid)
        if seen not in SEEN:
            SEEN.add(seen)
            with open("/results/sightings.jsonl", "a", encoding="utf-8") as file:
                file.write(json.dumps({"where": where, "name": name, "user": seen[2]}) + "\n")


while True:
    for process in os.listdir("/proc"):
        try:
            if process.isdigit():
                look(process)
        except OSError:
            continue
    time.sleep(0.02)
