import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileChanges, withoutFiles } from "../../../cli/changes/file-changes.ts";
import { secret } from "../engine-events.ts";

/** What git makes of a diff, applied to a file `a.txt`. */
function applied(before: string | null, diff: string): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-diff-"));
  try {
    if (before !== null) writeFileSync(join(folder, "a.txt"), before);
    execFileSync("git", ["apply", "-"], { cwd: folder, input: diff });
    return readFileSync(join(folder, "a.txt"), "utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const file = (content: string) => ({ file: "a.txt", content });

describe("file changes", () => {
  const cases = [
    { what: "a changed line", old: "a\nb\nc\n", now: "a\nB\nc\n" },
    { what: "a missing newline at the end", old: "a\nb", now: "a\nc" },
    { what: "a file of one line", old: null, now: "a\n" },
    { what: "a new file without a newline at its end", old: null, now: "a\nb" },
  ];
  for (const { what, old, now } of cases) {
    it(`makes a diff that git can apply: ${what}`, () => {
      const [change] = fileChanges(old === null ? {} : file(old), file(now));
      assert.equal(applied(old, change?.diff ?? ""), now);
    });
  }

  it("sees many files in a map of path to content", () => {
    const changes = fileChanges({ files: { a: "1\n", b: "2\n" } }, { files: { b: "3\n", c: "4\n" } });
    assert.deepEqual(
      changes.map(({ path, operation }) => [path, operation]),
      [
        ["a", "delete"],
        ["b", "update"],
        ["c", "create"],
      ],
    );
  });

  it("leaves a content that is secret out of any diff", () => {
    const hidden = (text: string) => ({ file: "a.txt", content: { ...secret, plaintext: text } });
    assert.doesNotMatch(JSON.stringify(fileChanges(hidden("one"), hidden("two"))), /one|two/);
  });

  it("keeps the other properties for the list of properties", () => {
    assert.deepEqual(withoutFiles({ ...file("a"), branch: "main" }), { file: "a.txt", branch: "main" });
  });
});
