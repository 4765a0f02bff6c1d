import assert from "node:assert/strict";
import { ApiError, validationFailed } from "../../../rehearsal/github/http/error.ts";
import { primaryRateLimit, secondaryRateLimit } from "../../../rehearsal/github/http/intercept.ts";
import { gitHubOf } from "../../../tasks/github/client.ts";
import { text } from "../../../tasks/json/shape.ts";
import { MisuseError, TaskError } from "../../../tasks/program/fault.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { clientOf, token } from "./clients.ts";

const hello = "/repos/octocat/hello";

/** What a refused request says. */
async function messageOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => assert.fail("it was not refused"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof TaskError, String(error));
  assert.ok(!error.message.includes(token));
  return error.message;
}

describe("a task's requests to GitHub", () => {
  it("say which variable is missing, or is none of its kind", () => {
    const all = { GITHUB_API_URL: "https://api.example", GITHUB_REPOSITORY: "o/n", GH_TOKEN: token };
    for (const [change, place] of [
      [{ GH_TOKEN: " " }, "GH_TOKEN"],
      [{ GITHUB_API_URL: undefined }, "GITHUB_API_URL"],
      [{ GITHUB_API_URL: "here" }, "GITHUB_API_URL"],
      [{ GITHUB_REPOSITORY: "o/n/../x" }, "GITHUB_REPOSITORY"],
    ] as const) {
      const isItsFault = (error: unknown) =>
        error instanceof MisuseError && error.message.startsWith(`${place}: is `);
      assert.throws(() => gitHubOf({ ...all, ...change }, () => undefined), isItsFault);
    }
  });

  it("tell what GitHub refuses with the way out, and never the token", async () => {
    let answer = new ApiError(401, "Bad credentials");
    await using github = await emulate({}, { intercept: () => answer });
    const asked = () => messageOf(clientOf(github.url).call({ path: `${hello}/releases?per_page=1` }));
    const place = "GitHub GET /repos/octocat/hello/releases";
    assert.equal(
      await asked(),
      `${place}: takes no such token (401, Bad credentials); give the step env GH_TOKEN: \${{ github.token }}`,
    );
    const headers = { "X-Accepted-GitHub-Permissions": "contents=write" };
    answer = new ApiError(403, "Resource not accessible", { headers });
    assert.match(await asked(), /is forbidden .*; give the job the permission: it takes contents=write$/);
    answer = new ApiError(404, "Not Found");
    assert.match(await asked(), /is not there, or hidden from this token \(404, Not Found\); check/);
    answer = validationFailed({ resource: "Release", code: "already_exists", field: "tag_name" });
    assert.match(await asked(), /was refused \(422, Validation Failed: Release tag_name already_exists\); /);
  });

  it("wait as long as they are told while they come too fast, and no longer than a job can", async () => {
    const answers = [secondaryRateLimit(7), primaryRateLimit(30)];
    await using github = await emulate({}, { intercept: () => answers.shift() });
    const waited: number[] = [];
    await clientOf(github.url, waited).call({ path: hello });
    assert.deepEqual(waited[0], 7000);
    assert.ok((waited[1] ?? 0) > 20_000 && (waited[1] ?? 0) <= 31_000, String(waited[1]));
    answers.push(new ApiError(403, "You have exceeded a secondary rate limit. Please wait."));
    await clientOf(github.url, waited).call({ path: hello });
    assert.equal(waited[2], 60_000);
    answers.push(primaryRateLimit(3000));
    assert.match(await messageOf(clientOf(github.url).call({ path: hello })), /is asked too often/);
  });

  it("ask again where the connection breaks or the server is out of order", async () => {
    const answers = ["break before", new ApiError(502, "Bad Gateway"), "break after"] as const;
    let asked = 0;
    await using github = await emulate({}, { intercept: () => answers[asked++] });
    assert.equal((await clientOf(github.url).call({ path: hello })).status, 200);
    assert.equal(asked, 4);
  });

  it("read all pages of a listing, and tell one of another form", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    for (const name of ["a", "b", "c"])
      await client.call({ method: "PUT", path: `${hello}/environments/${name}`, body: {} });
    const read = (key: string) =>
      client.pages(
        `${hello}/environments?per_page=1`,
        (one) => text(Reflect.get(one as object, "name"), ""),
        key,
      );
    assert.deepEqual(await read("environments"), ["a", "b", "c"]);
    assert.match(
      await messageOf(read("runs")),
      /answered something else: runs is not a list; run the job again/,
    );
  });
});
