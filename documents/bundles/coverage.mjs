// tasks/coverage.ts
import { readFileSync as readFileSync2 } from "node:fs";
import { join as join3, resolve } from "node:path";

// tasks/version/version.ts
var spelling = new RegExp(
  String.raw`^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)` + String.raw`(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?` + String.raw`(?:-(?<bare>\d+)|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\d*))?` + String.raw`(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\d*))?` + String.raw`(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$`
);
function parseVersion(text) {
  const parts = spelling.exec(text.trim().toLowerCase())?.groups;
  if (parts === void 0) return null;
  const { epoch, release = "", pre, preNumber, bare, post, postNumber, dev, devNumber, local } = parts;
  return {
    epoch: numberOf(epoch),
    release: release.split(".").map(BigInt),
    pre: pre === void 0 ? null : { kind: preKind(pre), number: numberOf(preNumber) },
    post: bare !== void 0 ? BigInt(bare) : post === void 0 ? null : numberOf(postNumber),
    dev: dev === void 0 ? null : numberOf(devNumber),
    local: local === void 0 ? [] : local.split(/[-_.]/).map(localSegment)
  };
}
function sameVersion(one, other) {
  const [left, right] = [parseVersion(one), parseVersion(other)];
  return left !== null && right !== null && compareVersions(left, right) === 0;
}
function compareVersions(left, right) {
  return compareLists([left.epoch], [right.epoch]) || compareLists(significant(left.release), significant(right.release)) || compareLists(suffixRanks(left), suffixRanks(right)) || compareLists(left.local, right.local);
}
function numberOf(digits) {
  return BigInt(digits ?? "");
}
function preKind(word) {
  if (word.startsWith("a")) return "a";
  return word.startsWith("b") ? "b" : "rc";
}
function localSegment(segment) {
  return /^\d+$/.test(segment) ? BigInt(segment) : segment;
}
function significant(release) {
  return release.slice(0, release.findLastIndex((number) => number !== 0n) + 1);
}
function suffixRanks({ pre, post, dev }) {
  const developsRelease = pre === null && post === null && dev !== null;
  const stage = pre === null ? developsRelease ? -1 : 3 : { a: 0, b: 1, rc: 2 }[pre.kind];
  return [stage, pre?.number ?? 0n, post ?? -1, dev ?? Infinity];
}
function compareLists(left, right) {
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === void 0) return 1;
    if (one === other) continue;
    if (typeof one === "string" !== (typeof other === "string")) return typeof one === "string" ? -1 : 1;
    if (one < other) return -1;
    if (one > other) return 1;
  }
  return left.length - right.length;
}

// tasks/wheel/requires-python.ts
var newestPatch = 999;
function allowsPython(requiresPython, python) {
  const clauses = requiresPython.split(",").map((clause) => clause.trim());
  const answers = clauses.filter((clause) => clause !== "").map((clause) => allows(clause, python));
  if (answers.includes(null)) return null;
  return answers.every((answer) => answer === true);
}
function allows(clause, python) {
  const [, operator = "", text = ""] = /^(~=|===|==|!=|<=|>=|<|>)\s*([^\s]+)$/.exec(clause) ?? [];
  const [minor = ""] = /^\d+\.\d+/.exec(python) ?? [];
  if (text.endsWith(".*")) {
    const same = isWithin(minor, text.slice(0, -2));
    return operator === "==" ? same : operator === "!=" ? !same : null;
  }
  const [wanted, given] = [parseVersion(text), parseVersion(`${minor}.${newestPatch}`)];
  if (wanted === null || given === null) return null;
  const order = compareVersions(given, wanted);
  switch (operator) {
    case ">=":
    case ">":
      return order > 0;
    case "<=":
    case "<":
      return order < 0;
    case "!=":
      return true;
    case "==":
    case "===":
      return false;
    case "~=":
      return order > 0 && isWithin(minor, text.split(".").slice(0, -1).join("."));
    default:
      return null;
  }
}
function isWithin(minor, prefix) {
  return `${minor}.${newestPatch}.`.startsWith(`${prefix}.`);
}

// tasks/coverage/data.ts
var pythonReleases = [
  { python: "3.10", released: "2021-10-04", endOfLife: "2026-10-31", freeThreaded: false },
  { python: "3.11", released: "2022-10-24", endOfLife: "2027-10-31", freeThreaded: false },
  { python: "3.12", released: "2023-10-02", endOfLife: "2028-10-31", freeThreaded: false },
  { python: "3.13", released: "2024-10-07", endOfLife: "2029-10-31", freeThreaded: false },
  { python: "3.14", released: "2025-10-07", endOfLife: "2030-10-31", freeThreaded: true },
  { python: "3.15", released: "2026-10-01", endOfLife: "2031-10-31", freeThreaded: true }
];
var platformNames = [
  "manylinux x86-64",
  "manylinux aarch64",
  "musllinux x86-64",
  "musllinux aarch64",
  "macOS arm64",
  "macOS x86-64",
  "Windows x86-64",
  "Windows arm64"
];
var firstOnWindowsArm64 = "3.11";
var downloadsByPython = {
  "2.7": 3655230,
  "3.6": 9459666,
  "3.7": 134442807,
  "3.8": 88589228,
  "3.9": 226684815,
  "3.10": 674081023,
  "3.11": 1077927736,
  "3.12": 1358073100,
  "3.13": 644064074,
  "3.14": 232705540,
  "3.15": 465780
};
var shareByPlatform = {
  "manylinux x86-64": 84.76,
  "manylinux aarch64": 5.05,
  "musllinux x86-64": 1.124,
  "musllinux aarch64": 1.124,
  "macOS arm64": 1.124,
  "macOS x86-64": 1.124,
  "Windows x86-64": 4.57,
  "Windows arm64": 1.124
};
var weightSource = "Weights: downloads of attrs by Python, 2026-02 to 2026-07 (pypistats, python-attrs/attrs#1603), times those of mypy by platform, 2025-07 (pypinfo, python/mypy#18593; five smaller platforms share its unpublished 5.6 % alike). CPythons in support: as known on 2026-11-22 (devguide.python.org/versions).";

// tasks/coverage/cells.ts
function cellsOf(requiresPython, day) {
  const supported = pythonReleases.filter(
    ({ released, endOfLife, python }) => released <= day && day <= endOfLife && allowsPython(requiresPython, python) === true
  );
  const pythons = [
    ...supported.map(({ python }) => python),
    ...supported.filter(({ freeThreaded }) => freeThreaded).map(({ python }) => `${python}t`)
  ];
  return pythons.flatMap(
    (python) => platformNames.filter((platform) => exists(python, platform)).map((platform) => ({ python, platform }))
  );
}
function exists(python, platform) {
  return platform !== "Windows arm64" || minorOf(python) >= minorOf(firstOnWindowsArm64);
}
function isThreaded({ python }) {
  return python.endsWith("t");
}
function shutOut(requiresPython) {
  const all = Object.entries(downloadsByPython);
  const left = all.filter(([python]) => allowsPython(requiresPython, python) !== true);
  return 100 * sum(left) / sum(all);
}
function sum(entries) {
  return entries.reduce((total, [, downloads]) => total + downloads, 0);
}
function minorOf(python) {
  return Number(/^3\.(\d+)/.exec(python)?.[1]);
}

// tasks/coverage/count.ts
import { availableParallelism } from "node:os";

// tasks/wheel/filename.ts
var wheelName = /^(?<distribution>[A-Za-z0-9_.]+)-(?<version>[A-Za-z0-9_.!+]+)(?:-(?<build>\d[A-Za-z0-9_.]*))?-(?<pythons>[a-z0-9_.]+)-(?<abis>[a-z0-9_.]+)-(?<platforms>[a-z0-9_.]+)\.whl$/;
function parseWheelName(name) {
  const parts = wheelName.exec(name)?.groups;
  if (parts === void 0) return null;
  const { distribution = "", version = "", build = null, pythons = "", abis = "", platforms: platforms2 = "" } = parts;
  const split = (tags) => tags.split(".");
  return {
    distribution,
    version,
    build,
    pythons: split(pythons),
    abis: split(abis),
    platforms: split(platforms2)
  };
}
function distributionOf(name) {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "_");
}
function tagsOf({ pythons, abis, platforms: platforms2 }) {
  return pythons.flatMap(
    (python) => abis.flatMap((abi) => platforms2.map((platform) => `${python}-${abi}-${platform}`))
  );
}
function isPure({ abis, platforms: platforms2 }) {
  return abis.every((abi) => abi === "none") && platforms2.every((platform) => platform === "any");
}

// tasks/coverage/platforms.ts
var glibc = [2, 28];
var musl = [1, 2];
var macos = [13, 0];
var legacy = {
  manylinux1: "manylinux_2_5",
  manylinux2010: "manylinux_2_12",
  manylinux2014: "manylinux_2_17"
};
var platforms = {
  "manylinux x86-64": linux("x86_64-manylinux_2_28", "manylinux", "x86_64"),
  "manylinux aarch64": linux("aarch64-manylinux_2_28", "manylinux", "aarch64"),
  "musllinux x86-64": linux("x86_64-unknown-linux-musl", "musllinux", "x86_64"),
  "musllinux aarch64": linux("aarch64-unknown-linux-musl", "musllinux", "aarch64"),
  "macOS arm64": apple("aarch64-apple-darwin", ["arm64", "universal2"]),
  "macOS x86-64": apple("x86_64-apple-darwin", ["x86_64", "universal2", "intel", "fat64", "universal"]),
  "Windows x86-64": { uv: "x86_64-pc-windows-msvc", fits: (tag) => tag === "win_amd64" },
  "Windows arm64": { uv: "aarch64-pc-windows-msvc", fits: (tag) => tag === "win_arm64" }
};
function linux(uv, library, machine) {
  const newest = library === "manylinux" ? glibc : musl;
  const pattern = new RegExp(`^${library}_(\\d+)_(\\d+)_${machine}$`);
  const spelled = (tag) => tag.replace(/^manylinux\d+/, (name) => legacy[name] ?? name);
  return { uv, fits: (tag) => isUpTo(pattern.exec(spelled(tag)), newest) };
}
function apple(uv, machines) {
  const pattern = new RegExp(`^macosx_(\\d+)_(\\d+)_(?:${machines.join("|")})$`);
  return { uv, fits: (tag) => isUpTo(pattern.exec(tag), macos) };
}
function isUpTo(found, [major, minor]) {
  if (found === null) return false;
  const [first, second] = [Number(found[1]), Number(found[2])];
  return first < major || first === major && second <= minor;
}

// tasks/coverage/resolve.ts
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// tasks/program/fault.ts
var TaskError = class extends Error {
  faults;
  constructor(faults) {
    super(faults.map(formatFault).join("\n"));
    this.name = "TaskError";
    this.faults = faults;
  }
};
var MisuseError = class extends Error {
  constructor(fault) {
    super(formatFault(fault));
    this.name = "MisuseError";
  }
};
function formatFault({ place, fault, mend }) {
  return oneLine(`${place}: ${fault}; ${mend}`);
}
function oneLine(text) {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

// tasks/python/run.ts
import { execFile } from "node:child_process";
var mostOutput = 64 * 2 ** 20;
function runProgramFile(program2, args, { variables, folder, minutes = 10 }) {
  return new Promise((resolve2) => {
    const options = {
      env: { ...variables },
      encoding: "utf8",
      maxBuffer: mostOutput,
      timeout: minutes * 6e4,
      windowsHide: true,
      ...folder !== void 0 && { cwd: folder }
    };
    execFile(program2, args, options, (error, out, err) => {
      if (error?.code === "ENOENT") resolve2(null);
      else resolve2({ code: codeOf(error), out, err });
    });
  });
}
async function runPython(args, where) {
  for (const program2 of ["python", "python3"]) {
    const ended = await runProgramFile(program2, args, where);
    if (ended !== null) return ended;
  }
  throw new TaskError([{ place: "python", fault: "is not on the PATH", mend: "set Python up first" }]);
}
function lastLines({ out, err }, count2 = 6) {
  const lines = (err.trim() === "" ? out : err).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "").slice(-count2).join(" | ");
}
function codeOf(error) {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : 1;
}

// tasks/python/uv.ts
var program = [
  "import runpy, sys",
  "common = ['--no-config', 'pip', 'compile', '--python', sys.executable, '--no-progress', '--no-header']",
  "sys.argv[1:] = [*common, *sys.argv[1:]]",
  "runpy.run_module('uv', run_name='__main__', alter_sys=True)"
].join("\n");
function compileByUv(args, { variables, ...where }) {
  return runPython(["-c", program, ...args], {
    ...where,
    variables: { ...variables, UV_PYTHON_DOWNLOADS: "never" }
  });
}

// tasks/coverage/explain.ts
var sayings = [
  [
    /hint: Wheels are available for `([^`]+)` \((v[^)]*)\) on the following platforms?: (.*)/,
    ([, , version = "", on = ""]) => forAlone(version, on)
  ],
  [
    /but we only found wheels for `([^`]+)` \((v[^)]*)\) with the following Python (?:ABI|implementation) tags?: (.*)/,
    ([, , version = "", on = ""]) => forAlone(version, on)
  ],
  [/hint: Wheels are required for `([^`]+)`/, () => "it has no wheels that could be used, only sources"],
  [
    /([A-Za-z0-9][A-Za-z0-9._-]*?)(?:[<>=!~]=?\S*)? has no (?:usable )?wheels/,
    () => "it has no wheel for this Python and platform"
  ],
  [
    /([A-Za-z0-9][A-Za-z0-9._-]*?)(?:[<>=!~]=?\S*)? was not found in the (?:package registry|provided package locations)/,
    () => "it is not on the index"
  ],
  [
    /there (?:are|is) no versions? of ([A-Za-z0-9][A-Za-z0-9._-]*)/,
    () => "no version of it has a wheel that fits"
  ],
  [
    /([A-Za-z0-9][A-Za-z0-9._-]*?)(?:[<>=!~]=?\S*)? (?:requires|depends on) Python ?(\S+)/,
    ([, , bound = ""]) => `it requires Python ${bound}`
  ]
];
function forAlone(version, tags) {
  return `its wheels (${version}) are for ${tags.replaceAll("`", "").trim()} alone`;
}
function explain(written, itself) {
  const text = written.replaceAll(/\s+/g, " ").replaceAll(" hint: ", "\nhint: ");
  for (const [pattern, why] of sayings) {
    const found = pattern.exec(text);
    if (found?.[1] !== void 0) return { package: found[1], why: why([...found]) };
  }
  const cause = /cause: (.*)/.exec(text)?.[1] ?? "no solution was found";
  return { package: itself, why: cause.length > 200 ? `${cause.slice(0, 200)}\u2026` : cause };
}

// tasks/coverage/resolve.ts
var wheelsOnly = ["--only-binary", ":all:"];
async function resolveCell({ project, wheel, cell }, where) {
  const args = [
    ...["--python-platform", platforms[cell.platform].uv, "--python-version", newestOf(cell.python)],
    ...["--no-emit-package", project, ...wheelsOnly]
  ];
  const ended = await compile(args, `${project} @ ${pathToFileURL(wheel).href}
`, where);
  if (ended.code === 0) {
    return { pins: ended.out.split(/\r?\n/).filter((line) => /^[A-Za-z0-9].*==/.test(line)) };
  }
  if (!ended.err.includes("No solution found")) throw unasked(ended);
  return { missing: explain(ended.err, project) };
}
async function listWheels(pins, python, where) {
  if (pins.length === 0) return [];
  const args = ["--universal", "--no-deps", "--format", "pylock.toml", "--python-version", python];
  const ended = await compile([...args, ...wheelsOnly], `${pins.join("\n")}
`, where);
  if (ended.code !== 0) throw unasked(ended);
  return readListing(ended.out);
}
function readListing(lock) {
  const [, ...packages] = lock.split(/^\[\[packages\]\]$/m);
  return packages.map((text) => {
    const value = (key) => new RegExp(`^${key} = "([^"]*)"$`, "m").exec(text)?.[1] ?? "";
    const files = [...text.matchAll(/\b(?:url|path) = "([^"]+)"/g)].map(
      ([, address = ""]) => decodeURIComponent(address.replace(/[?#].*$/, "").replace(/^.*\//, ""))
    );
    const wheels = files.flatMap((file) => parseWheelName(file) ?? []);
    return { name: value("name"), version: value("version"), wheels };
  });
}
function newestOf(python) {
  return `${python}.99`;
}
async function compile(args, requirements, where) {
  const folder = mkdtempSync(join(tmpdir(), "slipway-coverage-"));
  try {
    const input = join(folder, "requirements.in");
    writeFileSync(input, requirements);
    return await compileByUv(["--no-annotate", ...args, input], {
      ...where,
      variables: variablesOf(where.variables)
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
function variablesOf(variables) {
  const index = variables["UV_DEFAULT_INDEX"] || variables["PYPI_SIMPLE_URL"];
  return {
    ...variables,
    ...index !== void 0 && index !== "" && { UV_DEFAULT_INDEX: index },
    MACOSX_DEPLOYMENT_TARGET: macos.join(".")
  };
}
function unasked(ended) {
  return new TaskError([
    {
      place: "uv",
      fault: `could not resolve: ${lastLines(ended)}`,
      mend: "run the job again, or install uv"
    }
  ]);
}

// tasks/coverage/tags.ts
function fitsCell(wheel, python, platform) {
  const minor = Number(/^3\.(\d+)/.exec(python)?.[1]);
  const threaded = python.endsWith("t");
  if (!wheel.platforms.some((tag) => tag === "any" || platform.fits(tag))) return false;
  return wheel.pythons.some((tag) => wheel.abis.some((abi) => fitsAbi(tag, abi, { minor, threaded })));
}
function fitsAbi(tag, abi, { minor, threaded }) {
  const [, kind, number] = /^(py|cp)3(\d*)$/.exec(tag) ?? [];
  const tagMinor = number === void 0 ? Number.NaN : Number(number || "0");
  const older = tagMinor <= minor;
  switch (abi) {
    case "none":
      return kind === "py" ? older : tagMinor === minor;
    case "abi3":
      return !threaded && kind === "cp" && older;
    case "abi3t":
      return threaded && kind === "cp" && older;
    default:
      return abi === `cp3${minor}${threaded ? "t" : ""}` && tag === `cp3${minor}`;
  }
}

// tasks/coverage/count.ts
async function countCells(counted, cells, where) {
  const counter = new Counter(counted, where);
  const outcomes = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < cells.length; index = next++) {
      const cell = cells[index];
      if (cell !== void 0) outcomes[index] = { ...cell, missing: await counter.missing(cell) };
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return outcomes;
}
var Counter = class {
  #counted;
  #where;
  #resolved = /* @__PURE__ */ new Map();
  #listed = /* @__PURE__ */ new Map();
  constructor(counted, where) {
    this.#counted = counted;
    this.#where = where;
  }
  async missing(cell) {
    const wheel = this.#wheelFor(cell);
    if (wheel === null) return { package: this.#counted.project, why: "none of its own wheels is for it" };
    const resolved = await this.#resolve(cell, wheel);
    if ("missing" in resolved) return resolved.missing;
    return isThreaded(cell) ? await this.#missingThreaded(cell, resolved.pins) : null;
  }
  #wheelFor({ python, platform }) {
    const fitting = [...this.#counted.wheels].find(([, name]) => {
      const parsed = parseWheelName(name);
      return parsed !== null && fitsCell(parsed, python, platforms[platform]);
    });
    return fitting?.[0] ?? null;
  }
  /** A free-threaded build needs what the other one needs: dependencies do not tell them apart. */
  #resolve(cell, wheel) {
    const python = cell.python.replace(/t$/, "");
    return kept(
      this.#resolved,
      [python, cell.platform, wheel].join(),
      () => resolveCell({ project: this.#counted.project, wheel, cell: { ...cell, python } }, this.#where)
    );
  }
  async #missingThreaded({ python, platform }, pins) {
    const minor = python.replace(/t$/, "");
    const listed = await kept(
      this.#listed,
      [minor, ...pins].join(),
      () => listWheels(pins, minor, this.#where)
    );
    const without = listed.find(
      ({ wheels }) => !wheels.some((wheel) => fitsCell(wheel, python, platforms[platform]))
    );
    if (without === void 0) return null;
    return { package: without.name, why: `${without.version} has no wheel for it` };
  }
};
function kept(answers, key, ask) {
  const answer = answers.get(key) ?? ask();
  answers.set(key, answer);
  return answer;
}

// tasks/coverage/figures.ts
function figuresOf(outcomes) {
  const [threaded, plain] = [outcomes.filter(isThreaded), outcomes.filter((cell) => !isThreaded(cell))];
  const weight = (cells) => cells.reduce((total, cell) => total + weightOf(cell), 0);
  const all = weight(plain);
  return {
    unweighted: shareOf(plain),
    weighted: all === 0 ? 0 : 100 * weight(plain.filter(isCovered)) / all,
    threaded: shareOf(threaded)
  };
}
function shareOf(outcomes) {
  const covered = outcomes.filter(isCovered).length;
  return {
    covered,
    cells: outcomes.length,
    percent: outcomes.length === 0 ? 0 : 100 * covered / outcomes.length
  };
}
function weightOf({ python, platform }) {
  return (downloadsByPython[python] ?? 0) * shareByPlatform[platform];
}
function isCovered({ missing }) {
  return missing === null;
}
function percentText(percent) {
  return `${(Math.floor(percent * 10) / 10).toFixed(1)} %`;
}
function coverageTable(outcomes) {
  const pythons = [...new Set(outcomes.map(({ python }) => python))];
  const cell = (python, platform) => {
    const found = outcomes.find((outcome) => outcome.python === python && outcome.platform === platform);
    if (found === void 0) return "no such CPython";
    return found.missing === null ? "yes" : `no: ${found.missing.package}`;
  };
  const rows = pythons.map((python) => [python, ...platformNames.map((platform) => cell(python, platform))]);
  return { title: "Installs from wheels alone", head: ["CPython", ...platformNames], rows };
}
function figuresTable({ unweighted, weighted, threaded }, shutOutPercent) {
  const counted = ({ covered, cells, percent }) => `${percentText(percent)} (${covered} of ${cells})`;
  const rows = [
    ["Covered, each cell alike", counted(unweighted)],
    ["Covered, by downloads", percentText(weighted)],
    ["Covered, free-threaded", threaded.cells === 0 ? "none in support" : counted(threaded)],
    ["Downloads that requires-python shuts out", percentText(shutOutPercent)],
    ["Source", weightSource]
  ];
  return { title: "Coverage", head: ["Figure", "Value"], rows };
}

// tasks/files/release-files.ts
import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join as join2 } from "node:path";
function readReleaseFiles(folder) {
  const names = list(folder).filter(isDistribution).sort();
  requireFiles(folder, names);
  return names.map((name) => {
    const content = readFileSync(join2(folder, name));
    return { name, sha256: sha256Of(content), size: content.length };
  });
}
function isDistribution(name) {
  return /^[A-Za-z0-9][A-Za-z0-9._+!-]*(\.tar\.gz|\.whl)$/.test(name);
}
function sha256Of(content) {
  return createHash("sha256").update(content).digest("hex");
}
function requireFiles(folder, names) {
  const faults = names.filter((name) => !lstatSync(join2(folder, name)).isFile()).map((name) => ({
    place: join2(folder, name),
    fault: "is no file of its own, but a link or a folder",
    mend: "let the build write the file itself"
  }));
  if (faults.length > 0) throw new TaskError(faults);
}
function list(folder) {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new TaskError([
      { place: folder, fault: `can't be read (${code})`, mend: "fetch the built files into it first" }
    ]);
  }
}

// tasks/program/task.ts
import { parseArgs } from "node:util";

// tasks/program/outputs.ts
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
function appendOutputs(file, outputs) {
  if (file === void 0 || file === "") return;
  appendFileSync(file, Object.entries(outputs).map(assignment).join(""));
}
function assignment([name, value]) {
  const end = `end-${randomUUID()}`;
  return `${name}<<${end}
${value}
${end}
`;
}

// tasks/program/summary.ts
import { appendFileSync as appendFileSync2 } from "node:fs";
function appendSummary(file, table) {
  if (file === void 0 || file === "") return;
  appendFileSync2(file, markdownOf(table));
}
function markdownOf({ title, head, rows }) {
  const row = (cells) => `| ${cells.map(cellOf).join(" | ")} |
`;
  return `### ${title}

${row(head)}${row(head.map(() => "---"))}${rows.map(row).join("")}
`;
}
function cellOf(text) {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").replaceAll(/[\\`*_[\]<>|&]/g, "\\$&");
}

// tasks/program/task.ts
async function runTask(task, host) {
  try {
    const call = readCall(task, host);
    if (call === null) host.out(helpOf(task));
    else await task.run(call);
    return 0;
  } catch (error) {
    tellFailure(host, error);
    if (error instanceof MisuseError) {
      host.err(`Run it with --help to see how it is used.
`);
      return 2;
    }
    return 1;
  }
}
async function runProgram(task) {
  process.exitCode = await runTask(task, {
    args: process.argv.slice(2),
    variables: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text)
  });
}
function readCall(task, host) {
  const { values, positionals } = parse(task, host.args);
  if (values["help"] === true) return null;
  const options = Object.entries(task.options).map(([name, option]) => {
    const value = values[name];
    return [name, typeof value === "string" ? value : option.default];
  });
  return {
    operands: positionals,
    options: Object.fromEntries(options),
    variables: host.variables,
    say: (line) => host.out(`${withoutCommands(line)}
`),
    tabulate: (table) => appendSummary(host.variables["GITHUB_STEP_SUMMARY"], table),
    output: (outputs) => appendOutputs(host.variables["GITHUB_OUTPUT"], outputs)
  };
}
function parse(task, args) {
  const texts = Object.keys(task.options).map((name) => [name, { type: "string" }]);
  const options = { ...Object.fromEntries(texts), help: { type: "boolean", short: "h" } };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: task.operands !== "" });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new MisuseError({
      place: task.name,
      fault: error.message.split(". ")[0] ?? "",
      mend: "leave it out"
    });
  }
}
function helpOf(task) {
  const options = Object.entries(task.options).map(
    ([name, { value, help, default: preset }]) => [`--${name} ${value}`, preset === "" ? help : `${help} (default: ${preset})`]
  );
  const rows = [...options, ["-h, --help", "prints this and does nothing else"]];
  return [
    `${task.summary}
`,
    `${["Usage: node", `${task.name}.mjs`, "[options]", task.operands].join(" ").trimEnd()}
`,
    "Options:",
    ...columns(rows),
    "\nEnvironment:",
    ...columns(Object.entries(task.variables)),
    "\nExit codes: 0 done, 1 failed, 2 misused\n"
  ].join("\n");
}
function columns(rows) {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
function withoutCommands(line) {
  const text = oneLine(line).replaceAll("##[", "# #[");
  return /^\s*::(?!(?:add-mask|error|notice|warning)::)/.test(text) ? text.replace("::", ": :") : text;
}
function tellFailure(host, error) {
  const onRunner = host.variables["GITHUB_ACTIONS"] === "true";
  for (const line of linesOf(error)) {
    if (onRunner) host.out(`::error::${line.replaceAll("%", "%25")}
`);
    else host.err(`${line}
`);
  }
}
function linesOf(error) {
  if (error instanceof TaskError) return [...new Set(error.faults.map(formatFault))];
  if (error instanceof MisuseError) return [error.message];
  const fault = error instanceof Error ? error.message : String(error);
  return [formatFault({ place: "unexpected", fault, mend: "run the job again; report it if it stays" })];
}

// tasks/zip/read.ts
import { crc32, inflateRawSync } from "node:zlib";

// tasks/tar/paths.ts
function pathFault(path) {
  if (path === "") return "has no name";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is an absolute path";
  if (/[\p{Cc}\\]/u.test(path)) return "has a backslash or a control character in its name";
  const parts = path.split("/");
  if (parts.includes("..")) return "leads out of its folder";
  return parts.includes("") || parts.includes(".") ? "is not written plainly" : null;
}

// tasks/zip/directory.ts
var ZipFault = class extends Error {
  path;
  constructor(path, fault) {
    super(fault);
    this.name = "ZipFault";
    this.path = path;
  }
};
var endSize = 22;
var locatorSize = 20;
var decoder = new TextDecoder("utf-8", { fatal: true });
function findDirectory(file) {
  const end = file.length - endSize;
  if (file.length < 4 || file.readUInt32LE(0) !== (end === 0 ? 101010256 : 67324752)) {
    throw new ZipFault("", "is no zip archive");
  }
  if (end < 0 || file.readUInt32LE(end) !== 101010256 || file.readUInt16LE(end + 20) !== 0) {
    throw new ZipFault("", "ends too early, or goes on behind its end");
  }
  const disks = [file.readUInt16LE(end + 4), file.readUInt16LE(end + 6)];
  const counts = [file.readUInt16LE(end + 8), file.readUInt16LE(end + 10)];
  if (disks.some((disk) => disk !== 0) || counts[0] !== counts[1]) {
    throw new ZipFault("", "is one of several parts");
  }
  const short = {
    count: counts[0] ?? 0,
    size: file.readUInt32LE(end + 12),
    offset: file.readUInt32LE(end + 16)
  };
  const long = findLongDirectory(file, end);
  const isShort = short.count < 65535 && short.size < 4294967295 && short.offset < 4294967295;
  if (!isShort && long === null) throw new ZipFault("", "has a broken directory");
  const { directory, before } = long ?? { directory: short, before: end };
  if (directory.offset + directory.size !== before) throw new ZipFault("", "has a broken directory");
  return directory;
}
function findLongDirectory(file, end) {
  const locator = end - locatorSize;
  if (locator < 0 || file.readUInt32LE(locator) !== 117853008) return null;
  const before = numberAt(file, locator + 8);
  if (before + 56 > locator || file.readUInt32LE(before) !== 101075792) {
    throw new ZipFault("", "has a broken directory");
  }
  const directory = {
    count: numberAt(file, before + 32),
    size: numberAt(file, before + 40),
    offset: numberAt(file, before + 48)
  };
  return { directory, before };
}
function readDirectory(file, { count: count2, size, offset }) {
  const entries = [];
  let at = offset;
  while (at < offset + size) {
    if (at + 46 > offset + size || file.readUInt32LE(at) !== 33639248) {
      throw new ZipFault("", "has a broken directory");
    }
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => file.readUInt16LE(at + field));
    const extraAt = at + 46 + (nameSize ?? 0);
    const next = extraAt + (extraSize ?? 0) + (commentSize ?? 0);
    if (next > offset + size) throw new ZipFault("", "has a broken directory");
    const name = nameOf(file.subarray(at + 46, extraAt));
    const extra = file.subarray(extraAt, extraAt + (extraSize ?? 0));
    entries.push(withLongNumbers(shortEntry(file, at, name), extra));
    at = next;
  }
  if (entries.length !== count2) throw new ZipFault("", "has a broken directory");
  return entries;
}
function shortEntry(file, at, name) {
  return {
    name,
    system: file.readUInt8(at + 5),
    flags: file.readUInt16LE(at + 8),
    method: file.readUInt16LE(at + 10),
    crc: file.readUInt32LE(at + 16),
    packed: file.readUInt32LE(at + 20),
    unpacked: file.readUInt32LE(at + 24),
    offset: file.readUInt32LE(at + 42),
    attributes: file.readUInt32LE(at + 38)
  };
}
function withLongNumbers(entry, extra) {
  const long = ["unpacked", "packed", "offset"].filter((field2) => entry[field2] === 4294967295);
  if (long.length === 0) return entry;
  const field = extraField(extra, 1);
  if (field === null || field.length < 8 * long.length) {
    throw new ZipFault(entry.name, "has no size in the directory");
  }
  return { ...entry, ...Object.fromEntries(long.map((name, index) => [name, numberAt(field, 8 * index)])) };
}
function extraField(extra, id) {
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}
function nameOf(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ZipFault("", "has a name that is not UTF-8");
  }
}
function numberAt(bytes, at) {
  const number = bytes.readBigUInt64LE(at);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipFault("", "has a broken directory");
  return Number(number);
}

// tasks/zip/read.ts
var localSize = 30;
var withDescriptor = 8;
var encrypted = 1;
var unpackedBound = 2 ** 31;
function readZip(place, archive, bound = unpackedBound) {
  const file = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    const directory = findDirectory(file);
    const listed = readDirectory(file, directory);
    requireSound(place, listed, bound);
    requireNothingElse(file, listed, directory.offset);
    return listed.map((entry) => unpack(file, entry));
  } catch (error) {
    if (error instanceof ZipFault) throw new TaskError([faultOf(place, error.path, error.message)]);
    throw error;
  }
}
function faultOf(place, path, fault) {
  return { place: path === "" ? place : `${place}, ${path}`, fault, mend: "build or fetch it again" };
}
function requireSound(place, listed, bound) {
  const paths = /* @__PURE__ */ new Set();
  const faults = listed.flatMap((entry) => {
    const path = pathOf(entry);
    const twice = paths.has(path) ? "is there twice" : null;
    paths.add(path);
    const fault = pathFault(path) ?? twice ?? entryFault(entry);
    return fault === null ? [] : [faultOf(place, entry.name, fault)];
  });
  const unpacked = listed.reduce((sum2, entry) => sum2 + entry.unpacked, 0);
  const tooLarge = unpacked > bound ? [faultOf(place, "", `is more than ${bound / 2 ** 20} MiB unpacked`)] : [];
  if (faults.length + tooLarge.length > 0) throw new TaskError([...faults, ...tooLarge]);
}
function entryFault({ flags, method, packed, unpacked }) {
  if ((flags & encrypted) !== 0) return "is encrypted";
  if (method !== 0 && method !== 8) return "is compressed in a way that installers can't read";
  return method === 0 && packed !== unpacked ? "has two sizes" : null;
}
function requireNothingElse(file, listed, end) {
  let at = 0;
  for (const entry of [...listed].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset !== at) throw new ZipFault(entry.name, "does not follow the entry before it");
    at = contentOf(file, entry).end;
    if (at > end) throw new ZipFault(entry.name, "is cut off");
    if ((entry.flags & withDescriptor) !== 0) at += descriptorSize(file, entry, at);
  }
  if (at !== end) throw new ZipFault("", "holds bytes that belong to no entry");
}
function descriptorSize(file, entry, at) {
  const sizes = [16, 12, 24, 20].filter((size) => at + size <= file.length);
  const found = sizes.find((size) => {
    const marked = size % 8 === 0;
    if (marked && file.readUInt32LE(at) !== 134695760) return false;
    const start = marked ? at + 4 : at;
    const wide = size > 16;
    return file.readUInt32LE(start) === entry.crc && file.readUInt32LE(start + (wide ? 12 : 8)) === entry.unpacked;
  });
  if (found === void 0) throw new ZipFault(entry.name, "has no sizes behind its content");
  return found;
}
function contentOf(file, { name, offset, packed, method }) {
  if (offset + localSize > file.length || file.readUInt32LE(offset) !== 67324752) {
    throw new ZipFault(name, "is not where the directory says");
  }
  const nameEnd = offset + localSize + file.readUInt16LE(offset + 26);
  if (nameOf(file.subarray(offset + localSize, nameEnd)) !== name || file.readUInt16LE(offset + 8) !== method) {
    throw new ZipFault(name, "is not what the directory says");
  }
  const start = nameEnd + file.readUInt16LE(offset + 28);
  if (start + packed > file.length) throw new ZipFault(name, "is cut off");
  return { start, end: start + packed };
}
function unpack(file, entry) {
  const { start, end } = contentOf(file, entry);
  const content = inflate(file.subarray(start, end), entry);
  if (content.length !== entry.unpacked || crc32(content) !== entry.crc) {
    throw new ZipFault(entry.name, "is damaged: its checksum is wrong");
  }
  const unix = entry.system === 3 ? entry.attributes >>> 16 : null;
  const kind = entry.name.endsWith("/") ? "folder" : unix !== null && (unix & 61440) === 40960 ? "symlink" : "file";
  if (kind === "folder" && content.length > 0) throw new ZipFault(entry.name, "has contents, and is no file");
  return { path: pathOf(entry), kind, mode: unix === null ? null : unix & 4095, content };
}
function inflate(packed, { name, method, unpacked }) {
  if (method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpacked) });
  } catch {
    throw new ZipFault(name, "is damaged: it can't be unpacked to the size that the directory says");
  }
}
function pathOf({ name }) {
  return name.replace(/\/$/, "");
}

// tasks/wheel/headers.ts
function readHeaders(content) {
  const [head = ""] = Buffer.from(content).toString("utf8").split(/\r?\n\r?\n/, 1);
  const headers = /* @__PURE__ */ new Map();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value] = /^([A-Za-z0-9-]+):[ \t]*(.*)$/.exec(line) ?? [];
    if (name === void 0 || value === void 0) continue;
    const key = name.toLowerCase();
    headers.set(key, [...headers.get(key) ?? [], value.trim()]);
  }
  return headers;
}
function onlyValue(headers, name) {
  const values = headers.get(name.toLowerCase()) ?? [];
  return values.length === 1 ? values[0] ?? null : null;
}

// tasks/wheel/inspected.ts
var buildAgain = "build or fetch it again";
function metadataFaults(headers, place, named) {
  const compared = [
    { header: "Name", wanted: named.distribution, same: sameName },
    { header: "Version", wanted: named.version, same: sameVersion }
  ];
  return compared.flatMap(({ header, wanted, same }) => {
    const value = onlyValue(headers, header);
    if (value === null) {
      return [{ place, fault: `has not one ${header}`, mend: "mend the build backend's metadata" }];
    }
    if (same(value, wanted)) return [];
    const fault = `says ${header}: ${value}, but the file's name says ${wanted}`;
    return [{ place, fault, mend: buildAgain }];
  });
}
function sameName(one, other) {
  return distributionOf(one) === distributionOf(other);
}

// tasks/wheel/platform-tags.ts
function platformFault(tag) {
  return tag.startsWith("linux_") ? `is tagged ${tag}, which no index takes: auditwheel has not repaired it` : null;
}

// tasks/wheel/record.ts
import { createHash as createHash2 } from "node:crypto";
var algorithms = ["sha256", "sha384", "sha512"];
function recordFaults(entries, recordPath) {
  const files = new Map(entries.filter(({ kind }) => kind !== "folder").map((entry) => [entry.path, entry]));
  const record = files.get(recordPath);
  if (record === void 0) return [{ path: recordPath, fault: "is missing" }];
  const faults = [];
  const listed = /* @__PURE__ */ new Set();
  for (const [path = "", hash = "", size = ""] of readRows(Buffer.from(record.content).toString("utf8"))) {
    const entry = files.get(path);
    if (listed.has(path)) faults.push({ path, fault: "is listed twice in RECORD" });
    listed.add(path);
    if (entry === void 0) faults.push({ path, fault: "is listed in RECORD, and not there" });
    else if (path !== recordPath) faults.push(...contentFaults(entry, hash, size));
  }
  const signatures = [`${recordPath}.jws`, `${recordPath}.p7s`];
  const unlisted = [...files.keys()].filter((path) => !listed.has(path) && !signatures.includes(path));
  return [...faults, ...unlisted.map((path) => ({ path, fault: "is not listed in RECORD" }))];
}
function contentFaults({ path, content }, hash, size) {
  const [algorithm = "", digest = ""] = hash.split("=", 2);
  if (!algorithms.includes(algorithm)) return [{ path, fault: "has no hash of sha256 or more in RECORD" }];
  const actual = createHash2(algorithm).update(content).digest("base64url");
  if (actual !== digest) return [{ path, fault: "is not what RECORD says: it has another hash" }];
  return size === "" || Number(size) === content.length ? [] : [{ path, fault: "is not what RECORD says: it has another size" }];
}
function readRows(text) {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  return lines.map(
    (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ""
    )
  );
}

// tasks/wheel/inspect-wheel.ts
var compiled = /\.(?:so(?:\.\d+)*|pyd|dylib|dll)$/i;
function inspectWheel(name, file) {
  const wheel = parseWheelName(name);
  if (wheel === null) return nameless(name);
  const entries = readZip(name, file);
  const pure = isPure(wheel);
  const named = { name, distribution: wheel.distribution, version: wheel.version };
  const info = infoFolder(entries, wheel);
  const common = { ...named, kind: "wheel", pure, platformTags: wheel.platforms };
  if (info === null) {
    const fault = `has not one folder ${wheel.distribution}-${wheel.version}.dist-info`;
    return { ...common, requiresPython: null, faults: [{ place: name, fault, mend: buildAgain }] };
  }
  const [metadata, own] = ["METADATA", "WHEEL"].map((part) => headersAt(entries, `${info}/${part}`));
  const inside = (path) => `${name}, ${path}`;
  const faults = [
    ...metadataFaults(metadata ?? /* @__PURE__ */ new Map(), inside(`${info}/METADATA`), named),
    ...wheelFaults(own ?? /* @__PURE__ */ new Map(), wheel, inside(`${info}/WHEEL`)),
    ...recordFaults(entries, `${info}/RECORD`).map(({ path, fault }) => {
      return { place: inside(path), fault, mend: buildAgain };
    }),
    ...contentFaults2(entries, pure, inside),
    ...wheel.platforms.flatMap((tag) => {
      const fault = platformFault(tag);
      return fault === null ? [] : [{ place: name, fault, mend: "let cibuildwheel repair it" }];
    })
  ];
  return { ...common, requiresPython: onlyValue(metadata ?? /* @__PURE__ */ new Map(), "Requires-Python"), faults };
}
function nameless(name) {
  const fault = "is not named as a wheel is: name-version-python-abi-platform.whl";
  const unknown = { distribution: "", version: "", requiresPython: null, pure: false, platformTags: [] };
  return { name, kind: "wheel", ...unknown, faults: [{ place: name, fault, mend: buildAgain }] };
}
function infoFolder(entries, { distribution, version }) {
  const roots = new Set(entries.map(({ path }) => path.split("/")[0] ?? ""));
  const folders = [...roots].filter((root) => root.endsWith(".dist-info"));
  const [folder = ""] = folders;
  const [, name = "", infoVersion = ""] = /^(.+)-([^-]+)\.dist-info$/.exec(folder) ?? [];
  const fits = distributionOf(name) === distributionOf(distribution) && infoVersion === version;
  return folders.length === 1 && fits ? folder : null;
}
function headersAt(entries, path) {
  const entry = entries.find((one) => one.path === path);
  return readHeaders(entry?.content ?? new Uint8Array());
}
function wheelFaults(own, wheel, place) {
  const faults = [];
  if (onlyValue(own, "Wheel-Version")?.startsWith("1.") !== true) {
    faults.push("names no wheel format that installers know");
  }
  const [inside, outside] = [own.get("tag") ?? [], tagsOf(wheel)];
  const differing = [
    ...inside.filter((tag) => !outside.includes(tag)),
    ...outside.filter((tag) => !inside.includes(tag))
  ];
  if (differing.length > 0) faults.push(`has other tags than the file's name: ${differing.join(", ")}`);
  if (onlyValue(own, "Build") !== wheel.build) faults.push("has another build number than the file's name");
  const purelib = (onlyValue(own, "Root-Is-Purelib") ?? "").toLowerCase();
  const wanted = isPure(wheel) ? "true" : "false";
  if (purelib !== wanted) faults.push(`does not say Root-Is-Purelib: ${wanted}, as its tags do`);
  return faults.map((fault) => ({ place, fault, mend: buildAgain }));
}
function contentFaults2(entries, pure, inside) {
  return entries.flatMap(({ path, kind }) => {
    if (kind === "symlink") {
      return [
        { place: inside(path), fault: "is a link, which installers don't make", mend: "put a file there" }
      ];
    }
    if (!pure || kind === "folder" || !compiled.test(path)) return [];
    const mend = "leave it out, or declare slipway:package.kind: native";
    return [{ place: inside(path), fault: "is compiled, in a wheel for any system", mend }];
  });
}

// tasks/coverage.ts
var coverage = {
  name: "coverage",
  summary: "Counts on which supported CPythons and platforms the wheels in a folder install with all that they need from\nwheels alone, resolved by uv (python -m uv); free-threaded builds apart.",
  operands: "",
  variables: {
    UV_DEFAULT_INDEX: "simple API of the index that dependencies come from; else PYPI_SIMPLE_URL, else uv's own",
    GITHUB_STEP_SUMMARY: "file that tables are added to, if it is set",
    GITHUB_OUTPUT: "file that covered, cells and percent are added to, if it is set"
  },
  options: {
    files: { value: "DIR", help: "the folder that holds the wheels", default: "dist" },
    gate: { value: "PERCENT", help: "fail below that share of cells, each alike; 0: never", default: "0" }
  },
  run: count
};
async function count(call) {
  const gate = gateOf(call.options.gate);
  const { wheels, project, requiresPython } = readWheels(call.options.files);
  const cells = cellsOf(requiresPython, (/* @__PURE__ */ new Date()).toISOString().slice(0, 10));
  const outcomes = await countCells({ wheels, project }, cells, { variables: call.variables });
  const figures = figuresOf(outcomes);
  tell(call, outcomes, { ...figures, shutOutPercent: shutOut(requiresPython) });
  const { covered, cells: all, percent } = figures.unweighted;
  if (percent >= gate) return;
  const missing = lackingOf(outcomes.filter((outcome) => !isThreaded(outcome)));
  throw new TaskError([
    {
      place: "coverage",
      fault: `is ${percentText(percent)} (${covered} of ${all}), below ${gate} %`,
      mend: missing === "" ? "widen requires-python" : `get wheels for ${missing}, or lower slipway:release.coverage`
    }
  ]);
}
function gateOf(text) {
  if (/^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100) return Number(text);
  throw new MisuseError({ place: "--gate", fault: "is no percentage", mend: "write --gate 95" });
}
function readWheels(folder) {
  const names = readReleaseFiles(folder).flatMap(({ name }) => name.endsWith(".whl") ? [name] : []);
  const [first] = names;
  if (first === void 0) {
    throw new TaskError([
      { place: folder, fault: "holds no wheel", mend: "fetch the built files into it first" }
    ]);
  }
  const { distribution, requiresPython } = inspectWheel(first, readFileSync2(join3(folder, first)));
  const wheels = new Map(names.map((name) => [resolve(folder, name), name]));
  return {
    wheels,
    project: distributionOf(distribution).replaceAll("_", "-"),
    requiresPython: requiresPython ?? ""
  };
}
function tell(call, outcomes, { shutOutPercent, ...figures }) {
  for (const table of [figuresTable(figures, shutOutPercent), coverageTable(outcomes)]) {
    call.tabulate(table);
    if (table.title === "Coverage") for (const [figure, value] of table.rows) call.say(`${figure}: ${value}`);
  }
  const rows = outcomes.flatMap(
    ({ python, platform, missing }) => missing === null ? [] : [[`${python} on ${platform}`, missing.package, missing.why]]
  );
  for (const [cell, name, why] of rows) call.say(`${cell}: no wheel of ${name}: ${why}`);
  if (rows.length > 0) call.tabulate({ title: "Not covered", head: ["Where", "Package", "Why"], rows });
  const { covered, cells, percent } = figures.unweighted;
  call.output({ covered: String(covered), cells: String(cells), percent: percent.toFixed(1) });
}
function lackingOf(outcomes) {
  const counts = /* @__PURE__ */ new Map();
  for (const { missing } of outcomes) {
    if (missing !== null) counts.set(missing.package, (counts.get(missing.package) ?? 0) + 1);
  }
  return [...counts].map(([name, cells]) => `${name} (${cells} not covered)`).join(", ");
}
await runProgram(coverage);
