import assert from "node:assert/strict";
import picocolors from "picocolors";
import type { ReleaseReport } from "../../../../rehearsal/release/report.ts";
import { summaryLines } from "../../../../cli/rehearsal/release/summary.ts";
import type { SummaryLook } from "../../../../cli/rehearsal/release/summary.ts";
import { jobReport, ran, releaseReport } from "./reports.ts";

const colours = picocolors.createColors(false);
const command = {
  ...{ stack: "test", root: ".slipway", source: null, version: null },
  ...{ withoutImage: false, approve: false },
};

function shown(report: Partial<ReleaseReport>, more: Partial<SummaryLook> = {}): string {
  const look = { colours, width: 100, cwd: "/project", command, absentFor: [], ...more };
  return summaryLines(releaseReport(report), look).join("\n");
}

const wheel = { name: "pkg-1.2.0-py3-none-any.whl", sha256: "a".repeat(64) };
const failing = {
  result: "failed",
  jobs: [
    jobReport("gate"),
    jobReport("sbom", {
      outcome: ran("failure"),
      log: "/project/.slipway/releases/test/runs/1/1/sbom/log.txt",
      said: ["List it:", "::error title=A,line=1::tag: is late;%0Apush it 100%25 earlier"],
    }),
    jobReport("draft", { outcome: { kind: "not-reached" } }),
  ],
} as const;

describe("the summary of a rehearsed release", () => {
  it("tells jobs, files by hash where they were found, the image, and what it does not tell", () => {
    const text = shown({
      files: [{ ...wheel, places: ["PyPI", "GitHub release", "ledger"] }],
      image: {
        name: "ghcr.io/octo/pkg",
        digest: `sha256:${"b".repeat(64)}`,
        tags: ["1.2.0", "latest"],
        base: "a base",
      },
      changes: ["version 1.2.0"],
      notExercised: ["Signatures"],
      byHand: ["Register the publisher"],
      criticalPath: [
        { key: "gate", seconds: 2 },
        { key: "test", seconds: 3.5 },
      ],
    });
    assert.match(text, /^Released pkg 1\.2\.0 of test \(rehearsal\)\n\n {2}ran {7}gate/);
    assert.match(
      text,
      new RegExp(`\nFound by hash in PyPI, GitHub release and ledger:\n {2}a{64}  ${wheel.name}\n`),
    );
    assert.match(
      text,
      /\nImage ghcr\.io\/octo\/pkg:\n {2}digest {2}sha256:b{64}\n {2}tags {4}1\.2\.0, latest\n/,
    );
    assert.match(text, /\nChanged in the rehearsal's repository alone:\n {2}version 1\.2\.0\n/);
    assert.match(text, /\nNot exercised here:\n {2}Signatures\n/);
    assert.match(text, /\nBy hand, for the real release:\n {2}Register the publisher\n/);
    assert.match(text, /\nCritical path, 5\.5 s of 12\.3 s:\n {2}gate 2\.0 s, test 3\.5 s\n/);
    assert.match(text, /\nJobs: 2 ran, 1 not run here \(12\.3 s\)\n/);
    assert.match(text, /\n {2}released files {2}\.slipway\/releases\/test\/files\n/);
    assert.doesNotMatch(text, /What to do next/);
  });

  it("ends on what failed, in the words of its errors, with its log and what to run next", () => {
    const text = shown(failing);
    assert.match(text, /^The release of pkg 1\.2\.0 of test failed/);
    assert.match(
      text,
      /\nWhat failed:\n {2}sbom\n {4}List it:\n {4}tag: is late;\n {4}push it 100% earlier\n {4}its log: \.slipway\/releases\/test\/runs\/1\/1\/sbom\/log\.txt\n/,
    );
    assert.match(text, /\n {4}npm run rehearse -- release --stack test\n/);
    assert.match(text, /\n {4}npm run rehearse -- release --stack test --anew$/);
    assert.ok(text.indexOf("What failed") > text.indexOf("Jobs: "));
  });

  it("never says that a release went through which it did not, nor hides what disagrees", () => {
    const text = shown({ result: "failed", faults: ["pkg.whl: other contents on PyPI than in the ledger"] });
    assert.doesNotMatch(text, /^Released/m);
    assert.match(text, /\nWhat disagrees, or is missing:\n {2}pkg\.whl: other contents/);
    assert.match(shown({ result: "cancelled" }), /^The release of pkg 1\.2\.0 of test was stopped/);
  });

  it("says how to agree beforehand where no reviewer was there, in the words that were typed", () => {
    const publish = jobReport("publish", { outcome: { kind: "refused", reason: "nobody approved it" } });
    const typed = { ...command, source: "../my pkg", version: "1.3.0", root: "/tmp/r" };
    const text = shown({ result: "failed", jobs: [publish] }, { absentFor: ["pypi"], command: typed });
    assert.match(
      text,
      /nobody was there to review pypi: [^]*\n {4}npm run rehearse -- release --stack test --root \/tmp\/r --source '\.\.\/my pkg' --version 1\.3\.0 --approve\n/,
    );
  });

  it("sets hashes below the names where the terminal is too narrow for both", () => {
    const text = shown({ files: [{ ...wheel, places: ["PyPI"] }] }, { width: 70 });
    assert.match(text, new RegExp(`\n {2}${wheel.name}\n {4}a{64}\n`));
  });

  it("shows of many lines the first, and of none that it has codes for the terminal", () => {
    const said = Array.from({ length: 40 }, (_, at) => `line ${at} \u001b[31mred\u001b[0m`);
    const text = shown({ result: "failed", jobs: [jobReport("sbom", { outcome: ran("failure"), said })] });
    assert.match(text, /\n {4}line 11 red\n {4}and 28 more lines\n/);
    assert.doesNotMatch(text, /\u001b/);
  });

  it("tells what to do about sources that the gate refuses, which running it again would not mend", () => {
    const gate = jobReport("gate", { outcome: ran("failure") });
    const text = shown({ result: "failed", version: "1.2.0", jobs: [gate] });
    assert.match(text, /as release:prepare would:\n {4}.*--stack test --version 1\.2\.1\n/);
    assert.match(text, /mended:\n {4}.*--stack test --source PATH\n/);
    assert.doesNotMatch(shown(failing), /--source PATH/);
  });

  it("names --without-image again, without which the next command would begin anew", () => {
    const text = shown(failing, { command: { ...command, withoutImage: true } });
    assert.match(text, /on GitHub:\n {4}.*--stack test --without-image\n/);
  });
});
