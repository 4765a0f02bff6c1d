import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fault } from "../../../../config/fault.ts";
import { buildDocuments, checkDocuments } from "../../../../documents/documents.ts";
import type { Overrides } from "../../../../documents/overrides/override.ts";
import { fixtures, native, prod } from "../../fixture-plan.ts";

const path = ".github/workflows/build.yml";

describe("check at preview", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-check-"));
  const verdicts = join(folder, "verdicts.json");
  after(() => rmSync(folder, { recursive: true }));

  const check = (content: string) =>
    checkDocuments([{ path, content }], { verdicts: join(folder, "none.json") });

  for (const [name, plan] of Object.entries(fixtures)) {
    it(`finds nothing in the workflows of ${name}`, async () => {
      assert.deepEqual(await checkDocuments(buildDocuments(plan).documents, { verdicts }), []);
    });
  }

  it("does not parse a text again that it found sound, but one that it did not", async () => {
    const { documents } = buildDocuments(native);
    const texts = documents.filter((document) => document.path.endsWith(".yml"));
    const before = readFileSync(verdicts, "utf8");
    assert.deepEqual(await checkDocuments(documents, { verdicts }), []);
    assert.equal(readFileSync(verdicts, "utf8"), before);
    const broken = [{ path, content: (texts[0]?.content ?? "").replace("runs-on:", "run-on:") }];
    const faults = await checkDocuments(broken, { verdicts });
    assert.ok(faults.length > 0);
    assert.deepEqual(await checkDocuments(broken, { verdicts }), faults);
  });

  it("checks where its memory can't be read or written", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "{not json");
    assert.deepEqual(await checkDocuments(buildDocuments(prod).documents, { verdicts: file }), []);
    const below = join(folder, "verdicts.json", "below.json");
    assert.deepEqual(await checkDocuments(buildDocuments(prod).documents, { verdicts: below }), []);
    assert.ok(!existsSync(below));
  });

  const sound = [
    "name: A",
    "on: push",
    "jobs:",
    "  build:",
    "    runs-on: ubuntu-24.04",
    "    timeout-minutes: 5",
    "    outputs:",
    "      file: ${{ steps.make.outputs.file }}",
    "    steps:",
    "      - id: make",
    "        run: echo",
    "  test:",
    "    needs: [build]",
    "    runs-on: ${{ matrix.runner }}",
    "    strategy:",
    "      matrix:",
    "        runner: [ubuntu-24.04]",
    "        include:",
    "          - { runner: macos-15, note: x }",
    "    steps:",
    "      - run: echo ${{ needs.build.outputs.file }} ${{ matrix.note }} ${{ 'matrix.none' }}",
    "      - id: use",
    `        uses: a/b@${"0".repeat(40)}`,
    "        if: always()",
    "    timeout-minutes: 5",
  ];
  const corrected = (line: number, text: string) => sound.with(line - 1, text).join("\n") + "\n";

  const mistakes: readonly (readonly [
    title: string,
    line: number,
    text: string,
    fault: RegExp,
    at?: number,
  ])[] = [
    ["an unknown event", 2, "on: psuh", /psuh/],
    ["an unknown key", 5, "    run-on: ubuntu-24.04", /run-on/],
    ["an unknown context", 11, "        run: echo ${{ gihub.ref }}", /Unrecognized named-value: 'gihub'/],
    ["an unknown function", 11, "        run: echo ${{ formt('a') }}", /formt/],
    ["a broken expression", 11, "        run: echo ${{ github. }}", /./],
    [
      "a step of another name",
      8,
      "      file: ${{ steps.mak.outputs.file }}",
      /jobs\.build\.outputs\.file uses steps\.mak\.outputs\.file, but the job has no step "mak"/,
    ],
    [
      "a job that does not exist",
      13,
      "    needs: [biuld]",
      /jobs\.test\.needs\[0\] needs a job "biuld" that does not exist/,
    ],
    [
      "an output that does not exist",
      21,
      "      - run: echo ${{ needs.build.outputs.fiel }}",
      /but job "build" has no output "fiel"/,
    ],
    ["a matrix value that does not exist", 14, "    runs-on: ${{ matrix.os }}", /but the matrix has no "os"/],
    ["an unknown shell", 22, "      - shell: bsh", /names no known shell: "bsh"/],
    ["an action without a commit", 23, "        uses: a/b@v1", /runs "a\/b@v1", which is not pinned/],
    [
      "a step that runs later",
      21,
      "      - run: echo ${{ steps.use.outputs.x }}",
      /but step "use" runs later/,
    ],
    [
      "a step that does not exist, in a condition without delimiters",
      24,
      "        if: steps.mak.outcome == 'x'",
      /has no step "mak"/,
    ],
    ["an image without a digest", 23, "        uses: docker://alpine:3", /is not pinned/],
  ];

  it("finds nothing in a sound workflow of another's hand", async () => {
    assert.deepEqual(await check(sound.join("\n")), []);
  });

  for (const [title, line, text, fault] of mistakes) {
    it(`finds ${title}, and its line`, async () => {
      const faults = await check(corrected(line, text));
      const found = faults.find((candidate) => fault.test(candidate.fault));
      assert.ok(found, show(faults));
      assert.equal(found.place, `${path}:${line}`, show(faults));
      assert.ok(found.mend.length > 0);
    });
  }

  it("finds jobs that need each other in a circle, once", async () => {
    const faults = await check(corrected(4, "  build:\n    needs: test"));
    assert.deepEqual(
      faults.filter(({ fault }) => fault.includes("needs itself")).map(({ fault }) => fault),
      ["jobs.build.needs needs itself: build -> test -> build"],
    );
  });

  it("finds an override that breaks the workflow, and names the override to mend", async () => {
    const steps = {
      append: [
        { id: "show", name: "Show", run: "echo ${{ needs.build.output.version }} ${{ secret.TOKEN }}" },
      ],
    };
    const overrides: Overrides = { "build.yml": { jobs: { test: { steps } } } };
    const faults = await checkDocuments(buildDocuments(prod, { overrides }).documents, { verdicts });
    const [fault] = faults;
    assert.match(fault?.place ?? "", /^\.github\/workflows\/build\.yml:\d+$/);
    assert.match(fault?.fault ?? "", /Unrecognized named-value: 'secret'/);
    assert.equal(fault?.mend, "correct it in slipway:overrides.build.yml");
  });
});

function show(faults: readonly Fault[]): string {
  return JSON.stringify(faults, null, 2);
}
