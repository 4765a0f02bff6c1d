import { parseUrn } from "../changes/urn.ts";
import { permissionsFor, quoted } from "./permissions.ts";

/** A request that GitHub refused, as a provider prints it. */
export interface Refusal {
  readonly status: number;
  /** What GitHub said after the status: `Validation Failed`. */
  readonly reason: string;
  /** What it found wrong in particular: `Name must be unique`. */
  readonly details: readonly Detail[];
  /** What was asked, where it is told: `https://api.github.com/repos/...`. */
  readonly address: string;
  readonly urn: string | null;
}

interface Detail {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** What a refusal means, and what to do about it. */
export interface Meaning {
  readonly fault: string;
  readonly mend: string;
}

const printed =
  /\b(?:GET|POST|PUT|PATCH|DELETE) (?<address>\S+): (?<status>\d{3}) (?<reason>[^[]*?)\s*(?:\[(?<list>[^]*)\]|$)/;
const printedDetail = /\{Resource:.*? ?Field:(.*?) Code:(.*?) Message:(.*?)\}(?= \{|$)/gs;
/** As the provider of this project says it of itself. */
const lacking = /the token lacks the permission \((?<status>403) (?<reason>.*?)\)/;
/** Without the request, as others say it. */
const bare =
  /\b(?<status>40[134]):? (?<reason>Bad credentials|Requires authentication|Resource not accessible[^\n]*|Not Found)/;

/** The refusal that an error tells of; undefined where it tells of something else. */
export function refusalIn(message: string, urn: string | null): Refusal | undefined {
  const found = [printed, lacking, bare].map((form) => form.exec(message)?.groups).find((groups) => groups);
  if (found === undefined) return undefined;
  const { status, reason = "", list = "", address = "" } = found;
  const details = [...list.matchAll(printedDetail)].map(([, field = "", code = "", text = ""]) => ({
    field,
    code,
    message: text,
  }));
  return { status: Number(status), reason: reason.replace(/\s+/g, " "), details, address, urn };
}

/** Whether the token may not do it; a 403 may also speak of a limit or of the owner's plan. */
export function lacksPermission({ status, reason }: Refusal): boolean {
  return status === 403 && !/rate limit|upgrade to/i.test(reason);
}

/** What to do about resources that the token may not touch: all at once, since it is one form. */
export function lackOf(refusals: readonly Refusal[]): Meaning {
  const needed = [...new Set(refusals.flatMap(({ urn, address }) => permissionsFor(urn, address)))];
  return {
    fault: `GitHub refused ${refusals.length > 1 ? "them" : "it"}, since the token lacks a permission (403)`,
    mend: `give the token ${quoted(needed)} on this repository; a classic token needs the scope "repo", and its owner to be an administrator`,
  };
}

/** A refusal in words; undefined for a status that says nothing more. */
export function meaningOf(refusal: Refusal): Meaning | undefined {
  const { status, reason, address, urn } = refusal;
  if (/rate limit/i.test(reason) || status === 429) {
    return {
      fault: "GitHub's limit of requests is reached",
      mend: "wait until it is lifted, then run it again",
    };
  }
  if (lacksPermission(refusal)) return lackOf([refusal]);
  switch (status) {
    case 401:
      return {
        fault: "GitHub does not accept the token (401)",
        mend: "set github:token or GITHUB_TOKEN to a token that is valid, or configure github:appAuth",
      };
    case 403:
      return {
        fault: `the owner's GitHub plan does not offer it (403): ${reason}`,
        mend: "set slipway:repository.visibility and slipway:repository.plan to what the repository has: it is then left out",
      };
    case 404:
      return {
        fault: "GitHub shows nothing there (404): it does not exist, or the token may not see it",
        mend: `check the owner and name of the repository, and that the token is granted it with ${quoted(permissionsFor(urn, address))}`,
      };
    case 409:
      if (isProposing(urn)) return forbiddenToPropose;
      return { fault: `GitHub is at odds with it (409): ${reason}`, mend: "mend that, then run it again" };
    case 422:
      return invalid(refusal);
    default:
      return status >= 500
        ? { fault: `GitHub is busy or broken (${status})`, mend: "run it again later" }
        : undefined;
  }
}

const isProposing = (urn: string | null) => urn?.includes(":WorkflowRepositoryPermissions::") === true;

/** GitHub answers so where the owner's own setting stands against the repository's. */
const forbiddenToPropose = {
  fault:
    "the owner of the repository does not let workflows open pull requests, as upkeep's do, and forbids to change that (409)",
  mend: 'have an owner of the organization tick "Allow GitHub Actions to create and approve pull requests" in its settings under Actions, General; or set slipway:upkeep.schedule to never',
};

function invalid({ reason, details, urn }: Refusal): Meaning {
  const taken = details.some(({ code, message }) => isTaken(`${code} ${message}`)) || isTaken(reason);
  if (taken) {
    return {
      fault: `${nounOf(urn)} of the same name exists already on GitHub (422), and this stack does not know it`,
      mend: "delete or rename it on GitHub, or take it over by `pulumi import`, then run it again",
    };
  }
  const faults = details.map(({ field, code, message }) =>
    [field, message || code.replaceAll("_", " ")].filter((part) => part !== "").join(": "),
  );
  const said = faults.length > 0 ? faults.join(", ") : reason;
  return { fault: `GitHub finds it invalid (422): ${said}`, mend: "change what it names, then run it again" };
}

function isTaken(text: string): boolean {
  return /already.exists|must be unique|already been taken/i.test(text);
}

/** `RepositoryEnvironmentDeploymentPolicy`: a deployment policy. */
function nounOf(urn: string | null): string {
  const kind = urn === null ? "" : (parseUrn(urn).type.split(":").at(-1) ?? "");
  const words = kind
    .replace(/^(Repository|Actions)(Environment(?=.))?/, "")
    .replace(/(?!^)([A-Z])/g, " $1")
    .toLowerCase();
  if (words === "") return "something";
  return `${/^[aeiou]/.test(words) ? "an" : "a"} ${words}`;
}
