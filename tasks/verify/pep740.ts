import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { request } from "../http/request.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { type Environment, makeEnvironment } from "../python/environment.ts";
import { type Ended, lastLines } from "../python/run.ts";
import type { Asked, Check, Host } from "./asked.ts";
import type { Fetched } from "./attested.ts";
import { publisherFault } from "./publisher.ts";

/** Where the tool can't be installed: no wheels of its cryptography exist for them. */
const without: ReadonlySet<string> = new Set(["darwin-x64", "win32-arm64"]);

/** Whether attestations on the index are to be verified here; what stands in the table where they are not. */
export function pep740Wanted({ declaration, index, pep740 }: Asked): true | string {
  if (index.name === "custom") return "not offered by this index";
  if (!index.trustedPublishing || !declaration.release.attestations) return "none declared";
  if (pep740 === "off") return "left out";
  const here = `${process.platform}-${process.arch}`;
  return pep740 === "auto" && without.has(here) ? "verified on other platforms" : true;
}

/** Verifies the index's attestations of files by pypi-attestations; throws a TaskError with all that fails. */
export async function verifyPublished(
  fetched: readonly Fetched[],
  { folder, ...asked }: Asked & { readonly folder: string },
  host: Host,
): Promise<readonly Check[]> {
  const tool = await installTool(join(folder, "tool"), asked, host);
  const faults: Fault[] = [];
  for (const one of fetched) {
    const fault = await faultOf(one, { asked, tool, provenance: `${one.path}.provenance` }, host);
    if (fault !== null) faults.push(fault);
  }
  if (faults.length > 0) throw new TaskError(faults);
  const what = (name: string) => `${name}, attestation on ${asked.index.title}`;
  return fetched.map(({ file }) => ({ what: what(file.name), verdict: "verified" }));
}

async function installTool(folder: string, { tools }: Asked, host: Host): Promise<Environment> {
  if (!existsSync(tools)) {
    throw new TaskError([{ place: tools, fault: "is not there", mend: "let the stack deliver it anew" }]);
  }
  const environment = await makeEnvironment(folder, host);
  const rules = ["--require-hashes", "--no-deps", "--only-binary", ":all:"];
  const ended = await environment.pip(["install", ...rules, "-r", resolve(tools)], host);
  if (ended.code === 0) return environment;
  const fault = `can't be installed here: ${lastLines(ended)}`;
  throw new TaskError([{ place: tools, fault, mend: "run it with --pep740 off on this platform" }]);
}

/** What the tool is run with. */
interface Verifying {
  readonly asked: Asked;
  readonly tool: Environment;
  /** File that the provenance is written to. */
  readonly provenance: string;
}

/** The provenance is fetched here, since the tool knows the address of PyPI alone. */
async function faultOf({ file, path }: Fetched, how: Verifying, host: Host): Promise<Fault | null> {
  const { asked, tool, provenance } = how;
  const place = `${asked.index.title}, ${file.name}`;
  if (file.provenance === null) {
    const mend = "publish with attestations; of a file that is there, none can be added";
    return { place, fault: "has no attestation", mend };
  }
  const headers = { accept: "application/vnd.pypi.integrity.v1+json" };
  const options = { place: asked.index.title, bytes: 2 ** 24, say: (line: string) => host.say(line) };
  const { status, body } = await request({ url: file.provenance, headers }, options);
  if (status !== 200) {
    return { place, fault: `lists an attestation and answers ${status} for it`, mend: "run this job again" };
  }
  const stranger = publisherFault(file.name, body, asked);
  if (stranger !== null) return stranger;
  writeFileSync(provenance, body);
  const repository = `${asked.source.server}/${asked.source.repository}`;
  const args = ["verify", "pypi", "--repository", repository, "--provenance-file", provenance, path];
  const ended = await verifyPatiently(() => tool.python(["-m", "pypi_attestations", ...args], host), host);
  if (ended.code === 0) return null;
  const fault = `has an attestation that ${isAway(ended) ? "could not be verified" : "does not hold"}`;
  const mend = "run this job again; if it stays, yank the version there and find out why";
  return { place, fault: `${fault}: ${lastLines(ended, 1)}`, mend };
}

/** The tool asks Sigstore for its keys, which may be out of reach for a while. */
async function verifyPatiently(verify: () => Promise<Ended>, host: Host): Promise<Ended> {
  for (let attempt = 1; ; attempt += 1) {
    const ended = await verify();
    if (attempt === 3 || ended.code === 0 || !isAway(ended)) return ended;
    host.say("Sigstore's keys could not be asked for; again in 10 s.");
    await host.sleep(10_000);
  }
}

function isAway({ out, err }: Ended): boolean {
  return /TUFError|ConnectionError|Timeout/.test(out + err);
}
