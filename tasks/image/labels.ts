import { licenseOf } from "../conda/metadata/license.ts";
import type { Declaration, DeclaredBase } from "../declaration/declaration.ts";
import type { ReleaseFile } from "../files/release-files.ts";
import { MisuseError } from "../program/fault.ts";
import type { Headers } from "../wheel/headers.ts";
import { qualified } from "./bases.ts";

/** What the labels tell of. */
export interface Labelled {
  readonly declaration: Declaration;
  readonly wheel: ReleaseFile;
  /** The wheel's METADATA. */
  readonly metadata: Headers;
  readonly version: string;
  readonly base: DeclaredBase;
  /** Seconds since 1970. */
  readonly epoch: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Labels of OCI, and by which wheel the image is the release's: pushing and the ledger compare these. */
export function labelsOf(
  { declaration, wheel, metadata, version, base, epoch }: Labelled,
  variables: Variables,
): Readonly<Record<string, string>> {
  const { repository, package: declared } = declaration;
  const server = variables["GITHUB_SERVER_URL"] || "https://github.com";
  const source = variables["GITHUB_REPOSITORY"] || `${repository.owner}/${repository.name}`;
  const license = licenseOf(metadata);
  return {
    "org.opencontainers.image.title": declared.name,
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.revision": required(variables, "GITHUB_SHA", /^[0-9a-f]{40,64}$/),
    "org.opencontainers.image.source": `${server}/${source}`,
    ...(license !== null && { "org.opencontainers.image.licenses": license }),
    "org.opencontainers.image.base.name": qualified(base.reference),
    "org.opencontainers.image.base.digest": base.digest,
    "org.opencontainers.image.created": `${new Date(Number(epoch) * 1000).toISOString().slice(0, 19)}Z`,
    "slipway.wheel.name": wheel.name,
    "slipway.wheel.sha256": wheel.sha256,
  };
}

/** A variable that must be set; throws a MisuseError where it is not. */
export function required(variables: Variables, name: string, shape: RegExp): string {
  const value = variables[name] ?? "";
  if (shape.test(value)) return value;
  const fault = value === "" ? "is not set" : "holds something else than it should";
  throw new MisuseError({ place: name, fault, mend: "run it in a workflow that hands it on" });
}
