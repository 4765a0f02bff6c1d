import { dirname, join } from "node:path";
import { existsSync, readdirSync } from "node:fs";
import { findOnPath, fingerprint, run } from "./command.js";
import { downloadEngine, downloadedFile } from "./engine-download.js";
import { buildGoTool, builtFile, goVersion, pinnedVersion } from "./go-tool.js";
import { isLinked, link } from "./links.js";
import { root } from "./places.js";
import { NotReadyError } from "./problem.js";

const module = "github.com/pulumi/pulumi/pkg/v3";

/** @type {import("./go-tool.js").GoTool} */
const engine = {
  name: "pulumi",
  place: "engine",
  folder: join(root, "toolchain"),
  module,
  package: `${module}/cmd/pulumi`,
  linkerFlags: (version) => `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`,
  versionCommand: "version",
};

/** The engine: from PATH where its version is supported, else the vendor's download, else built. */
export const engineNeed = {
  place: "engine",
  isReady: () => isLinked("pulumi", engineKey()),
  makeReady,
};

/** What decides which engine is used: the pinned one, and what stands on PATH. */
function engineKey() {
  return `${builtFile(engine)} or ${fingerprint(findOnPath("pulumi"))}`;
}

/** @param {import("./report.js").Report} report */
async function makeReady(report) {
  const key = engineKey();
  const version = pinnedVersion(engine);
  const found = await onPath(version);
  if ("file" in found) {
    report.say("engine", `using ${found.file} from PATH (${found.version})`);
    link("pulumi", key, found.file);
    return;
  }
  if (found.isUnfit) report.say("engine", found.fault);
  const kept = cached(version);
  if (kept !== undefined) report.say("engine", `${version} is in the cache`);
  const own = kept ?? (await fetchOrBuild(version, report));
  if ("fault" in own) {
    const fault = `${found.fault}; ${own.fault}`;
    throw new NotReadyError([{ ...own, place: "engine", fault, mends: mends(version) }]);
  }
  linkAll(key, own.file);
}

/**
 * @param {string} version
 * @param {import("./report.js").Report} report
 * @returns {Promise<{ file: string } | { fault: string, told?: string }>}
 */
async function fetchOrBuild(version, report) {
  const downloaded = await downloadEngine(version, report);
  if ("file" in downloaded) return downloaded;
  report.say("engine", `no download: ${downloaded.fault}`);
  const built = await buildGoTool(engine, report);
  if ("file" in built) return built;
  return { ...built, fault: `no download (${downloaded.fault}); ${built.fault}` };
}

/** @param {string} version */
function mends(version) {
  const plain = version.replace("v", "");
  return [
    `install Pulumi ${plain} or newer, below 4, and put its folder on PATH: https://www.pulumi.com/docs/iac/download-install/`,
    "let this machine reach get.pulumi.com and github.com, or name a mirror of both in SLIPWAY_ENGINE_MIRROR",
    `install Go ${goVersion(engine)} or newer, which builds the engine from its module in some minutes`,
  ];
}

/**
 * The engine that an earlier set-up, perhaps of another clone, left in the cache.
 * @param {string} version
 */
function cached(version) {
  const built = builtFile(engine);
  const file = downloadedFile(version) ?? (existsSync(built) ? built : undefined);
  return file === undefined ? undefined : { file };
}

/**
 * The engine on the user's PATH, if it is one that this program supports.
 * @param {string} least
 * @returns {Promise<{ file: string, version: string } | { fault: string, isUnfit: boolean }>}
 */
async function onPath(least) {
  const file = findOnPath("pulumi");
  if (file === undefined) return { fault: "no pulumi on PATH", isUnfit: false };
  const told = await run(file, ["version"]);
  const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(told.output)?.[1];
  if (!told.ok || version === undefined) return { fault: `${file} does not tell its version`, isUnfit: true };
  if (isSupported(version, least)) return { file, version };
  const wanted = `${least.replace("v", "")} or newer, below 4`;
  return { fault: `${file} is ${version}, but this program needs ${wanted}`, isUnfit: true };
}

/**
 * Whether an engine's version is at least another of the same major version.
 * @param {string} version such as `3.256.0`
 * @param {string} least
 */
export function isSupported(version, least) {
  const [major = 0, minor = 0, patch = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = numbers(least);
  if (major !== leastMajor) return false;
  return minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
}

/** @param {string} version */
function numbers(version) {
  return version.replace("v", "").split(/[.+-]/).map(Number);
}

/**
 * The engine, and the language hosts where the vendor's release brings them.
 * @param {string} key
 * @param {string} file
 */
function linkAll(key, file) {
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith("pulumi-language-")) link(name, key, join(dirname(file), name));
  }
  link("pulumi", key, file);
}
