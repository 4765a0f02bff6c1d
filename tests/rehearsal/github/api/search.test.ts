import assert from "node:assert/strict";
import { base64, emulate } from "../emulated.ts";

const hello = "/repos/octocat/hello";

describe("the search of the emulated GitHub", () => {
  it("finds pull requests by words of their titles and by what became of them", async () => {
    await using github = await emulate();
    const { client } = github;
    const { body: main } = await client.get(`${hello}/git/ref/heads/main`);
    for (const [branch, title] of [
      ["a", "Add my-pkg"],
      ["b", "Adding my_pkg again"],
      ["c", "Add another"],
    ] as const) {
      await client.post(`${hello}/git/refs`, { ref: `refs/heads/${branch}`, sha: main["object"]?.["sha"] });
      await client.put(`${hello}/contents/${branch}`, { message: "a", content: base64("a"), branch });
      await client.post(`${hello}/pulls`, { title, head: branch, base: "main" });
    }
    await client.patch(`${hello}/pulls/2`, { state: "closed" });
    await client.put(`${hello}/pulls/3/merge`);
    const found = async (words: string) => {
      const query = encodeURIComponent(`repo:octocat/hello is:pr in:title ${words}`);
      const { body } = await client.get(`/search/issues?q=${query}`);
      return Object.values(body["items"] ?? {}).map((item) => Number(item["number"]));
    };
    assert.deepEqual(await found("my-pkg"), [2, 1]);
    assert.deepEqual(await found("my-pkg is:open"), [1]);
    assert.deepEqual(await found("add is:merged"), [3]);
    assert.deepEqual(await found("pkg2"), []);
    assert.equal((await client.get("/search/issues?q=repo:octocat/hello+label:bug")).status, 422);
  });
});
