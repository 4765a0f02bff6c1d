import assert from "node:assert/strict";
import { RefusedError, type GitHubClient } from "../../../../provider/github/client.ts";
import { manifestPath } from "../../../../provider/resources/delivery/manifest.ts";
import { ApiError } from "../../../../rehearsal/github/http/error.ts";
import type { Intercept } from "../../../../rehearsal/github/http/intercept.ts";
import { openRepository, type TestRepository } from "./repository.ts";
import { inputsOf, TestDelivery } from "./stack.ts";

const build = ".github/workflows/build.yml";
const files = { [build]: "name: Build\n", "data.json": "{}\n" };
const next = { ...files, [build]: "name: Build 2\n" };
const own = "slipway/prod";

async function within(
  work: (repository: TestRepository, delivery: TestDelivery) => Promise<void>,
  intercept?: Intercept,
): Promise<void> {
  const repository = await openRepository(intercept === undefined ? {} : { intercept });
  try {
    await work(repository, new TestDelivery(repository.client));
  } finally {
    await repository.dispose();
  }
}

/** A person who acts once, right before the given operation is asked for. */
function meddler() {
  let armed: { readonly operation: string; readonly act: () => Promise<unknown> } | undefined;
  const intercept: Intercept = async ({ operation }) => {
    if (armed?.operation !== operation.replace("/repos/{owner}/{repo}", "")) return undefined;
    const { act } = armed;
    armed = undefined;
    await act();
    return undefined;
  };
  return {
    intercept,
    before: (operation: string, act: () => Promise<unknown>) => {
      armed = { operation, act };
    },
  };
}

const openOf = async (repository: TestRepository) =>
  (await repository.pulls()).filter(({ state }) => state === "open");

describe("a person who acts between two requests of an update", () => {
  const moves = [
    ["merges", (repository: TestRepository) => repository.merge("squash")],
    ["closes", (repository: TestRepository) => repository.close()],
    ["deletes the branch of", (repository: TestRepository) => repository.deleteBranch(own)],
  ] as const;
  for (const [verb, act] of moves) {
    for (const operation of ["POST /git/commits", "PATCH /git/refs/{ref}", "PATCH /pulls/{pull_number}"]) {
      it(`${verb} the pull request before ${operation}: what is new is proposed, or merged`, () => {
        const person = meddler();
        return within(async (repository, delivery) => {
          await delivery.up(inputsOf(files));
          person.before(operation, () => act(repository));
          await delivery.up(inputsOf(next));
          const open = await openOf(repository);
          const delivered = (await repository.text(build)) === next[build];
          assert.equal(open.length, delivered ? 0 : 1);
          assert.ok(delivered || open[0]?.paths.includes(build));
          const told = delivery.outputs["pullRequest"] as { readonly number: number } | null;
          assert.equal(told?.number, open[0]?.number);
          assert.equal(delivery.status, delivered ? "delivered" : "waiting");
          assert.deepEqual(await delivery.up(inputsOf(next)), { operation: "same", drift: false });
        }, person.intercept);
      });
    }
  }

  it("deletes the branch while it is compared: the look goes on without it", () => {
    const person = meddler();
    return within(async (repository, delivery) => {
      await delivery.up(inputsOf(files));
      person.before("GET /compare/{basehead}", () => repository.deleteBranch(own));
      await delivery.refresh();
      assert.equal((await delivery.up(inputsOf(files))).operation, "same");
      assert.equal(delivery.status, "declined");
    }, person.intercept);
  });

  it("is no hindrance to a run that was killed while it took a pull request back", () => {
    let broken = false;
    const intercept: Intercept = ({ operation }) => {
      if (!operation.startsWith("PATCH") || !operation.includes("/pulls/") || !broken) return undefined;
      return "break before";
    };
    return within(async (repository, delivery) => {
      await delivery.up(inputsOf(files));
      await repository.merge("merge");
      await delivery.up(inputsOf(next));
      broken = true;
      await assert.rejects(delivery.up(inputsOf(files)));
      broken = false;
      await delivery.up(inputsOf(files));
      assert.deepEqual(await openOf(repository), []);
      await assert.rejects(repository.head(own));
    }, intercept);
  });
});

describe("a pull request that a person lets lead to another branch", () => {
  const retarget = (client: GitHubClient, base: string) =>
    client.request("PATCH /repos/{owner}/{repo}/pulls/{number}", {
      owner: "octo-org",
      repo: "example",
      number: 1,
      base,
    });

  it("is left alone, and led back by what changes next", () =>
    within(async (repository, delivery) => {
      await repository.createBranch("topic", await repository.head());
      await delivery.up(inputsOf(files));
      await retarget(repository.client, "topic");
      assert.deepEqual(await delivery.up(inputsOf(files)), { operation: "same", drift: false });
      assert.equal(delivery.status, "declined");
      await delivery.up(inputsOf(next));
      await repository.merge("squash");
      assert.equal(await repository.text(build), next[build]);
    }));
});

describe("Slipway's own branch", () => {
  const other = inputsOf(files, { branch: "slipway/other" });

  it("may get another name while the first pull request waits", () =>
    within(async (repository, delivery) => {
      await delivery.up(inputsOf(files));
      assert.deepEqual(await delivery.faults(other), []);
      await delivery.up(other);
      assert.deepEqual(
        (await openOf(repository)).map(({ number }) => number),
        [2],
      );
      await assert.rejects(repository.head(own));
    }));

  it("keeps its pull request where the update under another name is refused", () =>
    within(async (repository, delivery) => {
      await delivery.up(inputsOf(files));
      await repository.edit({ "foreign.txt": "mine\n" });
      await assert.rejects(
        delivery.up(inputsOf({ ...files, "foreign.txt": "a\n" }, { branch: "slipway/other" })),
        /foreign\.txt: is there already/,
      );
      assert.equal((await openOf(repository)).length, 1);
    }));

  it("is never the default branch, whatever that is called by now", () =>
    within(async (repository, delivery) => {
      await delivery.up(inputsOf(files, { by: "push", branch: "trunk" }));
      await repository.renameBranch("main", "trunk");
      const head = await repository.head("trunk");
      await assert.rejects(
        delivery.up(inputsOf(next, { branch: "trunk" })),
        /slipway:delivery\.branch: is trunk, which is the default branch of octo-org\/example by now/,
      );
      assert.equal(await repository.head("trunk"), head);
    }));

  for (const branch of ["slipway/a#b", "slipway/50%25", "slipway/a+b&c=d", "slipway/\u00fc\u{1f600}"]) {
    it(`may be called ${branch}`, () =>
      within(async (repository, delivery) => {
        await delivery.up(inputsOf(files, { branch }));
        assert.deepEqual(await delivery.up(inputsOf(files, { branch })), { operation: "same", drift: false });
        await delivery.up(inputsOf(next, { branch }));
        assert.equal((await openOf(repository))[0]?.commits, 2);
        await repository.merge("merge");
        assert.equal((await delivery.up(inputsOf(next, { branch }))).operation, "same");
        assert.equal(delivery.status, "delivered");
      }));
  }

  for (const inTheWay of ["slipway", "slipway/prod/topic"])
    it(`can't stand beside ${inTheWay}, and says so`, () =>
      within(async (repository, delivery) => {
        await repository.createBranch(inTheWay, await repository.head());
        await assert.rejects(
          delivery.up(inputsOf(files)),
          /can't make the branch slipway\/prod: a branch stands in the way.*set slipway:delivery\.branch/,
        );
      }));

  it("is no other stack's where a person calls a topic like it", () =>
    within(async (repository, delivery) => {
      await repository.createBranch("slipway/topic", await repository.head());
      await repository.edit({ "topic.md": "a\n" }, "slipway/topic");
      const place = { owner: "octo-org", repo: "example", title: "Topic", base: "main" };
      const pull = { ...place, head: "slipway/topic" };
      await repository.client.request("POST /repos/{owner}/{repo}/pulls", pull);
      assert.deepEqual(await delivery.faults(inputsOf(files)), []);
      await delivery.up(inputsOf(files));
    }));
});

describe("a stack that goes", () => {
  it("leaves what another stack has taken over, its pull request too", () =>
    within(async (repository, delivery) => {
      await delivery.up(inputsOf(files, { by: "push" }));
      const live = new TestDelivery(repository.client);
      await live.up(inputsOf(files, { by: "push", stack: "live", adopt: [manifestPath] }));
      const head = await repository.head();
      await delivery.destroy();
      assert.equal(await repository.head(), head);
      assert.deepEqual(await repository.pulls(), []);
    }));

  it("while its first pull request waits takes that back, with its branch", () =>
    within(async (repository, delivery) => {
      await delivery.up(inputsOf(files));
      await delivery.destroy();
      assert.deepEqual(await openOf(repository), []);
      await assert.rejects(repository.head(own));
    }));

  it("from a repository without commits has nothing to do there", () =>
    within(async (repository, delivery) => {
      await delivery.up(inputsOf(files, { by: "push" }));
      await delivery.refresh();
      await repository.emptyOut();
      await delivery.destroy();
    }));
});

describe("a token of an App's installation", () => {
  /** Of such a token GitHub says that it may not push, whatever it may. */
  const asInstallation = (client: GitHubClient, isOne: boolean): GitHubClient => ({
    owner: client.owner,
    request: async (route, parameters) => {
      if (route === "GET /installation/repositories") {
        const refusal = { status: 403, method: "GET", url: "https://api.github.com/", errors: [] };
        if (!isOne)
          throw new RefusedError({ ...refusal, reason: "You must authenticate as an installation" });
        return { status: 200, headers: {}, data: { total_count: 1, repositories: [] } };
      }
      const answer = await client.request(route, parameters);
      if (route !== "GET /repos/{owner}/{repo}") return answer;
      return { ...answer, data: { ...(answer.data as object), permissions: { push: false } } };
    },
  });

  it("delivers, and one of somebody who may not push is told so", () =>
    within(async (repository) => {
      await new TestDelivery(asInstallation(repository.client, true)).up(inputsOf(files));
      assert.equal((await repository.pulls()).length, 1);
      const stranger = new TestDelivery(asInstallation(repository.client, false));
      assert.deepEqual(await stranger.faults(inputsOf(next)), [
        "octo-org/example: the token's owner may not push to it",
      ]);
    }));
});

describe("a server that answers with what it was sent", () => {
  it("brings no token into an error by what it lists as wrong", () => {
    const intercept: Intercept = ({ method }) => {
      const fault = { resource: "Tree", code: "custom", message: "bad a-token" };
      return method === "POST" ? new ApiError(422, "a-token", { errors: ["a-token", fault] }) : undefined;
    };
    return within(async (_repository, delivery) => {
      await assert.rejects(delivery.up(inputsOf(files)), ({ message }: Error) => {
        assert.match(message, /\[secret\], bad \[secret\]/);
        assert.ok(!message.includes("a-token"));
        return true;
      });
    }, intercept);
  });
});
