import { looksSecret } from "../../../../config/plain-secrets.ts";
import { isRecord } from "../../../changes/value.ts";
import { requirementName } from "../../project/backend.ts";
import { linesOf } from "../../project/ini.ts";
import type { Project } from "../../project/project.ts";
import { tableAt, textsAt, valueAt } from "../../project/table.ts";
import type { Found } from "../../tree/tree.ts";

/** What the tests need beside the wheel. */
export interface TestRequirements {
  /** Extras of the package itself. */
  readonly extras: readonly string[];
  readonly requires: readonly string[];
  /** What is in the same list and was left out, since no test runs by it. */
  readonly leftOut: readonly string[];
}

/** Names of extras and groups, those for tests alone first. */
const forTests = ["test", "tests", "testing", "pytest", "unittest", "unit", "test-runtime", "tests-dev"];
const forMore = ["dev", "develop", "development", "all-dev", "ci"];

/** Tools that run or help tests; the rest of a list for developers are linters, documents and releases. */
const testTools =
  /^(?:pytest|hypothesis|coverage|mock|respx|responses|freezegun|time-machine|anyio|trio|syrupy|inline-snapshot|faker|factory-boy|vcrpy|moto|requests-mock|testfixtures|nose|parameterized|ddt|pexpect|psutil|numpy|pandas|attrs|dirty-equals|httpbin|aiohttp|uvloop|trustme|werkzeug|blockbuster|pyfakefs|testtools|covdefaults)/;

/** The first list of requirements of the tests that is found; null: there is none. */
export function testRequirements(project: Project): Found<TestRequirements> | null {
  for (const [names, only] of [
    [forTests, false],
    [forMore, true],
  ] as const) {
    const found =
      ofExtras(project, names, only) ?? ofGroups(project, names, only) ?? ofPoetry(project, names, only);
    if (found !== null) return found;
  }
  return ofTox(project) ?? ofFiles(project);
}

function ofExtras(
  { pyproject, setupCfg, text }: Project,
  names: readonly string[],
  dev: boolean,
): Found<TestRequirements> | null {
  const extras = tableAt(pyproject ?? {}, "project", "optional-dependencies");
  const inCfg = setupCfg["options.extras_require"] ?? {};
  const inSetup =
    /\bextras_require\s*=\s*\{(?<all>[^}]{0,5000})/.exec(text("setup.py") ?? "")?.groups?.["all"] ?? "";
  for (const name of names) {
    const listed = textsAt(extras, name);
    const cfg = linesOf(Object.hasOwn(inCfg, name) ? inCfg[name] : undefined);
    const from =
      listed.length > 0
        ? `pyproject.toml, project.optional-dependencies.${name}`
        : cfg.length > 0
          ? `setup.cfg, options.extras_require, ${name}`
          : new RegExp(`["']${name}["']\\s*:`).test(inSetup)
            ? `setup.py, extras_require, ${name}`
            : null;
    const helps = [...listed, ...cfg].some((requirement) => testTools.test(requirementName(requirement)));
    if (from !== null && (!dev || helps))
      return { value: { extras: [name], requires: [], leftOut: [] }, from };
  }
  return null;
}

function ofGroups(
  { pyproject }: Project,
  names: readonly string[],
  dev: boolean,
): Found<TestRequirements> | null {
  const groups = tableAt(pyproject ?? {}, "dependency-groups");
  for (const key of [...names, "dev-dependencies"]) {
    const listed = groupOf(groups, key, new Set());
    const from = `pyproject.toml, dependency-groups.${key}`;
    const found = listed.length === 0 ? null : chosen(listed, dev, from);
    if (found !== null) return found;
  }
  const uv = textsAt(pyproject ?? {}, "tool", "uv", "dev-dependencies");
  return dev && uv.length > 0 ? chosen(uv, true, "pyproject.toml, tool.uv.dev-dependencies") : null;
}

/** A group with those that it includes (PEP 735). */
function groupOf(
  groups: Readonly<Record<string, unknown>>,
  name: string,
  seen: Set<string>,
): readonly string[] {
  const key = Object.keys(groups).find((one) => requirementName(one) === requirementName(name));
  if (key === undefined || seen.has(key)) return [];
  seen.add(key);
  const entries: readonly unknown[] = Array.isArray(groups[key]) ? groups[key] : [];
  return entries.flatMap((entry) => {
    if (typeof entry === "string") return [entry];
    const included = isRecord(entry) ? entry["include-group"] : undefined;
    return typeof included === "string" ? groupOf(groups, included, seen) : [];
  });
}

function ofPoetry(
  { pyproject }: Project,
  names: readonly string[],
  dev: boolean,
): Found<TestRequirements> | null {
  const poetry = tableAt(pyproject ?? {}, "tool", "poetry");
  const places = [
    ...names.map((name) => ["group", name, "dependencies"] as const),
    ...(dev ? [["dev-dependencies"] as const] : []),
  ];
  for (const keys of places) {
    const listed = Object.entries(tableAt(poetry, ...keys)).map(([name, given]) => fromPoetry(name, given));
    const from = `pyproject.toml, tool.poetry.${keys.join(".")}`;
    const found = listed.length === 0 ? null : chosen(listed, dev, from);
    if (found !== null) return found;
  }
  return null;
}

/** `pytest = "^8.1"` as PEP 508 says it. */
function fromPoetry(name: string, given: unknown): string {
  const version = typeof given === "string" ? given : isRecord(given) ? given["version"] : undefined;
  const extras = isRecord(given) ? textsAt(given, "extras") : [];
  const whole = extras.length === 0 ? name : `${name}[${extras.join(",")}]`;
  if (typeof version !== "string" || version === "*") return whole;
  const [, sign = "", bare = ""] = /^([\^~])(\d+(?:\.\d+)*)$/.exec(version.trim()) ?? [];
  if (sign === "")
    return /^\d/.test(version) ? `${whole}==${version}` : `${whole}${version.replaceAll(" ", "")}`;
  const parts = bare.split(".").map(Number);
  // A caret admits what leaves the first number that is not zero as it is; a tilde the second number.
  const first = parts.findIndex((part) => part > 0);
  const kept = sign === "~" ? Math.min(1, parts.length - 1) : first < 0 ? parts.length - 1 : first;
  const next = parts.slice(0, kept + 1).map((part, at) => (at === kept ? part + 1 : part));
  return `${whole}>=${bare},<${next.join(".")}`;
}

function ofTox({ toxIni }: Project): Found<TestRequirements> | null {
  const lines = linesOf(toxIni["testenv"]?.["deps"]).filter((line) => /^[A-Za-z0-9][^:]*$/.test(line));
  return lines.length === 0 ? null : chosen(lines, true, "tox.ini, testenv.deps");
}

const files = [
  /^(?:requirements[-_.](?:tests?|testing)|(?:tests?|testing)[-_.]requirements)\.(?:txt|in)$/,
  /^(?:tests?\/requirements|requirements\/(?:tests?|testing))\.(?:in|txt)$/,
  /^(?:requirements[-_.]dev\w*|dev[-_.]requirements|requirements\/dev\w*)\.(?:txt|in)$/,
];

function ofFiles({ paths, text }: Project): Found<TestRequirements> | null {
  for (const [at, pattern] of files.entries()) {
    const path = paths.find((one) => pattern.test(one) && text(one) !== null);
    const lines = path === undefined ? [] : requirementLines(text(path) ?? "");
    const found = path === undefined || lines.length === 0 ? null : chosen(lines, at === 2, path);
    if (found !== null) return found;
  }
  return null;
}

/** The requirements of a file, without hashes, options, addresses and other files. */
function requirementLines(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, "")
        .replace(/\s--hash\b.*$/, "")
        .trim(),
    )
    .filter((line) => /^[A-Za-z0-9]/.test(line) && !/^[\w+.-]+:\/\//.test(line));
}

/** A stack file is committed, perhaps to another repository. */
function holdsCredentials(requirement: string): boolean {
  return /:\/\/[^/\s]*@/.test(requirement) || looksSecret(requirement);
}

/** Longer than any requirement that a person wrote (characters). */
const longestRequirement = 300;

/** Of a list for developers only what runs tests; null where nothing in it does. */
function chosen(listed: readonly string[], dev: boolean, from: string): Found<TestRequirements> | null {
  const all = [
    ...new Set(
      listed.map((one) => one.trim()).filter((one) => /^[A-Za-z0-9][^\p{Cc}\u2028\u2029]*$/u.test(one)),
    ),
  ];
  const fit = (one: string) =>
    one.length <= longestRequirement &&
    !one.includes("${{") &&
    !holdsCredentials(one) &&
    (!dev || testTools.test(requirementName(one)));
  const requires = all.filter(fit);
  if (requires.length === 0) return null;
  return {
    value: { extras: [], requires, leftOut: all.filter((one) => !fit(one)).map(requirementName) },
    from,
  };
}

/** Extras and groups that cibuildwheel is told to test with. */
export function cibuildwheelRequirements({ pyproject }: Project): Found<TestRequirements> | null {
  const wheels = tableAt(pyproject ?? {}, "tool", "cibuildwheel");
  const groups = tableAt(pyproject ?? {}, "dependency-groups");
  const given = valueAt(wheels, "test-requires");
  const requires =
    typeof given === "string"
      ? given.split(/\s+/).filter((one) => one !== "")
      : textsAt(wheels, "test-requires");
  const grouped = textsAt(wheels, "test-groups").flatMap((name) => groupOf(groups, name, new Set()));
  const extras = textsAt(wheels, "test-extras")
    .flatMap((extra) => extra.split(/[,\s]+/))
    .filter((one) => one !== "");
  if (requires.length + grouped.length + extras.length === 0) return null;
  const value = { extras, requires: [...new Set([...requires, ...grouped])], leftOut: [] };
  return { value, from: "pyproject.toml, tool.cibuildwheel" };
}
