import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { refusalOf } from "../../../runners/jobs/guard.ts";
import type { RunFacts } from "../../../runners/ports/github.ts";

const programs = join(import.meta.dirname, "../../../runners/boot/programs");

/** What an instance is told of its pool, and what the runner tells of a job. */
interface Case {
  readonly allowed: { readonly repositories: readonly string[]; readonly events: readonly string[] };
  readonly repository: string;
  readonly event: string;
  readonly payload: unknown;
}

const driver = `
import json, sys
sys.path.insert(0, ${JSON.stringify(programs)})
sys.dont_write_bytecode = True
from job_started import refusal
print(json.dumps([refusal(one["allowed"], one["repository"], one["event"], one["payload"]) for one in json.load(sys.stdin)]))
`;

/** What the program on the instance says of each: one process for all. */
function refusals(cases: readonly Case[]): (string | null)[] {
  const answer = execFileSync("python3", ["-I", "-c", driver], { input: JSON.stringify(cases) });
  return JSON.parse(answer.toString()) as (string | null)[];
}

const allowed = { repositories: ["octo-org/octo-package", "octo-org/other"], events: ["push", "release"] };
const repository = "octo-org/octo-package";
const isPublic = { repository: { full_name: repository, private: false } };
const isPrivate = { repository: { full_name: repository, private: true } };
const head = (name: string | null) => ({
  pull_request: { head: { repo: name === null ? null : { full_name: name } } },
});
const run = (name: string | null) => ({
  workflow_run: { head_repository: name === null ? null : { full_name: name } },
});

const fork = /its code is from the fork mallory\/octo-package/;
const table: readonly (readonly [told: string, of: Partial<Case>, why: RegExp | null])[] = [
  ["a push to a public repository", { event: "push", payload: isPublic }, null],
  ["a push to a private repository", { event: "push", payload: isPrivate }, null],
  ["an event that is not served, of a private repository", { event: "issues", payload: isPrivate }, null],
  [
    "an event that is not served, of a public one",
    { event: "issues", payload: isPublic },
    /serves no issues events/,
  ],
  ["a repository that is not told to be private", { event: "issues", payload: {} }, /is public/],
  ["a repository in other letters", { repository: "Octo-Org/Octo-Package", payload: isPublic }, null],
  [
    "another repository",
    { repository: "octo-org/third", payload: isPrivate },
    /octo-org\/third may not use the pool/,
  ],
  ["one whose name goes on", { repository: `${repository}2`, payload: isPrivate }, /may not use the pool/],
  [
    "a pull request of a fork",
    { event: "pull_request", payload: { ...isPrivate, ...head("mallory/octo-package") } },
    fork,
  ],
  [
    "a pull request's target, of a fork",
    { event: "push", payload: { ...isPublic, ...head("mallory/octo-package") } },
    fork,
  ],
  ["a pull request of a fork that is no more", { payload: { ...isPrivate, ...head(null) } }, /is no more/],
  [
    "a pull request of its own",
    { event: "pull_request", payload: { ...isPrivate, ...head(repository) } },
    null,
  ],
  [
    "what follows a run of a fork",
    { event: "workflow_run", payload: { ...isPrivate, ...run("mallory/octo-package") } },
    fork,
  ],
  [
    "what follows a run of its own",
    { event: "workflow_run", payload: { ...isPrivate, ...run(repository) } },
    null,
  ],
  ["what follows a run of a fork that is no more", { payload: { ...isPrivate, ...run(null) } }, /is no more/],
];

describe("the guard of jobs on the instance", () => {
  const answers = refusals(
    table.map(([, of]) => ({ allowed, repository, event: "push", payload: isPublic, ...of })),
  );

  for (const [index, [told, , why]] of table.entries()) {
    it(`${why === null ? "lets in" : "refuses"} ${told}`, () => {
      if (why === null) assert.equal(answers[index], null);
      else assert.match(answers[index] ?? "it was let in", why);
    });
  }

  it("says the same as the control plane's guard", () => {
    const names = fc.constantFrom("octo-org/octo-package", "Octo-Org/octo-package", "mallory/octo-package");
    const facts = fc.record({
      repository: names,
      headRepository: fc.option(names),
      isPublic: fc.boolean(),
      event: fc.constantFrom("push", "pull_request", "workflow_run", "release", "issues"),
    });
    const cases = fc.sample(facts, 500);
    const told = refusals(cases.map((one) => caseOf(one)));
    const expected = cases.map((one) =>
      refusalOf(one as RunFacts, allowed as Parameters<typeof refusalOf>[1]),
    );
    assert.deepEqual(told, expected);
  });
});

function caseOf(facts: Pick<RunFacts, "repository" | "headRepository" | "isPublic" | "event">): Case {
  const source = facts.event === "workflow_run" ? run(facts.headRepository) : head(facts.headRepository);
  const payload = { repository: { private: !facts.isPublic }, ...source };
  return { allowed, repository: facts.repository, event: facts.event, payload };
}
