import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Variables } from "./client.ts";

/** Who must have attested a file, and of what. */
export interface Attester {
  /** `owner/name`. */
  readonly repository: string;
  /** The workflow's file name: `release.yml`. */
  readonly workflow: string;
  readonly commit: string;
  /** `refs/tags/v1`; null where any ref will do. */
  readonly ref: string | null;
}

/** Verified; or why not: `lasting` where asking again changes nothing, else it could not be asked. */
export type Verification =
  | { readonly verified: true }
  | {
      readonly verified: false;
      readonly reason: string;
      readonly lasting: boolean;
      /** Where it could not be asked, and never will be by trying again. */
      readonly mend?: string;
    };

/** What `gh` is run with. */
export interface AttestationHost {
  /** PATH, GH_TOKEN and what else `gh` reads. */
  readonly variables: Variables;
  /** @default gh */
  readonly program?: string;
  /** How often it is asked while it can't be. @default 3 */
  readonly attempts?: number;
  /** @default by the clock */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

/** Asks `gh attestation verify` whether that workflow at that commit attested the file. */
export function verifyAttestation(file: string, by: Attester, host: AttestationHost): Promise<Verification> {
  // The whole path, so that no name is taken for an option or an image.
  return verifySubject(resolve(file), by, host);
}

/** The same of an image, by its name and digest: `ghcr.io/octo-org/octo-package@sha256:...`. */
export function verifyImageAttestation(
  image: string,
  by: Attester,
  host: AttestationHost,
): Promise<Verification> {
  return verifySubject(`oci://${image}`, by, host);
}

async function verifySubject(subject: string, by: Attester, host: AttestationHost): Promise<Verification> {
  const attempts = host.attempts ?? 3;
  for (let attempt = 1; ; attempt += 1) {
    const ended = await run(host, argumentsFor(subject, by));
    const verification = verificationOf(ended);
    const mayChange = !verification.verified && !verification.lasting && verification.mend === undefined;
    if (!mayChange || attempt >= attempts) return verification;
    await (host.sleep ?? sleep)(1000 * 2 ** attempt);
  }
}

function argumentsFor(subject: string, { repository, workflow, commit, ref }: Attester): readonly string[] {
  return [
    ...["attestation", "verify", subject, "--repo", repository],
    ...["--signer-workflow", `${repository}/.github/workflows/${workflow}`],
    ...["--source-digest", commit],
    ...(ref === null ? [] : ["--source-ref", ref]),
    ...["--deny-self-hosted-runners", "--format", "json"],
  ];
}

/** How `gh` ended. */
interface Ended {
  /** Whether there is such a program. */
  readonly isFound: boolean;
  readonly succeeded: boolean;
  readonly out: string;
  readonly err: string;
}

/** Never through a shell; it waits for no answers from a terminal, and colours nothing. */
function run({ variables, program = "gh" }: AttestationHost, args: readonly string[]): Promise<Ended> {
  const env = { ...variables, ...hostOf(variables), GH_PROMPT_DISABLED: "1", NO_COLOR: "1" };
  const options = { env, timeout: 120_000, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolved) => {
    execFile(program, args, options, (error, out, err) => {
      const isFound = error?.code !== "ENOENT" && error?.code !== "EACCES";
      resolved({ isFound, succeeded: error === null, out, err });
    });
  });
}

/** On a server of one's own `gh` must be told which; on github.com it knows. */
function hostOf(variables: Variables): Variables {
  const server = variables["GITHUB_SERVER_URL"] ?? "";
  const host = URL.canParse(server) ? new URL(server).host : "github.com";
  return host === "github.com" || variables["GH_HOST"] !== undefined ? {} : { GH_HOST: host };
}

/** What `gh` says where a file is not attested, or not so: asking again changes nothing. */
const lasting: readonly RegExp[] = [
  /no attestations found/i,
  /HTTP 404/,
  /expected \w+ to be /,
  /verifying with issuer/i,
  /no matching \w+ found/i,
  /failed to verify/i,
  /verification failed/i,
];

/** Of a job that lacks the permission; too many questions are answered so too, and only for a while. */
const forbidden = /HTTP 403(?!.*rate limit)/i;

function verificationOf({ isFound, succeeded, out, err }: Ended): Verification {
  if (!isFound) {
    const mend = "run the job again where gh is on the PATH";
    return { verified: false, reason: "the program gh is not on the PATH", lasting: false, mend };
  }
  if (succeeded && hasResults(out)) return { verified: true };
  if (succeeded) return { verified: false, reason: "gh answered without a result", lasting: false };
  const lines = err.split("\n").filter((line) => line.trim() !== "");
  const told = lines.find((line) => line.startsWith("Error:")) ?? lines.at(-1) ?? "gh said nothing";
  const reason = told.replace(/^Error:\s*/, "").slice(0, 300);
  if (forbidden.test(err)) {
    return {
      verified: false,
      reason,
      lasting: false,
      mend: "give the job the permission attestations: read",
    };
  }
  return { verified: false, reason, lasting: lasting.some((one) => one.test(err)) };
}

/** A list with at least one attestation that fits. */
function hasResults(out: string): boolean {
  try {
    const results: unknown = JSON.parse(out);
    return Array.isArray(results) && results.length > 0;
  } catch {
    return false;
  }
}
