import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { FaultsError } from "../../config/fault.ts";

/** The settings that name the user's own index, in the order in which pip and uv take them. */
const settings = ["PIP_INDEX_URL", "UV_DEFAULT_INDEX", "UV_INDEX_URL"];

/** Prints what pip is set to, else what an expression of Python's says. */
const script = (setting: string, otherwise: string) =>
  [
    "import subprocess, sys",
    `told = subprocess.run([sys.executable, '-m', 'pip', 'config', 'get', '${setting}'], capture_output=True, text=True)`,
    "from pip._internal.models.index import PyPI",
    `print(told.stdout.strip() or ${otherwise})`,
  ].join("\n");

/**
 * The address of the simple API that dependencies come from: what the environment says, else what pip is set to. Throws
 * a FaultsError where nothing tells one.
 */
export async function upstreamIndex(variables: NodeJS.ProcessEnv): Promise<string> {
  const set = settings.map((name) => variables[name] ?? "").find((one) => one !== "");
  const told = set ?? (await askPip(script("global.index-url", "PyPI.simple_url"), variables));
  if (told !== null && URL.canParse(told)) return told.endsWith("/") ? told : `${told}/`;
  const fault = "no Python with pip tells where packages come from";
  throw new FaultsError([
    { place: "index", fault, mend: "install Python 3.11 or newer with pip, or set PIP_INDEX_URL" },
  ]);
}

/**
 * Lets this process trust who this machine and pip trust: a company's index is often signed by an authority of its own,
 * which Node does not know by itself.
 */
export async function trustAsPipDoes(variables: NodeJS.ProcessEnv): Promise<void> {
  const set = variables["PIP_CERT"] ?? "";
  const file = set !== "" ? set : await askPip(script("global.cert", "'-'"), variables);
  setDefaultCACertificates([
    ...new Set([...getCACertificates("default"), ...getCACertificates("system"), ...certificatesIn(file)]),
  ]);
}

function certificatesIn(file: string | null): readonly string[] {
  try {
    const text = file === null || file === "-" ? "" : readFileSync(file, "utf8");
    return text.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? [];
  } catch {
    // pip itself tells of a file that is not there, and a folder of certificates is OpenSSL's alone.
    return [];
  }
}

async function askPip(program: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  for (const python of ["python3", "python"]) {
    const told = await new Promise<string | null>((resolve) => {
      execFile(python, ["-c", program], { env, timeout: 30_000 }, (error, stdout) => {
        resolve(error === null ? stdout.trim() : null);
      });
    });
    if (told !== null && told !== "") return told;
  }
  return null;
}
