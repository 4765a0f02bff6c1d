import { execFile } from "node:child_process";
import { FaultsError } from "../../config/fault.ts";

/** The settings that name the user's own index, in the order in which pip and uv take them. */
const settings = ["PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"];

const script = [
  "import subprocess, sys",
  "told = subprocess.run([sys.executable, '-m', 'pip', 'config', 'get', 'global.index-url'], capture_output=True, text=True)",
  "from pip._internal.models.index import PyPI",
  "print(told.stdout.strip() or PyPI.simple_url)",
].join("\n");

/**
 * The address of the simple API that dependencies come from: what the environment says, else what pip is set to. Throws
 * a FaultsError where nothing tells one.
 */
export async function upstreamIndex(variables: NodeJS.ProcessEnv): Promise<string> {
  const set = settings.map((name) => variables[name] ?? "").find((one) => one !== "");
  const told = set ?? (await askPip(variables));
  if (told !== null && URL.canParse(told)) return told.endsWith("/") ? told : `${told}/`;
  const fault = "no Python with pip tells where packages come from";
  throw new FaultsError([
    { place: "index", fault, mend: "install Python 3.11 or newer with pip, or set PIP_INDEX_URL" },
  ]);
}

async function askPip(env: NodeJS.ProcessEnv): Promise<string | null> {
  for (const python of ["python3", "python"]) {
    const told = await new Promise<string | null>((resolve) => {
      execFile(python, ["-c", script], { env, timeout: 30_000 }, (error, stdout) => {
        resolve(error === null ? stdout.trim() : null);
      });
    });
    if (told !== null && told !== "") return told;
  }
  return null;
}
