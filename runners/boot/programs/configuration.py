"""Waits for the configuration of a runner, deletes it where it is kept, and prints what the runner is started with.

Arguments: path of the parameters, seconds to wait, file for what the guard of jobs has to know. Says nothing of what it
read but that it did, since what it prints is whatever its caller makes of it, and the rest is logged.
"""

import json
import os
import random
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import aws  # noqa: E402


def main(path, seconds, rules):
    deadline = time.monotonic() + seconds
    machine, text = fetch(path, deadline)
    # Kept nowhere once it is read: from here on this process alone has it.
    delete(machine, f"{path}/{machine.id}")
    found = json.loads(text)
    check(found)
    with open(f"{rules}.partial", "w", encoding="utf-8") as file:
        json.dump({"repositories": found["repositories"], "events": found["events"]}, file)
    os.chmod(f"{rules}.partial", 0o644)
    os.replace(f"{rules}.partial", rules)
    print(found["jitConfig"])


def fetch(path, deadline):
    """The machine, and the text of its parameter, which the control plane writes after the launch."""
    machine, pause, said = None, 1.0, None
    while True:
        try:
            machine = machine or aws.Machine()
            asked = {"Name": f"{path}/{machine.id}", "WithDecryption": True}
            return machine, machine.call("ssm", "AmazonSSM.GetParameter", asked)["Parameter"]["Value"]
        except (aws.Refused, aws.Unreachable) as error:
            # Rights of a new role take a while to hold everywhere, so that no refusal is final.
            if str(error) not in ("ParameterNotFound", said):
                said = str(error)
                print(f"no configuration yet: {said}", file=sys.stderr)
        left = deadline - time.monotonic()
        if left <= 0:
            sys.exit("no configuration came in time")
        # Many machines wait at once, and the service answers 40 of them a second.
        time.sleep(min(left, pause * random.uniform(0.7, 1.3)))
        pause = min(pause * 1.3, 8.0)


def delete(machine, name):
    try:
        machine.call("ssm", "AmazonSSM.DeleteParameter", {"Name": name})
    except aws.Refused as error:
        # An answer that was lost before, where it had been deleted all the same.
        if str(error) != "ParameterNotFound":
            sys.exit(f"the configuration can't be deleted: {error}")
    except aws.Unreachable as error:
        sys.exit(f"the configuration can't be deleted: {error}")


def check(found):
    repository = re.compile(r"[\w.-]+/[\w.-]+")
    if not (
        isinstance(found, dict)
        and re.fullmatch(r"[A-Za-z0-9+/=_-]+", str(found.get("jitConfig")))
        and isinstance(found.get("repositories"), list)
        and all(isinstance(one, str) and repository.fullmatch(one) for one in found["repositories"])
        and isinstance(found.get("events"), list)
        and all(isinstance(one, str) for one in found["events"])
    ):
        sys.exit("the configuration is none of a runner")


if __name__ == "__main__":
    try:
        main(sys.argv[1], float(sys.argv[2]), sys.argv[3])
    except Exception as error:  # A traceback could show what was read.
        sys.exit(f"the configuration could not be read: {type(error).__name__}")
