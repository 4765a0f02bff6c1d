"""Runs cibuildwheel as it is, with this machine in place of its Linux images.

Everything that cibuildwheel decides is its own: which settings count, the order of steps, what is built once for
several Pythons and what is tested. Only where it would start a container, its commands run here, with the container's
folders below one of the step's own.

The first argument is a JSON file: `root`, that folder; `pythons`, by build identifier the environment that stands for
its Python; `tools`, a folder that stands last on the PATH; `notes`, a file that gets a line for each thing done
otherwise; `newer`, a file that gets the image's platform tag where this machine's glibc is too new for it. All other arguments are cibuildwheel's.
"""

import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

from cibuildwheel.__main__ import main
from cibuildwheel.oci_container import OCIContainerEngineConfig
from cibuildwheel.options import Options
from cibuildwheel.platforms import linux

given = json.loads(Path(sys.argv[1]).read_text())
root = Path(given["root"])
inside = re.compile(r"(?<![\w./-])/(?=(?:project|output|tmp/cibuildwheel|constraints\.txt)(?![\w.-]))")
# The machine's own files are below /host in an image.
mounted = re.compile(r"(?<![\w./-])/host(?=[/$])")
passed = re.compile(
    r"PATH|HOME|LANG|LC_ALL|TMPDIR|SOURCE_DATE_EPOCH|CIBUILDWHEEL|VIRTUALENV_OVERRIDE_APP_DATA"
    r"|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|(?:PIP|UV|XDG)_\w+|\w+_(?:PROXY|proxy)"
)
policy = re.compile(r"(?:manylinux|musllinux)_?\d[\w]*?_(?:x86_64|aarch64)")


def note(text):
    with Path(given["notes"]).open("a") as notes:
        notes.write(text + "\n")


def here(argument):
    """A path or a command of the container's, as it is on this machine."""
    return inside.sub(f"{root}/", mounted.sub("", str(argument)))


class Host:
    """What cibuildwheel takes for a running container."""

    def __init__(self, *, image, oci_platform, cwd, engine):
        self.image = image
        self.cwd = cwd

    def __enter__(self):
        Path(here(self.cwd)).mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *raised):
        shutil.rmtree(here(self.cwd), ignore_errors=True)

    def call(self, args, env=None, capture_output=False, cwd=None):
        command = [here(argument) for argument in args]
        if command[0] == "manylinux-interpreters":
            raise subprocess.CalledProcessError(127, args)
        print("    + " + " ".join(command), flush=True)
        variables = self.get_environment() if env is None else env
        run = {"cwd": here(cwd or self.cwd), "stdout": subprocess.PIPE if capture_output else None, "text": True}
        ended = subprocess.run(command, env=variables, **run)
        if ended.returncode != 0 and "auditwheel repair" in command[-1] and "AUDITWHEEL_PLAT" in variables:
            Path(given["newer"]).write_text(variables["AUDITWHEEL_PLAT"])
            free = {name: value for name, value in variables.items() if name != "AUDITWHEEL_PLAT"}
            ended = subprocess.run(command, env=free, **run)
        if ended.returncode != 0:
            raise subprocess.CalledProcessError(ended.returncode, command, ended.stdout)
        return ended.stdout or ""

    def copy_into(self, from_path, to_path):
        target = Path(here(to_path))
        target.parent.mkdir(parents=True, exist_ok=True)
        if from_path.is_dir():
            shutil.copytree(from_path, target, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copyfile(from_path, target)

    def copy_out(self, from_path, to_path):
        shutil.copytree(here(from_path), to_path, dirs_exist_ok=True)

    def glob(self, path, pattern):
        return [PurePosixPath(path, found.name) for found in sorted(Path(here(path)).glob(pattern))]

    def get_environment(self):
        """An image's variables are few; a job's token is not among them."""
        variables = {name: value for name, value in os.environ.items() if passed.fullmatch(name)}
        found = policy.search(self.image)
        image = {"AUDITWHEEL_PLAT": found.group()} if found else {}
        return {**variables, **image, "PATH": f"{variables['PATH']}{os.pathsep}{given['tools']}"}

    def environment_executor(self, command, environment):
        return self.call(command, env=environment, capture_output=True)


every_configuration = linux.all_python_configurations
every_step = linux.get_build_steps
every_option = Options._compute_build_options


def configurations_here():
    known = given["pythons"]
    return [
        dataclasses.replace(one, path_str=known[one.identifier])
        for one in every_configuration()
        if one.identifier in known
    ]


def steps_here(*args):
    """An engine is asked for its version before it is used: Python has one."""
    engine = OCIContainerEngineConfig(name=sys.executable)
    return (dataclasses.replace(step, container_engine=engine) for step in every_step(*args))


def options_here(self, identifier):
    """What is set up in an image before all builds would change this machine."""
    answered = every_option(self, identifier)
    if answered.before_all and identifier is not None:
        note("before-all was left out, which would have changed this machine")
    return dataclasses.replace(answered, before_all="")


linux.OCIContainer = Host
linux.all_python_configurations = configurations_here
linux.get_build_steps = steps_here
Options._compute_build_options = options_here
os.umask(0o022)
sys.argv = ["cibuildwheel", *sys.argv[2:]]
main()
