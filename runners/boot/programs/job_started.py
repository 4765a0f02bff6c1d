"""Lets a job begin, or ends it before its first step: GitHub gives a job to any idle runner that has its labels.

It decides as runners/jobs/guard.ts does, by what the runner tells in the environment, which no workflow can change.
"""

import json
import os
import signal
import subprocess
import sys
import time

ALLOWED = "/var/run/slipway/allowed.json"
# So long the runner is given to pass on what was printed (s).
PASSING_ON = 3


def refusal(allowed, repository, event, payload):
    """Why the job may not run; None: it may."""
    if repository.lower() not in [one.lower() for one in allowed["repositories"]]:
        return f"{repository} may not use the pool"
    for head in heads(payload):
        if head is None:
            return "its code is from a repository that is no more"
        if head.lower() != repository.lower():
            return f"its code is from the fork {head}"
    is_private = (payload.get("repository") or {}).get("private") is True
    if not is_private and event not in allowed["events"]:
        return f"its repository is public, and the pool serves no {event} events of public repositories"
    return None


def heads(payload):
    """Full names of the repositories that the run's code is from, as far as the event names any; None: one that is gone."""
    if payload.get("pull_request"):
        yield name_of(payload["pull_request"].get("head", {}).get("repo"))
    if payload.get("workflow_run"):
        yield name_of(payload["workflow_run"].get("head_repository"))


def name_of(repository):
    return repository["full_name"] if repository else None


def decide():
    try:
        with open(ALLOWED, encoding="utf-8") as file:
            allowed = json.load(file)
        with open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8") as file:
            payload = json.load(file)
        return refusal(allowed, os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_EVENT_NAME"], payload)
    except Exception as error:
        return f"it can't be told whether it may ({type(error).__name__})"


def end_worker():
    """Ends the process that runs the job: steps with `if: always()` would run though this one failed."""
    try:
        process = os.getppid()
        while process > 1:
            parent, name = parent_and_name(process)
            if "Runner.Worker" in name:
                os.kill(process, signal.SIGKILL)
                # The runner itself lives on, tells GitHub that the job failed, and ends.
                return
            process = parent
    except Exception:
        pass
    # It was not to be found: everything of this user ends, the runner among it.
    os.kill(-1, signal.SIGKILL)


def parent_and_name(process):
    if os.path.exists("/proc/self/status"):
        with open(f"/proc/{process}/status", encoding="utf-8", errors="replace") as file:
            told = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
        return int(told["PPid"]), told["Name"]
    asked = ["/bin/ps", "-o", "ppid=,comm=", "-p", str(process)]
    parent, _, name = subprocess.run(asked, capture_output=True, text=True).stdout.strip().partition(" ")
    return int(parent), name


if __name__ == "__main__":
    why = decide()
    if why is not None:
        print(f"::error title=This runner refuses the job::{why}", flush=True)
        time.sleep(PASSING_ON)
        end_worker()
        sys.exit(1)
