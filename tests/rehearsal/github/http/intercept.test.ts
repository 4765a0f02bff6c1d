import assert from "node:assert/strict";
import { ApiError } from "../../../../rehearsal/github/http/error.ts";
import {
  primaryRateLimit,
  secondaryRateLimit,
  type Interception,
} from "../../../../rehearsal/github/http/intercept.ts";
import { base64, emulate, type Emulated } from "../emulated.ts";

const file = "/repos/octocat/hello/contents/a";
const writing = "PUT /repos/{owner}/{repo}/contents/{path}";

/** One whose first writing of a file meets the interception. */
function intercepted(interception: Interception): Promise<Emulated> {
  const intercept = ({ operation, count }: { readonly operation: string; readonly count: number }) =>
    operation === writing && count === 1 ? interception : undefined;
  return emulate({}, { intercept });
}

function write({ client }: Emulated) {
  return client.put(file, { message: "m", content: base64("a") });
}

describe("requests that a test intercepts", () => {
  it("are answered as it says, and nothing is done", async () => {
    await using github = await intercepted({ status: 409, body: { message: "No" } });
    const refused = await write(github);
    assert.deepEqual([refused.status, refused.body], [409, { message: "No" }]);
    assert.equal((await github.client.get(file)).status, 404);
    assert.equal((await write(github)).status, 201);
  });

  it("can meet the service's limits, its faults and its refusals", async () => {
    const meet = async (interception: Interception) => {
      await using github = await intercepted(interception);
      return await write(github);
    };
    const slower = await meet(secondaryRateLimit(7));
    assert.deepEqual([slower.status, slower.headers.get("retry-after")], [403, "7"]);
    assert.match(slower.body["message"] ?? "", /secondary rate limit/);
    const limited = await meet(primaryRateLimit(60));
    assert.deepEqual([limited.status, limited.headers.get("x-ratelimit-remaining")], [403, "0"]);
    assert.equal((await meet(new ApiError(422, "Validation Failed"))).status, 422);
  });

  it("break before the work is done, or after it", async () => {
    await using before = await intercepted("break before");
    await assert.rejects(write(before));
    assert.equal((await before.client.get(file)).status, 404);
    await using after = await intercepted("break after");
    await assert.rejects(write(after));
    assert.equal((await after.client.get(file)).status, 200);
  });

  it("are counted by operation, also where there is none", async () => {
    await using github = await intercepted("break before");
    await assert.rejects(write(github));
    await write(github);
    await github.client.get("/nowhere");
    assert.deepEqual(github.requests(), { [writing]: 2, "GET /nowhere": 1 });
  });
});
