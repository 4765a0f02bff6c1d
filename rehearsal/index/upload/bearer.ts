import { createHash } from "node:crypto";
import { Refusal } from "../http/reply.ts";
import type { Records } from "../store/records.ts";

/** An API token that a person made on the index's web page. */
export interface ApiToken {
  /** What is given as the password of `__token__`. */
  readonly secret: string;
  /** Projects that it may upload to, in any spelling. @default all, new ones too */
  readonly projects?: readonly string[];
}

/** Who uploads. */
export interface Bearer {
  /** Normalised names of the projects that may be uploaded to; null: all, new ones too. */
  readonly projects: readonly string[] | null;
  /** The trusted publisher, as provenance tells it; null for a person's API token. */
  readonly publisher: Readonly<Record<string, unknown>> | null;
}

/** What decides on an upload besides what it brings. */
interface Authority {
  readonly tokens: readonly ApiToken[];
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const help = "for more information.";
const unknown = `Invalid or non-existent authentication information. See help#invalid-auth ${help}`;

/** Who an upload's `Authorization` names; throws a Refusal where it names nobody. */
export function bearerOf(authorization: string | undefined, authority: Authority): Bearer {
  const encoded = /^basic (.+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) throw new Refusal(403, unknown);
  const login = Buffer.from(encoded, "base64").toString("utf8");
  const colon = login.indexOf(":");
  if (login.slice(0, colon) !== "__token__") {
    const fault = "Username/Password authentication is no longer supported.";
    const mend =
      "Migrate to API Tokens or Trusted Publishers instead. See help#apitoken and help#trusted-publishers";
    throw new Refusal(403, `${fault} ${mend}`);
  }
  return bearerOfSecret(login.slice(colon + 1).trim(), authority);
}

function bearerOfSecret(secret: string, { tokens, records, now }: Authority): Bearer {
  const token = tokens.find((one) => one.secret === secret);
  if (token !== undefined) return { projects: token.projects ?? null, publisher: null };
  const sha256 = createHash("sha256").update(secret).digest("hex");
  const minted = records.minted.find((one) => one.sha256 === sha256);
  if (minted === undefined || minted.expires <= now) throw new Refusal(403, unknown);
  return { projects: minted.projects, publisher: minted.publisher };
}

/** Throws a Refusal where who uploads may not upload to that project. */
export function authorize(bearer: Bearer, project: string, exists: boolean): void {
  if (bearer.projects === null) return;
  if (!exists && bearer.publisher !== null && !bearer.projects.includes(project)) {
    throw new Refusal(
      400,
      "Non-user identities cannot create new projects. This was probably caused by successfully using a pending " +
        "publisher but specifying the project name incorrectly (either in the publisher or in your project's " +
        "metadata). Please ensure that both match.",
    );
  }
  if (bearer.projects.includes(project)) return;
  const whose = bearer.publisher === null ? "The user's token isn't" : "The given token isn't";
  throw new Refusal(403, `${whose} allowed to upload to project '${project}'. See help#project-name ${help}`);
}
