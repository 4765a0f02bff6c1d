import { createHash } from "node:crypto";
import { createWriteStream, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { run, tail } from "./command.js";
import { freshPartial } from "./go-tool.js";
import { withLock } from "./lock.js";
import { cacheFolder, exeName } from "./places.js";
import { messageOf } from "./problem.js";
import { keepSaying, since } from "./report.js";

const answerWithin = 8_000;
const silentFor = 30_000;

/**
 * Where the vendor publishes a release. Archive and checksums come from two places, so that one of them alone
 * can't give both. `SLIPWAY_ENGINE_MIRROR` names an address that serves the files of both instead.
 * @param {string} version such as `v3.256.0`
 */
function sources(version) {
  const mirror = process.env["SLIPWAY_ENGINE_MIRROR"]?.replace(/\/+$/, "");
  const releases = mirror ?? `https://github.com/pulumi/pulumi/releases/download/${version}`;
  return {
    archive: `${mirror ?? "https://get.pulumi.com/releases/sdk"}/${archiveName(version)}`,
    checksums: `${releases}/pulumi-${version.replace("v", "")}-checksums.txt`,
  };
}

/** @param {string} version */
function archiveName(version) {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `pulumi-${version}-${system}-${process.arch}.${system === "windows" ? "zip" : "tar.gz"}`;
}

/**
 * Where the cache keeps the vendor's release, the language hosts beside the engine.
 * @param {string} version
 * @returns {string | undefined} undefined where it is not there
 */
export function downloadedFile(version) {
  const folder = downloadFolder(version);
  return [join(folder, "pulumi"), join(folder, "pulumi", "bin")]
    .map((each) => join(each, exeName("pulumi")))
    .find((file) => existsSync(file));
}

/** @param {string} version */
function downloadFolder(version) {
  return join(cacheFolder(), "pulumi", version, `vendor-${process.platform}-${process.arch}`);
}

/**
 * Fetches the vendor's release into the cache. Nothing of it is unpacked before its checksum is found right.
 * @param {string} version
 * @param {import("./report.js").Report} report
 * @returns {Promise<{ file: string } | { fault: string }>}
 */
export async function downloadEngine(version, report) {
  const there = downloadedFile(version);
  if (there !== undefined) return { file: there };
  return withLock(
    `${downloadFolder(version)}.lock`,
    async () => {
      try {
        return { file: downloadedFile(version) ?? (await download(version, report)) };
      } catch (error) {
        return { fault: messageOf(error) };
      }
    },
    (holder) => report.say("engine", `${holder} is fetching it; waiting`),
  );
}

/**
 * @param {string} version
 * @param {import("./report.js").Report} report
 */
async function download(version, report) {
  const started = performance.now();
  const from = sources(version);
  report.say("engine", `asking the vendor for ${version}`);
  const expected = checksumOf(
    await (await open(from.checksums)).text(),
    archiveName(version),
    from.checksums,
  );
  const partial = freshPartial(downloadFolder(version));
  try {
    await fetchArchive(
      { address: from.archive, file: join(partial, archiveName(version)), expected },
      report,
    );
    await unpack(partial, archiveName(version));
    renameSync(partial, downloadFolder(version));
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  const file = downloadedFile(version);
  if (file === undefined)
    throw new Error(`${from.archive} holds no engine: ${readdirSync(downloadFolder(version)).join(", ")}`);
  report.say("engine", `downloaded in ${since(started)}, checksum verified, kept in ${dirname(file)}`);
  return file;
}

/**
 * @param {{ address: string, file: string, expected: string }} archive
 * @param {import("./report.js").Report} report
 */
async function fetchArchive({ address, file, expected }, report) {
  const response = await open(address);
  const total = Number(response.headers.get("content-length") ?? 0);
  const hash = createHash("sha256");
  let received = 0;
  const stop = keepSaying(
    report,
    "engine",
    () => `downloading: ${megabytes(received)} of ${megabytes(total)}`,
  );
  if (response.body === null) throw new Error(`${address} answers with nothing`);
  const body = Readable.fromWeb(/** @type {import("node:stream/web").ReadableStream} */ (response.body));
  const watchdog = setTimeout(() => body.destroy(new Error(`${address} went silent`)), silentFor);
  body.on("data", (/** @type {Uint8Array} */ chunk) => {
    received += chunk.length;
    hash.update(chunk);
    watchdog.refresh();
  });
  await pipeline(body, createWriteStream(file)).finally(() => {
    clearTimeout(watchdog);
    stop();
  });
  const found = hash.digest("hex");
  if (found !== expected) {
    throw new Error(`refused what ${address} serves: its SHA-256 is ${found}, the published one ${expected}`);
  }
}

/**
 * @param {string} partial
 * @param {string} archive
 */
async function unpack(partial, archive) {
  const unpacked = await run("tar", ["-xf", archive], { cwd: partial });
  if (!unpacked.ok) throw new Error(`unpacking ${archive} failed: ${tail(unpacked.output, 1)}`);
  rmSync(join(partial, archive));
}

/**
 * An answer of 200, or an error that tells what came instead.
 * @param {string} address
 */
async function open(address) {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new Error(`${address}: no answer within 8 s`)),
    answerWithin,
  );
  try {
    const response = await fetch(address, { signal: controller.signal });
    if (!response.ok) throw new Error(`${address} answers ${String(response.status)}`);
    return response;
  } catch (error) {
    throw new Error(`${new URL(address).host}: ${messageOf(error)}`, { cause: undefined });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} list lines of `HASH  NAME`
 * @param {string} name
 * @param {string} address where the list is from
 */
function checksumOf(list, name, address) {
  const line = list.split("\n").find((each) => each.trim().split(/\s+\*?/)[1] === name);
  const checksum = line?.trim().split(/\s+/)[0]?.toLowerCase();
  if (checksum === undefined || !/^[0-9a-f]{64}$/.test(checksum)) {
    throw new Error(`${address} lists no checksum of ${name}`);
  }
  return checksum;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
