import type { ContainerPackage, PackageVersion } from "../../registry/packages.ts";
import type { Call } from "../http/route.ts";
import { timestamp } from "../store/records.ts";
import { simpleUser } from "./account.ts";
import { web } from "./web.ts";

/** Whose package it is, and where the API and the web have those of such owners. */
export interface PackageOwner {
  readonly kind: "orgs" | "users";
  readonly login: string;
}

/** A container package (`package`). */
export function presentPackage(
  { api, records, params }: Call,
  { id, visibility, created }: ContainerPackage,
  { owner, versions }: { readonly owner: PackageOwner; readonly versions: readonly PackageVersion[] },
): Record<string, unknown> {
  const name = params["package_name"] ?? "";
  return {
    id,
    name,
    package_type: "container",
    owner: simpleUser(records, owner.login, api),
    version_count: versions.length,
    visibility,
    url: addressOf(api, owner, name),
    html_url: pageOf(owner, name),
    created_at: timestamp(new Date(created)),
    updated_at: timestamp(new Date(Math.max(created, ...versions.map(({ updated }) => updated)))),
  };
}

/** A version of one (`package-version`). */
export function presentVersion(
  { api, params }: Call,
  { id, digest, tags, created, updated }: PackageVersion,
  owner: PackageOwner,
): Record<string, unknown> {
  const name = params["package_name"] ?? "";
  return {
    id,
    name: digest,
    url: `${addressOf(api, owner, name)}/versions/${id}`,
    package_html_url: pageOf(owner, name),
    html_url: `${pageOf(owner, name).replace("/package/", "/")}/${id}`,
    created_at: timestamp(new Date(created)),
    updated_at: timestamp(new Date(updated)),
    metadata: { package_type: "container", container: { tags } },
  };
}

function addressOf(api: string, { kind, login }: PackageOwner, name: string): string {
  return `${api}/${kind}/${login}/packages/container/${encodeURIComponent(name)}`;
}

function pageOf({ kind, login }: PackageOwner, name: string): string {
  return `${web}/${kind}/${login}/packages/container/package/${encodeURIComponent(name)}`;
}
