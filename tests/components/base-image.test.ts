import assert from "node:assert/strict";
import { baseInUse, baseStanding } from "../../components/base-image.ts";
import { answerOfError } from "../../components/registry-lookup.ts";
import { lockedImages } from "../../documents/container/base-images.ts";
import type { ImagePlan, UpkeepPlan } from "../../plan/plan.ts";

const image: ImagePlan = {
  registry: "ghcr.io",
  name: "octo-org/example",
  base: "slim",
  python: "3.14",
  command: ["python"],
};
const reference = "python:3.14-slim-trixie";
const digest = `sha256:${"1".repeat(64)}`;
const upkeep: UpkeepPlan = { schedule: "weekly", cooldown: 7, readme: null, keepImages: 30 };

describe("the base image in use", () => {
  it("is the one that Slipway locks", () => {
    assert.deepEqual(baseInUse(image, undefined), {
      reference,
      seen: "an unknown day",
      ...lockedImages()[reference],
      place: "documents/images.lock.json",
    });
  });

  it("is the one that the repository's own lock names before it", () => {
    const lock = JSON.stringify({ [reference]: { digest, seen: "2026-11-20" } });
    assert.deepEqual(baseInUse(image, lock), {
      reference,
      digest,
      seen: "2026-11-20",
      place: ".github/slipway/locks/images.json",
    });
  });

  for (const [name, lock] of [
    ["that is not JSON", "{"],
    ["that is a list", "[]"],
    ["that locks other images", JSON.stringify({ "python:3.9-slim": { digest, seen: "2026-11-20" } })],
    ["without a digest", JSON.stringify({ [reference]: { seen: "2026-11-20" } })],
    ["with something else for a digest", JSON.stringify({ [reference]: { digest: "\u001b[2J", seen: "x" } })],
    ["that names what every object has", '{"__proto__": {"digest": "x"}}'],
  ] as const) {
    it(`is Slipway's beside a lock ${name}`, () => {
      assert.equal(baseInUse(image, lock).place, "documents/images.lock.json");
    });
  }
});

describe("a base image beside its registry", () => {
  const base = { reference, digest, seen: "2026-11-01", place: "the lock" };
  const newer = { is: "held", digest: `sha256:${"2".repeat(64)}` } as const;

  it("is nothing to speak of while it is the newest", () => {
    assert.equal(baseStanding(base, { is: "held", digest }, upkeep).note, null);
  });

  it("that has moved on is told of with who takes care of it", () => {
    const { note } = baseStanding(base, newer, upkeep);
    assert.equal(
      note,
      `the lock: ${reference} is locked as of 2026-11-01, and its tag has moved to ${newer.digest}; upkeep proposes it once it has been out for 7 days; until then nothing has to be done`,
    );
    const byHand = baseStanding(base, newer, { ...upkeep, schedule: "never" });
    assert.match(byHand.note ?? "", /; run the upkeep workflow by hand/);
  });

  it("whose tag is gone is told of", () => {
    assert.match(
      baseStanding(base, { is: "denied" }, upkeep).note ?? "",
      /shows no python:3\.14.* any more; /,
    );
  });
});

describe("the docker provider's words", () => {
  const wrapped = (said: string) =>
    `invocation of docker:index/getRegistryImage:getRegistryImage returned an error: 1 error occurred:\n\t* Got error when attempting to fetch image version octo/x404:401 from registry: ${said}\n\n`;
  for (const [said, meant] of [
    ["Got bad response from registry: 404 Not Found", "absent"],
    ["Got bad response from registry: 403 Forbidden", "denied"],
    ["Got bad response from registry: 401 Unauthorized", "denied"],
    ["Bad credentials: 401 Unauthorized", "denied"],
    ["Got bad response from registry: 429 Too Many Requests", "unknown"],
    [
      'Error during registry request: Head "https://ghcr.io/v2/x404/manifests/401": dial tcp: no such host',
      "unknown",
    ],
  ] as const) {
    it(`"${said}" mean ${meant}`, () => {
      assert.equal(answerOfError(wrapped(said)).is, meant);
    });
  }

  it("lose what could write to a terminal", () => {
    const answer = answerOfError("\u001b[2Jcleared\nand more");
    assert.ok(answer.is === "unknown");
    assert.doesNotMatch(answer.reason, /\p{Cc}/u);
  });
});
