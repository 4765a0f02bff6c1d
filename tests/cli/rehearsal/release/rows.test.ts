import assert from "node:assert/strict";
import picocolors from "picocolors";
import { JobList, listOfReports } from "../../../../cli/rehearsal/release/job-list.ts";
import { cutLines, wholeLines } from "../../../../cli/rehearsal/release/row-lines.ts";
import { rowsOf, rowsWithin } from "../../../../cli/rehearsal/release/rows.ts";
import { columnsOf } from "../../../../cli/rehearsal/release/text.ts";
import { entry, jobReport, notHere, ran } from "./reports.ts";

const colours = picocolors.createColors(false);
const legs = (count: number) => Array.from({ length: count }, (_, at) => `test (linux, 3.${at})`);

describe("the list of a rehearsed release's jobs", () => {
  it("shows one line for the legs that are to come or not run here, and each that ran", () => {
    const list = new JobList(() => 5000);
    const jobs = ["gate", ...legs(2), "test (windows)", "test (macos)", "draft"].map(entry);
    list.take({ kind: "planned", workflow: "Release", jobs });
    list.take({ kind: "ended", report: jobReport("gate") });
    list.take({ kind: "started", key: "test (linux, 3.0)" });
    list.take({ kind: "step", key: "test (linux, 3.0)", name: "Run the tests" });
    for (const key of ["test (windows)", "test (macos)"])
      list.take({ kind: "ended", report: jobReport(key, { outcome: notHere(`needs ${key}`) }) });
    assert.deepEqual(wholeLines(rowsOf(list.jobs, "legs", 8999), { colours, width: 100 }), [
      "  ran       gate               2.5 s",
      "  running   test (linux, 3.0)    3 s  Run the tests",
      "  to come   test (linux, 3.1)",
      "  not here  test: 2 of 4 legs         needs test (windows); needs test (macos)",
      "  to come   draft",
    ]);
  });

  it("says what became of each, whatever it was", () => {
    const reports = [
      jobReport("gate", { outcome: { kind: "kept" } }),
      jobReport("resume", { outcome: { kind: "skipped" } }),
      jobReport("build", { outcome: ran("cancelled") }),
      jobReport("sbom", {
        outcome: ran("failure"),
        steps: [{ id: "a", name: "List it", result: "failure", seconds: 1, said: [] }],
      }),
      jobReport("publish", { outcome: { kind: "refused", reason: "no reviewer of pypi approved it" } }),
      jobReport("verify", { outcome: { kind: "not-reached" } }),
      jobReport("tell", { outcome: { kind: "not-reached" } }),
    ];
    const lines = wholeLines(rowsOf(listOfReports(reports), "legs", 0), { colours, width: 100 });
    assert.deepEqual(lines, [
      "  kept         gate            from an earlier attempt",
      "  skipped      resume",
      "  stopped      build    2.5 s",
      "  failed       sbom     2.5 s  in: List it",
      "  refused      publish         no reviewer of pypi approved it",
      "  not reached  2 jobs          verify, tell",
    ]);
  });

  it("puts the legs that nobody could plan in the place of their job", () => {
    const list = new JobList(() => 0);
    list.take({ kind: "planned", workflow: "Release", jobs: ["wheels", "draft"].map(entry) });
    list.take({ kind: "ended", report: jobReport("wheels (a)") });
    list.take({ kind: "ended", report: jobReport("wheels (b)") });
    assert.deepEqual(
      list.jobs.map(({ entry: { key } }) => key),
      ["wheels (a)", "wheels (b)", "draft"],
    );
  });

  it("groups as little as a low terminal takes, and never hides what runs or failed", () => {
    const reports = [...legs(9).map((key) => jobReport(key)), jobReport("sbom", { outcome: ran("failure") })];
    const shown = (lines: number) => rowsWithin(listOfReports(reports), lines, 0);
    assert.equal(shown(10).length, 10);
    assert.deepEqual(
      shown(5).map(({ name }) => name),
      ["test: 9 legs", "sbom"],
    );
    const many = listOfReports(legs(30).map((key) => jobReport(key, { outcome: ran("failure") })));
    const few = rowsWithin([...listOfReports([jobReport("gate")]), ...many], 6, 0);
    assert.equal(few.length, 6);
    assert.deepEqual(
      few.map(({ word }) => word),
      ["failed", "failed", "failed", "failed", "failed", ""],
    );
    assert.equal(few.at(-1)?.name, "and 26 more");
  });

  it("stays in the width of the terminal, wide letters and all", () => {
    const rows = rowsOf(
      listOfReports([
        jobReport("検証 (東京, 🚀)".padEnd(60, "版")),
        jobReport("publish", { outcome: { kind: "refused", reason: "nobody ".repeat(40) } }),
      ]),
      "legs",
      0,
    );
    for (const width of [20, 44, 80, 200]) {
      for (const line of cutLines(rows, { colours, width }))
        assert.ok(columnsOf(line) <= width, `${width}: ${columnsOf(line)}`);
    }
  });

  it("prints no code of a job's to the terminal, and no endless line", () => {
    const evil = "test \u001b[2J\u001b]0;title\u0007(\r\n\u202eevil)";
    const reason = `x${"y".repeat(1_000_000)}`;
    const rows = rowsOf(listOfReports([jobReport(evil, { outcome: notHere(reason) })]), "legs", 0);
    const text = wholeLines(rows, { colours, width: 80 }).join("\n");
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.ok(text.length < 2000, String(text.length));
  });
});
