import assert from "node:assert/strict";
import { hostname } from "node:os";
import { FaultsError } from "../../../config/fault.ts";
import { cancelDeadLock } from "../../../cli/recovery/backend-lock.ts";
import type { EngineCommands } from "../../../cli/recovery/engine-commands.ts";

describe("the lock of a backend that is no folder of this machine", () => {
  const refusal = (host: string, pid: number) =>
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the " +
    `lock file with \`pulumi cancel\`.\n  s3://bucket/.pulumi/locks/organization/slipway/prod/4.json: created by me@${host} (pid ${pid}) at 2026-11-22T17:33:49Z`;
  /** Beyond what any system gives. */
  const dead = 99_999_999;

  const attempt = async (words: string) => {
    let cancelled = 0;
    const lines: string[] = [];
    const cancel = () => Promise.resolve({ ok: (cancelled += 1) > 0, answer: "", words: "" });
    const commands = { cancel } as Partial<EngineCommands> as EngineCommands;
    const done = await cancelDeadLock(
      { stack: "prod", words },
      { commands, tell: (line) => lines.push(line) },
    );
    return { done, cancelled, lines };
  };

  it("is cancelled where its holder ran here and is no more", async () => {
    const lines = [`took away the lock of process ${dead}, which is no more`];
    assert.deepEqual(await attempt(refusal(hostname(), dead)), { done: true, cancelled: 1, lines });
  });

  it("stays where its holder runs on another machine", async () => {
    await assert.rejects(
      attempt(refusal("elsewhere", dead)),
      /stack prod: is locked by another update \(process 99999999 on elsewhere\); wait/,
    );
  });

  it("of Pulumi's service is left to a person, who is told what to do", async () => {
    const words = "error: [409] Conflict: Another update is currently in progress.";
    await assert.rejects(attempt(words), (error: unknown) => {
      assert.ok(error instanceof FaultsError);
      assert.match(error.message, /which does not tell whose; .*`pulumi cancel prod`/);
      return true;
    });
  });

  it("is none of the matter where the engine failed for another reason", async () => {
    assert.deepEqual(await attempt("error: no space left on device"), {
      done: false,
      cancelled: 0,
      lines: [],
    });
  });
});
