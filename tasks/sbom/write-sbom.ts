import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readReleaseFiles } from "../files/release-files.ts";
import { builtVersion, isOfVersion } from "../lock/package.ts";
import { projectFile, readSdistMetadata } from "../lock/metadata.ts";
import { TaskError } from "../program/fault.ts";
import { type RunIn, lastLines, runPython } from "../python/run.ts";
import { completeSbom } from "./complete.ts";
import { type Installed, readReport } from "./report.ts";

/** What is listed, and where the list goes. */
export interface Listing {
  /** Folder of the built files, the sdist among them. */
  readonly files: string;
  /** Lock of what users install beside the package. */
  readonly lock: string;
  readonly out: string;
  readonly distribution: string;
}

type Variables = RunIn["variables"];

/** Installs what the lock says into an environment of its own, lists it, and checks the list against its schema. */
export async function writeSbom(listing: Listing, variables: Variables): Promise<readonly Installed[]> {
  const { files, lock, out, distribution } = listing;
  if (!existsSync(lock)) {
    throw new TaskError([{ place: lock, fault: "is not there", mend: "write it with the task lock-tests" }]);
  }
  const built = builtVersion(files, distribution);
  const own = readReleaseFiles(files).filter(({ name }) => isOfVersion(name, built));
  const sdist = own.find(({ name }) => name.endsWith(".tar.gz"));
  if (sdist === undefined) {
    throw new TaskError([{ place: files, fault: "holds no sdist", mend: "fetch all built files into it" }]);
  }
  const folder = mkdtempSync(join(tmpdir(), "slipway-sbom-"));
  try {
    const project = join(folder, "pyproject.toml");
    writeFileSync(project, projectFile(readSdistMetadata(sdist.name, readFileSync(join(files, sdist.name)))));
    const environment = join(folder, "environment");
    const installed = await install(environment, lock, variables);
    const listed = await list(environment, project, variables);
    writeFileSync(out, completeSbom(listed, { name: distribution, files: own, installed }));
    await validate(out, variables);
    return installed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Without pip, which nobody installs with the package; what was installed is told by pip's report. */
async function install(
  environment: string,
  lock: string,
  variables: Variables,
): Promise<readonly Installed[]> {
  await run(["-m", "venv", "--without-pip", environment], "the environment", variables);
  const report = `${environment}.json`;
  const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--report", report];
  await run(
    ["-m", "pip", "--python", environment, "install", "--quiet", ...rules, "-r", resolve(lock)],
    lock,
    variables,
  );
  return existsSync(report) ? readReport(readFileSync(report)) : [];
}

/** As it stands it is not validated: what comes of it is, and that takes seconds each time. */
async function list(environment: string, project: string, variables: Variables): Promise<string> {
  const form = ["--spec-version", "1.6", "--output-format", "JSON", "--output-reproducible", "--no-validate"];
  const root = ["--pyproject", project, "--mc-type", "library"];
  const args = ["-m", "cyclonedx_py", "environment", ...form, ...root, "--output-file", "-", environment];
  return run(args, "cyclonedx-py", variables);
}

/**
 * The library that wrote it knows the schema; what was added since must fit it as well. Its own judge of IRIs takes a
 * second for a dozen of them: they are judged as the URIs that they map to (RFC 3987, section 3.1).
 */
const validator = [
  "import sys",
  "from urllib.parse import quote",
  "sys.modules['rfc3987_syntax'] = None",
  "from cyclonedx.schema import SchemaVersion",
  "from cyclonedx.validation.json import JsonStrictValidator",
  "from jsonschema import Draft7Validator",
  "from rfc3986_validator import validate_rfc3986",
  "ascii = ''.join(map(chr, range(128)))",
  "def is_iri(iri):",
  "    return not isinstance(iri, str) or bool(validate_rfc3986(quote(iri, safe=ascii), rule='URI_reference'))",
  "Draft7Validator.FORMAT_CHECKER.checks('iri-reference')(is_iri)",
  "with open(sys.argv[1], encoding='utf-8') as file:",
  "    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(file.read())",
  "sys.exit(None if error is None else str(error.data))",
].join("\n");

async function validate(out: string, variables: Variables): Promise<void> {
  await run(["-c", validator, out], out, variables);
}

async function run(args: readonly string[], place: string, variables: Variables): Promise<string> {
  const ended = await runPython(args, { variables: { ...variables, PYTHONUTF8: "1" } });
  if (ended.code === 0) return ended.out;
  const mend = ended.err.includes("No module named cyclonedx")
    ? "install .github/slipway/requirements/sbom.txt first"
    : "run the job again; commit a lock that installs";
  throw new TaskError([{ place, fault: `failed: ${lastLines(ended)}`, mend }]);
}
