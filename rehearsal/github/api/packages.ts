import type { ContainerPackage, PackageVersion } from "../../registry/packages.ts";
import { ApiError, notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { noContent, ok, type Call, type Route } from "../http/route.ts";
import { presentPackage, presentVersion, type PackageOwner } from "../present/package.ts";
import { findAccount } from "../store/find.ts";

/** What GitHub calls the two kinds of owners, and the account that is one. */
const owners = [
  { kind: "orgs", path: "/orgs/{org}", parameter: "org", type: "Organization", words: "an-organization" },
  { kind: "users", path: "/users/{username}", parameter: "username", type: "User", words: "a-user" },
] as const;

type Owner = (typeof owners)[number];

/**
 * Container packages and their versions, as a registry beside the emulated GitHub holds them. What is not here: that a
 * package gives roles to repositories, so that a token with the permission may do all; and downloads, which forbid to
 * delete what is public and has many.
 */
export const packages: readonly Route[] = owners.flatMap((owner) => [
  onePackage(owner),
  ...versions(owner),
  deletion(owner),
]);

function onePackage(owner: Owner): Route {
  return {
    method: "GET",
    path: pathFor(owner),
    documentation: `packages/packages#get-a-package-for-${owner.words}`,
    needs: "packages=read",
    handle: (call) => {
      const found = foundPackage(call, owner);
      const all = storeOf(call).versions(found.name);
      return ok(presentPackage(call, found, { owner: ownerOf(call, owner), versions: all }));
    },
  };
}

function versions(owner: Owner): readonly Route[] {
  return [
    {
      method: "GET",
      path: `${pathFor(owner)}/versions`,
      documentation: `packages/packages#list-package-versions-for-a-package-owned-by-${owner.words}`,
      needs: "packages=read",
      handle: (call) => {
        const { items, headers } = page(call, call.address, activeVersions(call, owner));
        const shown = items.map((item) => presentVersion(call, item, ownerOf(call, owner)));
        return { status: 200, body: shown, headers };
      },
    },
    {
      method: "GET",
      path: `${pathFor(owner)}/versions/{package_version_id}`,
      documentation: `packages/packages#get-a-package-version-for-${owner.words}`,
      needs: "packages=read",
      handle: (call) => ok(presentVersion(call, foundVersion(call, owner), ownerOf(call, owner))),
    },
  ];
}

function deletion(owner: Owner): Route {
  return {
    method: "DELETE",
    path: `${pathFor(owner)}/versions/{package_version_id}`,
    documentation: `packages/packages#delete-package-version-for-${owner.words}`,
    needs: "packages=write",
    handle: async (call) => {
      const { id, tags } = foundVersion(call, owner);
      const { name } = foundPackage(call, owner);
      requireAnother(storeOf(call).versions(name), tags.length > 0);
      await storeOf(call).remove(name, id);
      return noContent;
    },
  };
}

function pathFor({ path }: Owner): string {
  return `${path}/packages/{package_type}/{package_name}`;
}

function storeOf({ packages: store }: Call): NonNullable<Call["packages"]> {
  if (store === null) throw notFound("Package not found.");
  return store;
}

function ownerOf({ params, records }: Call, { kind, parameter }: Owner): PackageOwner {
  const asked = params[parameter] ?? "";
  return { kind, login: findAccount(records, asked)?.key ?? asked };
}

function foundPackage(call: Call, owner: Owner): ContainerPackage {
  const { params, records } = call;
  const login = params[owner.parameter] ?? "";
  const isKind = findAccount(records, login)?.record.type === owner.type;
  const name = `${login}/${params["package_name"] ?? ""}`.toLowerCase();
  const found = storeOf(call)
    .packages()
    .find((one) => one.name === name);
  if (!isKind || params["package_type"] !== "container" || !found) throw notFound("Package not found.");
  return found;
}

/** None are kept once they are deleted. */
function activeVersions(call: Call, owner: Owner): readonly PackageVersion[] {
  const { name } = foundPackage(call, owner);
  return call.query.get("state") === "deleted" ? [] : storeOf(call).versions(name);
}

function foundVersion(call: Call, owner: Owner): PackageVersion {
  const { name } = foundPackage(call, owner);
  const versions = storeOf(call).versions(name);
  const found = versions.find(({ id }) => String(id) === call.params["package_version_id"]);
  if (!found) throw notFound("Package not found.");
  return found;
}

/** A package is not emptied version by version. */
function requireAnother(versions: readonly PackageVersion[], isTagged: boolean): void {
  const instead = "You must delete the package instead.";
  if (versions.length === 1)
    throw new ApiError(400, `You cannot delete the last version of a package. ${instead}`);
  if (isTagged && versions.filter(({ tags }) => tags.length > 0).length === 1)
    throw new ApiError(400, `You cannot delete the last tagged version of a package. ${instead}`);
}
