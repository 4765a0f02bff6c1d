import assert from "node:assert/strict";
import { emulate } from "../emulated.ts";
import { PackagesAlone } from "../pushed.ts";

const all = "/users/octocat/packages/container/hello/versions";

describe("container packages of the emulated GitHub", () => {
  it("are told with every version that was pushed, a hundred at once, and each with its tags", async () => {
    const packages = new PackagesAlone();
    for (const digit of "0123456789abcdef") packages.push("octocat/hello", digit);
    packages.push("octocat/hello", "0", "1.0");
    packages.push("octocat/hello", "0", "latest");
    await using github = await emulate({}, { packages });
    const { body: one } = await github.client.get("/users/octocat/packages/container/hello");
    assert.equal(one["version_count"], 16);
    const { body: listed, headers } = await github.client.get(`${all}?per_page=10`);
    assert.equal(listed.length, 10);
    assert.match(headers.get("link") ?? "", /page=2>; rel="next"/);
    const { body: rest } = await github.client.get(`${all}?per_page=10&page=2`);
    const tagged = rest[5]!;
    assert.equal(tagged["name"], `sha256:${"0".repeat(64)}`);
    assert.deepEqual(tagged["metadata"]?.["container"]?.["tags"], ["1.0", "latest"]);
    assert.equal((await github.client.get(`${all}?state=deleted`)).body.length, 0);
  });

  it("belong to a person or an organization, and hold slashes in their names", async () => {
    const packages = new PackagesAlone();
    packages.push("acme/tools/hello", "a");
    await using github = await emulate({}, { packages });
    const name = "packages/container/tools%2Fhello";
    assert.equal((await github.client.get(`/orgs/acme/${name}`)).body["name"], "tools/hello");
    assert.equal((await github.client.get(`/orgs/acme/${name}/versions`)).body.length, 1);
    assert.equal((await github.client.get(`/users/acme/${name}/versions`)).status, 404);
    assert.equal((await github.client.get("/orgs/acme/packages/container/hello/versions")).status, 404);
  });

  it("are read and deleted by who has the permission alone", async () => {
    const packages = new PackagesAlone();
    packages.push("octocat/hello", "a", "1.0");
    packages.push("octocat/hello", "b");
    for (const [permission, read, deleted] of [
      ["none", 403, 403],
      ["read", 200, 403],
      ["write", 200, 204],
    ] as const) {
      await using github = await emulate({ permissions: { packages: permission } }, { packages });
      const id = packages.versions("octocat/hello").find(({ tags }) => tags.length === 0)?.id;
      assert.equal((await github.client.get(all)).status, read);
      assert.equal((await github.client.delete(`${all}/${id}`)).status, deleted);
    }
    assert.equal(packages.versions("octocat/hello").length, 1);
  });

  it("are not emptied version by version, nor of all their tags", async () => {
    const packages = new PackagesAlone();
    packages.push("octocat/hello", "a", "1.0");
    packages.push("octocat/hello", "b");
    await using github = await emulate({}, { packages });
    const [tagged, untagged] = packages
      .versions("octocat/hello")
      .toSorted((a, b) => b.tags.length - a.tags.length);
    const refused = await github.client.delete(`${all}/${tagged?.id}`);
    assert.equal(refused.status, 400);
    assert.match(refused.body["message"] ?? "", /last tagged version/);
    assert.equal((await github.client.delete(`${all}/${untagged?.id}`)).status, 204);
    assert.equal((await github.client.delete(`${all}/${untagged?.id}`)).status, 404);
    const last = await github.client.delete(`${all}/${tagged?.id}`);
    assert.match(last.body["message"] ?? "", /the last version of a package/);
  });
});
