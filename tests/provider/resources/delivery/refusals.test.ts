import assert from "node:assert/strict";
import type { Intercept, Intercepted } from "../../../../rehearsal/github/http/intercept.ts";
import { secondaryRateLimit } from "../../../../rehearsal/github/http/intercept.ts";
import { ApiError } from "../../../../rehearsal/github/http/error.ts";
import type { TokenRules } from "../../../../rehearsal/github/server.ts";
import { openRepository, type TestRepository } from "./repository.ts";
import { inputsOf, TestDelivery } from "./stack.ts";

const build = ".github/workflows/build.yml";
const files = { [build]: "name: Build\n", ".github/slipway/requirements/build.txt": "build==1\n" };
const repositoryUrl = "/repos/{owner}/{repo}";

/** Delivers into a repository, then gives it away. */
async function within(
  options: { readonly intercept?: Intercept; readonly token?: TokenRules },
  work: (repository: TestRepository, delivery: TestDelivery) => Promise<void>,
): Promise<void> {
  const repository = await openRepository(options);
  try {
    await work(repository, new TestDelivery(repository.client));
  } finally {
    await repository.dispose();
  }
}

/** Nothing of a delivery is left: no branch, no pull request, no commit. */
async function assertUntouched(repository: TestRepository, head: string): Promise<void> {
  assert.equal(await repository.head(), head);
  assert.deepEqual(await repository.pulls(), []);
  await assert.rejects(repository.head("slipway/prod"));
}

describe("a delivery refuses what can't be a file of a repository", () => {
  const cases: readonly (readonly [path: string, text: string, expected: RegExp])[] = [
    ["../outside.yml", "a\n", /leaves the repository/],
    ["/etc/passwd", "a\n", /is not a path inside the repository/],
    ["a//b", "a\n", /empty parts/],
    [".git/hooks/pre-commit", "a\n", /git's own folder/],
    [".GIT/config", "a\n", /git's own folder/],
    ["a\\b", "a\n", /forward slashes/],
    ["a\nb", "a\n", /is not a path inside/],
    ["large.txt", "x".repeat(1024 * 1024 + 1), /has 1\.0 MiB; a delivered file may have 1 MiB at most/],
    [".github/workflows/BUILD.yml", "a\n", /differs by case alone from \.github\/workflows\/build\.yml/],
    [
      ".github/workflows/build.yml/inner",
      "a\n",
      /is inside of \.github\/workflows\/build\.yml, which is a file/,
    ],
    [".github/slipway/manifest.json", "{}\n", /is where the manifest goes/],
  ];
  for (const [path, text, expected] of cases) {
    it(JSON.stringify(path), async () => {
      const delivery = new TestDelivery({ owner: null, request: () => Promise.reject(new Error("asked")) });
      await assert.rejects(delivery.up(inputsOf({ ...files, [path]: text })), expected);
    });
  }
});

describe("a delivery is stopped by what stands in the repository", () => {
  const readme = "README.md";
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      "a file where a folder has to be",
      { [`${readme}/inner`]: "a\n" },
      /can't be made, since README\.md is a file/,
    ],
    ["a folder where a file has to be", { ".github": "a\n" }, /\.github: is a folder there/],
    ["a name that differs by case alone", { "readme.MD": "a\n" }, /differs by case alone from README\.md/],
    [
      "a folder whose name differs by case alone",
      { ".GitHub/x": "a\n" },
      /differs by case alone from \.github/,
    ],
  ];
  for (const [name, wanted, expected] of cases) {
    it(name, () =>
      within({}, async (repository, delivery) => {
        const head = await repository.edit({ ".github/dependabot.yml": "version: 2\n" });
        await assert.rejects(delivery.up(inputsOf(wanted)), expected);
        await assertUntouched(repository, head);
      }),
    );
  }

  for (const [kind, mode] of [
    ["a symbolic link", "120000"],
    ["a submodule", "160000"],
  ] as const) {
    it(`${kind} in its place, also as a folder on the way`, () =>
      within({}, async (repository, delivery) => {
        const head = await repository.put(".github", mode);
        await assert.rejects(delivery.up(inputsOf(files)), new RegExp(`since \\.github is ${kind} there`));
        await assert.rejects(
          delivery.up(inputsOf({ ".github": "a\n" }, { adopt: [".github"] })),
          new RegExp(`\\.github: is ${kind} there`),
        );
        await assertUntouched(repository, head);
      }));
  }

  it("a manifest that is none", () =>
    within({}, async (repository, delivery) => {
      const head = await repository.edit({ ".github/slipway/manifest.json": "{" });
      await assert.rejects(
        delivery.up(inputsOf(files)),
        /manifest\.json: is not the manifest that Slipway wrote/,
      );
      await assertUntouched(repository, head);
      await delivery.up(inputsOf(files, { adopt: [".github/slipway/manifest.json"] }));
      assert.equal(delivery.status, "waiting");
    }));

  it("commits of others on Slipway's own branch that no pull request shows", () =>
    within({}, async (repository, delivery) => {
      const main = await repository.head();
      await repository.createBranch("slipway/prod", main);
      await repository.edit({ "CHANGES.md": "a\n" }, "slipway/prod");
      await assert.rejects(
        delivery.up(inputsOf(files)),
        /slipway\/prod: is Slipway's own branch, and holds commits/,
      );
      assert.equal(await repository.text("CHANGES.md", "slipway/prod"), "a\n");
    }));
});

describe("a delivery that GitHub refuses says why, and leaves nothing half done", () => {
  const refusals: readonly (readonly [string, TokenRules, RegExp])[] = [
    [
      "a token that may not write",
      { permissions: { contents: "read" } },
      /can't write the files: .*give it "Contents: write" and "Workflows: write"/,
    ],
    ["a token that may not change workflows", { permissions: { workflows: "none" } }, /Workflows: write/],
    [
      "a token that may not open pull requests",
      { permissions: { pull_requests: "read" } },
      /can't open a pull request from slipway\/prod: .*"Pull requests: write"/,
    ],
  ];
  for (const [name, token, expected] of refusals) {
    it(name, () =>
      within({ token }, async (repository, delivery) => {
        const head = await repository.head();
        await assert.rejects(delivery.up(inputsOf(files)), expected);
        await assertUntouched(repository, head);
      }),
    );
  }

  it("a missing token, in the preview already", () =>
    within({}, async (repository) => {
      const anonymous = { ...repository.client, isAnonymous: true };
      const faults = await new TestDelivery(anonymous).faults(inputsOf(files));
      assert.deepEqual(faults, ["github:token: is missing, and without one GitHub takes nothing"]);
    }));

  it("an archived repository", () =>
    within({}, async (repository, delivery) => {
      const head = await repository.head();
      await repository.set({ archived: true });
      await assert.rejects(delivery.up(inputsOf(files)), /octo-org\/example: is archived; unarchive it/);
      await assertUntouched(repository, head);
    }));

  it("a protected default branch, where files are pushed straight to it", () =>
    within({}, async (repository, delivery) => {
      const head = await repository.head();
      await repository.protect("refs/heads/main");
      await assert.rejects(
        delivery.up(inputsOf(files, { by: "push" })),
        /a rule of the repository protects that branch.*set slipway:delivery\.by to pull-request/,
      );
      await assertUntouched(repository, head);
      await delivery.up(inputsOf(files));
      assert.equal(delivery.status, "waiting");
    }));

  it("an empty repository", () =>
    within({}, async (repository, delivery) => {
      await repository.set({ default_branch: "main" });
      await repository.emptyOut();
      await assert.rejects(
        delivery.up(inputsOf(files)),
        /octo-org\/example: has no commit yet; push a first one/,
      );
    }));

  const writes = ["POST /git/trees", "POST /git/commits", "POST /git/refs", "POST /pulls"];
  const answers = [
    ["409", new ApiError(409, "Conflict")],
    ["422", new ApiError(422, "Validation Failed")],
    ["500", new ApiError(500, "Server Error")],
  ] as const;
  for (const write of writes) {
    for (const [status, error] of answers) {
      it(`${status} to ${write}`, () => {
        const [method, path = ""] = write.split(" ");
        const operation = `${method} ${repositoryUrl}${path}`;
        const intercept = (request: Intercepted) => (request.operation === operation ? error : undefined);
        return within({ intercept }, async (repository, delivery) => {
          const head = await repository.head();
          await assert.rejects(
            delivery.up(inputsOf(files)),
            new RegExp(`octo-org/example: can't .*${status}`),
          );
          await assertUntouched(repository, head);
        });
      });
    }
  }

  it("a limit of requests that lasts longer than anybody waits, in words", () => {
    const intercept = ({ method }: Intercepted) => (method === "POST" ? secondaryRateLimit(3600) : undefined);
    return within({ intercept }, async (repository, delivery) => {
      const head = await repository.head();
      await assert.rejects(delivery.up(inputsOf(files)), /GitHub's limit of requests is reached/);
      await assertUntouched(repository, head);
    });
  });
});

describe("a delivery goes on", () => {
  it("after a limit of requests with a short Retry-After", () => {
    const intercept = ({ operation, count }: Intercepted) =>
      operation === `POST ${repositoryUrl}/git/trees` && count === 1 ? secondaryRateLimit(1) : undefined;
    return within({ intercept }, async (_repository, delivery) => {
      await delivery.up(inputsOf(files));
      assert.equal(delivery.status, "waiting");
    });
  });

  it("on top of a push that came in between, and loses neither", async () => {
    let person: TestRepository | undefined;
    const intercept = async ({ operation, count }: Intercepted) => {
      if (operation === `POST ${repositoryUrl}/git/commits` && count === 1)
        await person?.edit({ "README.md": "# In between\n" });
      return undefined;
    };
    await within({ intercept }, async (repository, delivery) => {
      person = repository;
      await delivery.up(inputsOf(files, { by: "push" }));
      assert.equal(await repository.text("README.md"), "# In between\n");
      assert.equal(await repository.text(build), files[build]);
      assert.equal((await repository.ancestors("main")).length, 3);
    });
  });

  const steps = ["POST /git/trees", "POST /git/commits", "POST /git/refs", "POST /pulls"];
  for (const step of steps) {
    for (const when of ["break before", "break after"] as const) {
      it(`where the run was killed at ${step} (${when}): one branch, one commit, one pull request`, () => {
        const [method, path = ""] = step.split(" ");
        const intercept = ({ operation, count }: Intercepted) =>
          operation === `${method} ${repositoryUrl}${path}` && count === 1 ? when : undefined;
        return within({ intercept }, async (repository, delivery) => {
          await delivery.up(inputsOf(files)).catch(() => delivery.forget());
          await delivery.up(inputsOf(files));
          assert.equal(delivery.status, "waiting");
          const pulls = await repository.pulls();
          assert.deepEqual(
            pulls.map(({ state, commits }) => [state, commits]),
            [["open", 1]],
          );
          assert.deepEqual(await delivery.up(inputsOf(files)), { operation: "same", drift: false });
        });
      });
    }
  }
});

describe("60 files", () => {
  it("take one commit, and fewer requests than there are files", () =>
    within({}, async (repository, delivery) => {
      const many = Object.fromEntries(
        Array.from({ length: 60 }, (_, at) => [`.github/slipway/files/${at}.txt`, `${at}\n`]),
      );
      await delivery.up(inputsOf(many));
      const asked = Object.values(repository.requests()).reduce((sum, count) => sum + count, 0);
      assert.ok(asked <= 10, `${asked} requests`);
      assert.deepEqual(
        (await repository.pulls()).map(({ commits, paths }) => [commits, paths.length]),
        [[1, 61]],
      );
      const changed = Object.fromEntries(Object.keys(many).map((path) => [path, `${many[path]}more\n`]));
      await delivery.up(inputsOf(changed));
      const more = Object.values(repository.requests()).reduce((sum, count) => sum + count, 0);
      assert.ok(more <= 70, `${more} requests`);
    }));

  it("are blobs of their own where a server takes no texts in a tree", () => {
    const intercept = ({ operation, body }: Intercepted) =>
      operation === `POST ${repositoryUrl}/git/trees` && body.includes('"content":')
        ? new ApiError(422, "Must supply tree.sha")
        : undefined;
    return within({ intercept }, async (repository, delivery) => {
      await delivery.up(inputsOf({ ...files, "data/large.txt": "x".repeat(100_000) }, { by: "push" }));
      assert.equal(await repository.text(build), files[build]);
      assert.equal((await repository.text("data/large.txt"))?.length, 100_000);
    });
  });

  it("are found also in a repository whose tree is too large to list", async () => {
    const repository = await openRepository({ limits: { treeEntries: 3 } });
    try {
      const delivery = new TestDelivery(repository.client);
      await delivery.up(inputsOf(files, { by: "push" }));
      assert.deepEqual(await delivery.up(inputsOf(files, { by: "push" })), {
        operation: "same",
        drift: false,
      });
      await repository.edit({ [build]: "name: By hand\n" });
      assert.deepEqual(await delivery.up(inputsOf(files, { by: "push" })), {
        operation: "same",
        drift: true,
      });
    } finally {
      await repository.dispose();
    }
  });
});

describe("a repository or branch under another name", () => {
  const changed = { ...files, [build]: "name: Build 2\n" };
  const acts: readonly (readonly [string, (repository: TestRepository) => Promise<unknown>])[] = [
    ["a renamed default branch", (repository) => repository.renameBranch("main", "trunk")],
    ["a renamed repository", (repository) => repository.set({ name: "renamed" })],
    ["a repository given to another owner", (repository) => repository.transfer("new-owner")],
  ];
  for (const [name, act] of acts) {
    it(`${name}: unchanged it stays, changed it is proposed there`, () =>
      within({}, async (repository, delivery) => {
        await delivery.up(inputsOf(files));
        await repository.merge("squash");
        await act(repository);
        assert.deepEqual(await delivery.up(inputsOf(files)), { operation: "same", drift: false });
        assert.deepEqual(await delivery.up(inputsOf(changed)), { operation: "update", drift: false });
        assert.deepEqual(
          (await repository.pulls())[0]?.paths,
          [".github/slipway/manifest.json", build].sort(),
        );
      }));
  }

  it("is no other repository once the stack names it so", () =>
    within({}, async (repository, delivery) => {
      await delivery.up(inputsOf(files, { by: "push" }));
      await repository.set({ name: "renamed" });
      const renamed = { by: "push", repository: "renamed" };
      assert.equal((await delivery.up(inputsOf(files, renamed))).operation, "update");
      assert.equal(await repository.text(build), files[build]);
    }));
});
