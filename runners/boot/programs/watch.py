"""Ships the logs of this machine each few seconds, tells of a spot interruption, and ends it if a job reaches the metadata.

Arguments: log group, and seconds between two looks or `flush` to ship once what is left.
"""

import json
import os
import pwd
import re
import signal
import stat
import subprocess
import sys
import time

HOME = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HOME)
import aws  # noqa: E402

LOGS = "/var/log/slipway"
DIAGNOSTICS = "/opt/actions-runner/_diag"
SHIPPED = "/var/run/slipway/shipped.json"
# A batch may have 1 MiB and 10,000 events, and a byte that is no text becomes three.
BATCH_BYTES, BATCH_EVENTS, LINE_LENGTH = 250_000, 5_000, 8_000
# A job may write without end, at the owner's cost.
FILE_BYTES = 50_000_000
FLUSH_SECONDS = 25
# So often in a row it may not be told whether the metadata is out of reach.
MOST_DOUBTS = 3
# Tokens of GitHub, JSON web tokens, and what a configuration of a runner looks like.
SECRETS = re.compile(
    r"\b(?:gh[a-z]_|github_pat_)\w{16,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|[A-Za-z0-9+/=]{120,}"
)


def say(text):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    with open(f"{LOGS}/boot.log", "a", encoding="utf-8") as file:
        file.write(f"{stamp} {text}\n")


class Shipper:
    def __init__(self, group):
        self._group = group
        self._machine = None
        try:
            self._user = pwd.getpwnam("runner")
        except KeyError:
            self._user = None
        self._streams = set()
        try:
            with open(SHIPPED, encoding="utf-8") as file:
                self._offsets = json.load(file)
        except (OSError, ValueError):
            self._offsets = {}

    def ship(self, is_last):
        """Ships what is new; of an unfinished last line only if nothing will follow."""
        self._machine = self._machine or aws.Machine()
        for path, is_job_owned in self._files():
            while self._ship_part(path, is_job_owned, is_last):
                pass

    def _files(self):
        yield f"{LOGS}/boot.log", False
        yield f"{LOGS}/runner.log", False
        try:
            names = sorted(os.listdir(DIAGNOSTICS))
        except OSError:
            return
        for name in names if self._user else ():
            if re.fullmatch(r"(Runner|Worker)_[\w.-]{1,100}\.log", name):
                yield f"{DIAGNOSTICS}/{name}", True

    def _ship_part(self, path, is_job_owned, is_last):
        offset = self._offsets.get(path, 0)
        text = self._read(path, is_job_owned, offset)
        end = len(text) if is_last or len(text) == BATCH_BYTES else text.rfind(b"\n") + 1
        if end == 0 or offset >= FILE_BYTES:
            return False
        if offset + end >= FILE_BYTES:
            say(f"{path}: no more of it is shipped")
        # With a cut in the middle of a secret neither half would look like one.
        if end == BATCH_BYTES and b"\n" in text:
            end = text.rfind(b"\n") + 1
        lines = text[:end].decode(errors="replace").splitlines()
        self._put(path.rsplit("/", 1)[1], [SECRETS.sub("***", line)[:LINE_LENGTH] for line in lines if line.strip()])
        self._offsets[path] = offset + end
        with open(f"{SHIPPED}.partial", "w", encoding="utf-8") as file:
            json.dump(self._offsets, file)
        os.replace(f"{SHIPPED}.partial", SHIPPED)
        return len(text) == BATCH_BYTES

    def _read(self, path, is_job_owned, offset):
        """What the file has from there on. A job could put a link to any file in its place: it gets what it may read."""
        if is_job_owned:
            os.setegid(self._user.pw_gid)
            os.seteuid(self._user.pw_uid)
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return b""
        finally:
            os.seteuid(0)
            os.setegid(0)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return b""
            file.seek(offset)
            return file.read(BATCH_BYTES)

    def _put(self, name, lines):
        stream = {"logGroupName": self._group, "logStreamName": f"{self._machine.id}/{name}"}
        if name not in self._streams:
            try:
                self._machine.call("logs", "Logs_20140328.CreateLogStream", stream)
            except aws.Refused as error:
                if str(error) != "ResourceAlreadyExistsException":
                    raise
            self._streams.add(name)
        now = int(time.time() * 1000)
        for start in range(0, len(lines), BATCH_EVENTS):
            events = [{"timestamp": now, "message": line} for line in lines[start : start + BATCH_EVENTS]]
            self._machine.call("logs", "Logs_20140328.PutLogEvents", {**stream, "logEvents": events})


def is_metadata_open():
    """Whether the job's user gets an answer of the metadata; None: it can't be told."""
    user = pwd.getpwnam("runner")
    asked = [sys.executable, "-I", f"{HOME}/reachable.py"]
    told = subprocess.run(asked, user=user.pw_uid, group=user.pw_gid, extra_groups=[])
    return {0: True, 3: False}.get(told.returncode)


def attempt(work, *args):
    """Nothing that fails once may end the watch."""
    try:
        return work(*args)
    except Exception as error:
        say(f"{work.__name__}: {type(error).__name__} {error if isinstance(error, aws.Refused) else ''}".rstrip())
        return None


def watch(shipper, seconds):
    notice, doubts = None, 0
    while True:
        is_open = attempt(is_metadata_open)
        # A job that uses up the machine's memory leaves none for the question, for a while.
        doubts = doubts + 1 if is_open is None else 0
        if is_open or doubts == MOST_DOUBTS:
            subprocess.run([f"{HOME}/finish.sh", "the job could reach the metadata"])
        told = attempt(aws.metadata, "meta-data/spot/instance-action")
        if told is not None and told != notice:
            notice = told
            say("EC2 takes this machine back: " + re.sub(r"[^\w:{}\", .-]", "", told)[:200])
        attempt(shipper.ship, False)
        time.sleep(seconds)


if __name__ == "__main__":
    os.setgroups([])
    if sys.argv[2] == "flush":
        signal.alarm(FLUSH_SECONDS)
        attempt(Shipper(sys.argv[1]).ship, True)
    else:
        watch(Shipper(sys.argv[1]), float(sys.argv[2]))
