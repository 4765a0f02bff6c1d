import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { findOnPath, run, tail } from "./command.js";
import { isLinked, link } from "./links.js";
import { withLock } from "./lock.js";
import { cacheFolder } from "./places.js";
import { keepSaying, since } from "./report.js";

const place = "image tools";

/** Programs that tests of images run, each of a package of its own name. */
const installed = ["buildah", "mmdebstrap"];

/** Its package would start a registry as a service, now and at each start: the one program is taken out of it. */
const registry = "docker-registry";

/** Signatures of Debian's archive, which Debian itself has anyway. */
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/**
 * What tests of images run: buildah, mmdebstrap and a registry. Where they can't be had the tests that need them say so
 * and fail; all others run.
 */
export const debianPackagesNeed = {
  place,
  isReady: () => missingPrograms().length === 0,
  makeReady,
};

/**
 * Programs that neither the machine nor `.slipway/bin` has.
 * @returns {readonly string[]}
 */
function missingPrograms() {
  const missing = installed.filter((name) => findOnPath(name) === undefined);
  return hasRegistry() ? missing : [...missing, registry];
}

function hasRegistry() {
  return findOnPath(registry) !== undefined || isLinked(registry, unpackedRegistry());
}

function unpackedRegistry() {
  return join(cacheFolder(), "debian", `${registry}-${process.arch}`, "usr", "bin", registry);
}

/** @param {import("./report.js").Report} report */
async function makeReady(report) {
  const aptGet = findOnPath("apt-get");
  if (aptGet === undefined) {
    report.say(place, `no apt-get here; tests of images need ${missingPrograms().join(", ")}, and will fail`);
    return;
  }
  await withLock(
    join(cacheFolder(), "debian.lock"),
    async () => {
      await installMissing(aptGet, report);
      if (!hasRegistry()) await unpackRegistry(aptGet, report);
    },
    (holder) => report.say(place, `${holder} is installing them; waiting`),
  );
}

/**
 * @param {string} aptGet
 * @param {import("./report.js").Report} report
 */
async function installMissing(aptGet, report) {
  const missing = installed.filter((name) => findOnPath(name) === undefined);
  if (missing.length === 0) return;
  const elevated = await elevation();
  if (elevated === undefined) {
    report.say(
      place,
      `install them as root: apt-get install ${missing.join(" ")}; tests of images fail without`,
    );
    return;
  }
  const started = performance.now();
  report.say(place, `installing ${missing.join(", ")}`);
  const stop = keepSaying(report, place, () => "installing");
  const wanted = existsSync(keyring) ? missing : [...missing, "debian-archive-keyring"];
  const install = ["install", "--yes", "--quiet", "--no-install-recommends", ...wanted];
  const apt = (/** @type {readonly string[]} */ args) => {
    const [program = "", ...rest] = [...elevated, aptGet, "-o", "DPkg::Lock::Timeout=120", ...args];
    return run(program, rest, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
  };
  let ended = await apt(install);
  // Lists that are old name files that are no longer there.
  if (!ended.ok && (await apt(["update", "--quiet"])).ok) ended = await apt(install);
  stop();
  report.say(place, ended.ok ? `installed in ${since(started)}` : `apt-get failed: ${tail(ended.output, 3)}`);
}

/**
 * What runs a program as root without asking anybody; undefined where nothing does.
 * @returns {Promise<readonly string[] | undefined>}
 */
async function elevation() {
  if (process.getuid?.() === 0) return [];
  const sudo = findOnPath("sudo");
  if (sudo === undefined) return undefined;
  return (await run(sudo, ["-n", "true"])).ok ? [sudo, "-n"] : undefined;
}

/**
 * @param {string} aptGet
 * @param {import("./report.js").Report} report
 */
async function unpackRegistry(aptGet, report) {
  const program = unpackedRegistry();
  if (!existsSync(program)) {
    report.say(place, `fetching ${registry}`);
    // Beside its place, so that it can appear there in one step.
    const folder = mkdtempSync(join(cacheFolder(), "debian-"));
    try {
      const fetched = await run(aptGet, ["download", "--quiet", registry], { cwd: folder });
      const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".deb"));
      const root = join(folder, "root");
      const unpacked = fetched.ok ? await run("dpkg-deb", ["--extract", join(folder, file), root]) : fetched;
      if (!unpacked.ok) {
        report.say(place, `${registry} can't be had: ${tail(unpacked.output, 2)}; tests that need it fail`);
        return;
      }
      const kept = dirname(dirname(dirname(program)));
      mkdirSync(dirname(kept), { recursive: true });
      rmSync(kept, { recursive: true, force: true });
      renameSync(root, kept);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  link(registry, program, program);
}
