import type { Fault } from "./fault.ts";
import type { RawConfig } from "./raw-config.ts";
import type { Draft } from "./draft.ts";
import { repeatedEntries } from "./repeated-entries.ts";
import { publishingEnvironment } from "./publishing-environment.ts";
import { condaFaults, imageFaults } from "./channel-contradictions.ts";
import { comparePythons, pythonStatus, supportedPythons } from "./pythons.ts";

/** Settings that are well-formed by themselves and can't stand together, or can't be had. */
export function contradictions(draft: Draft, raw: RawConfig): Fault[] {
  return [
    ...pythonFaults(draft),
    ...repeatedEntries(draft),
    ...kindFaults(draft),
    ...indexFaults(draft),
    ...reviewerFaults(draft, raw),
    ...ownerFaults(draft, raw),
    ...secretFaults(draft),
    ...tagFaults(draft),
    ...deliveryFaults(draft),
    ...imageFaults(draft),
    ...condaFaults(draft),
  ];
}

function pythonFaults(draft: Draft): Fault[] {
  const pythons = (draft.package?.pythons ?? []).filter((version) => version !== undefined);
  const regular = pythons.filter((version) => !version.endsWith("t"));
  const place = "slipway:package.pythons";
  return [
    ...(draft.package?.pythons ?? []).flatMap((version, at) => {
      if (version === undefined) return [];
      const mend = `use versions out of ${supportedPythons.join(", ")}, or free-threaded builds from 3.14t on`;
      const status = pythonStatus(version);
      const inList = `${place}[${at}]`;
      if (status === "ended")
        return [{ place: inList, fault: `${version} has reached its end of life`, mend }];
      if (status === "unknown") {
        return [{ place: inList, fault: `${version} is not a version of CPython to release for`, mend }];
      }
      return [];
    }),
    ...(pythons.length > 0 && regular.length === 0
      ? [
          {
            place,
            fault: "lists free-threaded builds alone",
            mend: `list a regular one, such as "${[...pythons].sort(comparePythons)[0]?.slice(0, -1)}"`,
          },
        ]
      : []),
  ];
}

function kindFaults(draft: Draft): Fault[] {
  if (draft.package?.kind !== "pure" || draft.package.native === undefined) return [];
  return [
    {
      place: "slipway:package.native",
      fault: "is a setting of native packages, and the package is pure",
      mend: "remove it, or set slipway:package.kind to native",
    },
  ];
}

function indexFaults(draft: Draft): Fault[] {
  const { name } = draft.index ?? {};
  if (name === undefined) return [];
  const addresses = [
    ["uploadUrl", "add the address that uploads to the custom index go to"],
    ["simpleUrl", "add the address that pip installs from, such as https://packages.example.org/simple/"],
  ] as const;
  return [
    ...addresses.flatMap(([key, mend]) => {
      const place = `slipway:index.${key}`;
      const isSet = draft.index?.[key] !== undefined;
      if (name === "custom") return isSet ? [] : [{ place, fault: "is missing", mend }];
      const fault = `contradicts slipway:index.name ${name}, whose address the tools know`;
      return isSet ? [{ place, fault, mend: "remove it, or set slipway:index.name to custom" }] : [];
    }),
    ...(draft.channels?.testPyPI === true && name !== "pypi"
      ? [
          {
            place: "slipway:channels.testPyPI",
            fault: `comes before PyPI, and slipway:index.name is ${name}`,
            mend: "remove it",
          },
        ]
      : []),
  ];
}

/** Releases to anything but the test index reach users at once, so a person has to approve them. */
function reviewerFaults(draft: Draft, raw: RawConfig): Fault[] {
  const { name } = draft.index ?? {};
  const environment = publishingEnvironment(draft.index ?? {});
  if (name === undefined || environment === undefined) return [];
  const declared = draft.environments?.[environment];
  const others = Object.keys(draft.environments ?? {});
  if (declared === undefined && draft.index?.environment !== undefined && others.length > 0) {
    const mend = `declare slipway:environments.${environment}, or use one of: ${others.join(", ")}`;
    return [
      {
        place: "slipway:index.environment",
        fault: `names the environment ${environment}, which is not declared`,
        mend,
      },
    ];
  }
  const guarded = (name !== "testpypi" || raw.stack === "prod") && !lacksReviewers(draft);
  if (!guarded || (declared?.reviewers ?? []).length > 0) return [];
  return [
    {
      place: `slipway:environments.${environment}.reviewers`,
      fault: declared?.reviewers === undefined ? "is missing" : "is empty",
      mend: `list who approves a release of stack ${raw.stack}, such as ["octocat"] or ["org/team"]`,
    },
  ];
}

/** Private repositories have reviewers on GitHub Enterprise alone; the preview names that limit. */
function lacksReviewers(draft: Draft): boolean {
  return draft.repository?.visibility === "private" && draft.repository.plan !== "enterprise";
}

function ownerFaults(draft: Draft, raw: RawConfig): Fault[] {
  const owner = draft.package?.repository?.split("/")[0];
  const configured = raw.values["github:owner"];
  if (owner === undefined || configured?.toLowerCase() === owner.toLowerCase()) return [];
  return [
    {
      place: "github:owner",
      fault:
        configured === undefined
          ? "is missing"
          : `is "${configured}", and slipway:package.repository belongs to ${owner}`,
      mend: `set it by \`pulumi config set github:owner ${owner} --stack ${raw.stack}\``,
    },
  ];
}

/** Names under which tokens of package indexes are usually kept. */
const indexTokens = /^(TWINE_|UV_PUBLISH_|(TEST_?)?PYPI_)/;

function secretFaults(draft: Draft): Fault[] {
  return Object.entries(draft.secrets ?? {}).flatMap(([name, secret]) => {
    const place = `slipway:secrets.${name}`;
    const environment = secret?.environment;
    const declared = [
      ...Object.keys(draft.environments ?? {}),
      draft.index?.environment ?? draft.index?.name,
      ...(draft.channels?.testPyPI === true ? ["testpypi"] : []),
      ...(draft.conda === undefined ? [] : ["conda-forge"]),
    ];
    return [
      ...(indexTokens.test(name) && draft.index?.name !== "custom"
        ? [
            {
              place,
              fault: "is a token of the index, which trusted publishing replaces",
              mend: "remove it, and register the trusted publisher once",
            },
          ]
        : []),
      ...(environment !== undefined && !declared.includes(environment)
        ? [
            {
              place: `${place}.environment`,
              fault: `names the environment ${environment}, which is not declared`,
              mend: `declare slipway:environments.${environment}`,
            },
          ]
        : []),
    ];
  });
}

/** An environment that refuses the release's own tags would hold every release for ever. */
function tagFaults(draft: Draft): Fault[] {
  const prefix = draft.package?.tagPrefix ?? "v";
  const environment = publishingEnvironment(draft.index ?? {});
  const tags = environment === undefined ? undefined : draft.environments?.[environment]?.tags;
  if (tags === undefined || tags.some((tag) => tag === undefined || admits(tag, prefix))) return [];
  return [
    {
      place: `slipway:environments.${environment}.tags`,
      fault: `admits no tag that begins with ${prefix}`,
      mend: `add "${prefix}*"`,
    },
  ];
}

function deliveryFaults({ delivery, repository }: Draft): Fault[] {
  const { by = "pull-request", branch, adopt = [], retire = [] } = delivery ?? {};
  const both = retire.filter((path) => path !== undefined && adopt.includes(path));
  return [
    ...both.map((path) => ({
      place: "slipway:delivery.retire",
      fault: `names ${path}, which slipway:delivery.adopt keeps`,
      mend: "name it in one of the two",
    })),
    ...(by === "pull-request" && branch !== undefined && branch === (repository?.defaultBranch ?? "main")
      ? [
          {
            place: "slipway:delivery.branch",
            fault: "is the branch that pull requests go to",
            mend: "name another, or set slipway:delivery.by to push",
          },
        ]
      : []),
  ];
}

function admits(pattern: string, prefix: string): boolean {
  const literal = pattern.split(/[*?[]/)[0] ?? "";
  return literal.startsWith(prefix) || (prefix.startsWith(literal) && literal !== pattern);
}
