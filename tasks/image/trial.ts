import type { Trial } from "./engines/engine.ts";

/** Reads nothing but its arguments: the distribution, the module and the version. */
const script = `
import importlib, importlib.metadata, os, sys
distribution, module, version = sys.argv[1:]
if os.getuid() == 0 or os.geteuid() == 0:
    sys.exit("runs as root")
for folder in ("/", "/opt/venv", "/usr", "/etc"):
    try:
        open(os.path.join(folder, "slipway-trial"), "w").close()
    except OSError:
        continue
    sys.exit(folder + " can be written to")
importlib.import_module(module)
found = importlib.metadata.version(distribution)
if found != version:
    sys.exit("imports version " + found)
print("Python " + sys.version.split()[0] + " as " + str(os.getuid()))
`.trim();

/** Imports the package as its users do, and looks whether anything can be written. */
export function importTrial(distribution: string, module: string, version: string): Trial {
  return { program: "/opt/venv/bin/python", args: ["-c", script, distribution, module, version] };
}
