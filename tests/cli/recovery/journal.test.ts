import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal, readJournal } from "../../../cli/recovery/journal.ts";
import { runFiles } from "../../../cli/recovery/run-record.ts";
import type { RunFiles } from "../../../cli/recovery/run-record.ts";
import { began, ended, failed, said, secret, urnOf } from "../engine-events.ts";

describe("the journal of a run", () => {
  let folder: string;
  let files: RunFiles;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-journal-"));
    files = runFiles(join(folder, "run"), "prod");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const create = (name: string) => began({ op: "create", name, new: { content: name } });
  const names = () => readJournal(files).map(({ urn }) => urn.split("::").at(-1));

  it("knows what was begun to be created and has no known end", () => {
    const journal = openJournal(files);
    for (const name of ["done", "under way"]) journal.take(create(name));
    journal.take(ended({ op: "create", name: "done", new: {} }));
    journal.take(began({ op: "update", name: "updated", old: {}, new: {} }));
    assert.deepEqual(names(), ["under way"]);
    assert.deepEqual(readJournal(files)[0]?.inputs, { content: "under way" });
    assert.ok(journal.isOpen());
  });

  it("forgets what the service refused, and keeps what nobody answered", () => {
    const journal = openJournal(files);
    for (const name of ["refused", "refused by the provider", "broken", "silent"]) journal.take(create(name));
    const fail = (name: string, message?: string) => {
      if (message !== undefined) journal.take(said("error", message, urnOf({ name })));
      journal.take(failed({ op: "create", name, new: {} }));
    };
    fail("refused", "POST https://api.github.com/repos/o/r/rulesets: 422 Validation Failed []");
    fail("refused by the provider", "refusing to overwrite existing file");
    fail("broken", "rpc error: code = Unavailable desc = error reading from server: EOF");
    fail("silent");
    assert.deepEqual(names(), ["broken", "silent"]);
  });

  it("knows nothing of a component, which is nowhere but in the state", () => {
    const journal = openJournal(files);
    journal.take(began({ op: "create", name: "component", new: {}, component: true }));
    assert.deepEqual(names(), []);
    assert.equal(journal.isOpen(), false);
  });

  it("goes on with one that an earlier run left, and reads past a line that was cut off", () => {
    openJournal(files).take(create("first"));
    appendFileSync(files.journal, '{"event":"settled","urn":"');
    openJournal(files).take(create("second"));
    assert.deepEqual(names(), ["first", "second"]);
  });

  it("holds no secret, and nobody else may read it", () => {
    openJournal(files).take(began({ op: "create", name: "one", new: { value: secret } }));
    assert.match(readFileSync(files.journal, "utf8"), /\[secret\]/);
    assert.equal(statSync(files.journal).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, "run")).mode & 0o777, 0o700);
  });
});
