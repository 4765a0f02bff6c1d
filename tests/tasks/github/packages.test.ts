import assert from "node:assert/strict";
import { notFound, ApiError } from "../../../rehearsal/github/http/error.ts";
import { findPackage } from "../../../tasks/github/packages.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { PackagesAlone } from "../../rehearsal/github/pushed.ts";
import { clientOf } from "./clients.ts";

const deletion =
  "DELETE /users/{username}/packages/{package_type}/{package_name}/versions/{package_version_id}";

/** Two versions, the older one tagged. */
function pushed(name = "octocat/hello"): PackagesAlone {
  const packages = new PackagesAlone();
  packages.push(name, "a", "1.0");
  packages.now += 1000;
  packages.push(name, "b");
  return packages;
}

describe("container packages, as tasks ask GitHub for them", () => {
  it("are found by the image's name, of a person or an organization, with slashes or none", async () => {
    for (const name of ["octocat/hello", "acme/hello", "acme/tools/hello"]) {
      await using github = await emulate({}, { packages: pushed(name) });
      const found = await findPackage(clientOf(github.url), name);
      const versions = await found!.versions();
      assert.deepEqual(
        versions.map(({ tags }) => tags),
        [[], ["1.0"]],
      );
      assert.equal(versions[0]?.changed, Date.UTC(2026, 0, 1, 0, 0, 1));
      assert.deepEqual(await found!.version(versions[0].id), versions[0]);
    }
  });

  it("are not there before the first push, nor of an owner that is not there", async () => {
    await using github = await emulate({}, { packages: new PackagesAlone() });
    const client = clientOf(github.url);
    for (const name of ["octocat/hello", "nobody/hello", "octocat"])
      assert.equal(await findPackage(client, name), null);
  });

  it("are read page by page, and each version once", async () => {
    const packages = new PackagesAlone();
    for (let number = 0; number < 120; number += 1)
      packages.push("octocat/hello", `${number}`.padStart(3, "0"));
    let asked = 0;
    const intercept = ({ operation }: { readonly operation: string }) => {
      asked += operation.endsWith("/versions") ? 1 : 0;
      // One more comes while the second page is asked for, and moves the others on.
      if (asked === 2) packages.push("octocat/hello", "f");
      return undefined;
    };
    await using github = await emulate({}, { packages, intercept });
    const versions = await (await findPackage(clientOf(github.url), "octocat/hello"))!.versions();
    assert.equal(versions.length, 120);
    assert.equal(new Set(versions.map(({ id }) => id)).size, 120);
  });

  it("lose a version once, also where the answer is lost", async () => {
    const packages = pushed();
    let lost = 1;
    const intercept = ({ operation }: { readonly operation: string }) => {
      if (operation !== deletion || lost === 0) return undefined;
      lost -= 1;
      return "break after" as const;
    };
    await using github = await emulate({}, { packages, intercept });
    const found = await findPackage(clientOf(github.url), "octocat/hello");
    const [version] = await found!.versions();
    assert.deepEqual(await found!.delete(version!), { kind: "gone" });
    assert.equal(await found!.version(version!.id), null);
  });

  it("tell what GitHub refuses to delete, and who may not", async () => {
    const message = "Publicly visible package versions with more than 5000 downloads cannot be deleted.";
    const forbidden = new ApiError(403, "Resource not accessible by integration");
    const answers = [new ApiError(400, message), notFound("Package not found."), forbidden];
    const intercept = ({ operation }: { readonly operation: string }) =>
      operation === deletion ? answers.shift() : undefined;
    await using github = await emulate({}, { packages: pushed(), intercept });
    const found = await findPackage(clientOf(github.url), "octocat/hello");
    const [version] = await found!.versions();
    assert.deepEqual(await found!.delete(version!), { kind: "refused", reason: message });
    for (const way of ["by hiding it", "outright"]) {
      const told = /may not be deleted by this token; give the job .*role Admin/;
      await assert.rejects(found!.delete(version!), told, way);
    }
  });
});
