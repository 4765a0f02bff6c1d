import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Ground, github, makeGround } from "./job.ts";
import { userHome } from "./user-home.ts";

describe("a job on this machine", () => {
  let ground: Ground;
  before(async function () {
    this.timeout(120_000);
    ground = await makeGround();
  });
  after(() => {
    ground.remove();
  });

  it("has its leg, the jobs it needs, its inputs and secrets, and hands on its outputs", async () => {
    const ended = await ground.run(
      `
on: {workflow_dispatch: {inputs: {mode: {type: string}}}}
jobs:
  work:
    needs: [gate, bad, left]
    if: \${{ false }}
    runs-on: \${{ matrix.runner }}
    permissions: {contents: read}
    concurrency: {group: one}
    environment: pypi
    timeout-minutes: 5
    outputs:
      needs: \${{ steps.one.outputs.needs }}
      lines: \${{ steps.one.outputs.lines }}
      greeting: \${{ steps.two.outputs.said }}\${{ steps.two.outputs.own }}
      number: \${{ matrix.number == 3 && matrix.python == '3.10' && 'three' || 'text' }}
      bad: \${{ steps.three.outcome }} \${{ steps.three.conclusion }} \${{ steps.four.outcome }}
    strategy: {matrix: {include: [{runner: windows-2025, python: "3.9"}]}}
    steps:
      - id: one
        name: On \${{ matrix.python }}
        env:
          NEEDS: \${{ needs.gate.result }} \${{ needs.bad.result }} \${{ needs.left.result }} \${{ needs.gate.outputs.text }}
          SEEN: \${{ github.sha }} \${{ github.ref }} \${{ github.event.inputs.mode }} \${{ inputs.mode }} \${{ github.run_attempt }}
          KEY: \${{ secrets.KEY }}
        run: |
          [ "$SEEN" = "$GITHUB_SHA refs/tags/v1.0 release release 2" ]
          [ "$TWO_LINES" = "$(printf 'a\\nb "$HOME" #')" ]
          [ "$KEY" = "$(printf 'first line\\nsecond line')" ]
          { echo "needs<<END"; echo "$NEEDS"; echo END; } >> "$GITHUB_OUTPUT"
          printf 'lines<<END\\na\\n\\nb=c\\nEND\\n' >> "$GITHUB_OUTPUT"
      - id: two
        uses: octo-org/greet@v1
        with: {who: "\${{ matrix.python }}"}
      - {id: three, continue-on-error: true, run: exit 3}
      - {id: four, if: "steps.two.outputs.said == ''", run: exit 4}
`,
      {
        leg: { runner: "ubuntu-24.04", python: "3.10", number: 3 },
        needs: {
          gate: { result: "success", outputs: { text: 'it\'s "${{ github.token }}"\u2028\nand more' } },
          bad: { result: "failure", outputs: {} },
          left: { result: "skipped", outputs: {} },
        },
        github: { ...github, event_name: "workflow_dispatch" },
        inputs: { mode: "release" },
        secrets: { KEY: "first line\nsecond line", GITHUB_TOKEN: "the-token" },
        variables: { TWO_LINES: 'a\nb "$HOME" #' },
      },
    );
    assert.equal(ended.fault, undefined);
    assert.deepEqual(ended.outputs, {
      needs: 'success failure skipped it\'s "${{ github.token }}"\u2028\nand more',
      lines: "a\n\nb=c",
      greeting: "hello 3.10",
      number: "three",
      bad: "failure success skipped",
    });
    assert.equal(ended.result, "success");
    assert.deepEqual(
      ended.steps.map(({ id, name, result }) => [id, name, result]),
      [
        ["one", "On 3.10", "success"],
        ["two", "Run octo-org/greet@v1", "success"],
        ["three", "Run exit 3", "failure"],
        ["four", "Run exit 4", "skipped"],
      ],
    );
  });

  it("keeps a log without secrets and terminal codes, and nothing else", async () => {
    const ended = await ground.run(
      `
on: push
jobs:
  work:
    outputs: {key: "\${{ steps.one.outputs.key }}", free: "free"}
    steps:
      - id: one
        env: {KEY: "\${{ secrets.KEY }}"}
        run: |
          echo "$KEY"; printf '\\033[31mred\\033[0m\\033]0;title\\007\\n'
          echo "::add-mask::Main"; echo "Main street"
          echo "key=<\${KEY%%$'\\n'*}>" >> "$GITHUB_OUTPUT"
          tr '\\0' ' ' < /proc/$PPID/cmdline; ls "$HOME/../act"; env
      - {name: Last, run: touch "$HOME/file" "$RUNNER_TEMP/file" file}
`,
      {
        secrets: { KEY: "first line\nsecond line", GITHUB_TOKEN: "the-token" },
        variables: { ACTIONS_RUNTIME_TOKEN: "another-token" },
      },
    );
    assert.equal(ended.result, "success");
    assert.deepEqual(ended.outputs, { free: "free" });
    const log = readFileSync(ended.log, "utf8");
    assert.match(log, /^== Run echo "\$KEY".*\n\*\*\*\n\*\*\*\nred\n\*\*\* street\n/m);
    assert.match(log, /^ACTIONS_RUNTIME_TOKEN=\*\*\*$/m);
    assert.match(log, /^== Last$/m);
    assert.doesNotMatch(
      log,
      /first line|second line|the-token|another-token|secrets\.yml\n|variables\.yml\n|\u001b/,
    );
    assert.deepEqual(readdirSync(join(ground.folder, "job")), ["log.txt"]);
  });

  it("fails with what its step said; later steps run as their conditions say", async () => {
    const before = ground.told.length;
    const ended = await ground.run(`
on: push
jobs:
  work:
    outputs: {seen: "\${{ steps.always.outputs.seen }}"}
    steps:
      - {id: said, run: "echo first; echo '::error file=a.py,line=1::It is%0Abroken'; echo last; exit 1"}
      - {id: left, run: "true"}
      - {id: always, if: always(), run: 'echo "seen=yes" >> "$GITHUB_OUTPUT"'}
      - {id: mute, if: failure(), run: "echo only this; exit 2"}
`);
    assert.equal(ended.result, "failure");
    assert.equal(ended.fault, undefined);
    assert.deepEqual(ended.outputs, { seen: "yes" });
    assert.deepEqual(
      ended.steps.map(({ result, said }) => [result, said.slice(0, 2)]),
      [
        ["failure", ["It is", "broken"]],
        ["skipped", []],
        ["success", []],
        ["failure", ["only this", "exit status 2"]],
      ],
    );
    assert.deepEqual(
      ground.told
        .slice(before)
        .map((event) => [event.kind, event.kind === "step" ? event.id : event.step.id]),
      [
        ["step", "said"],
        ["step-ended", "said"],
        ["step-ended", "left"],
        ["step", "always"],
        ["step-ended", "always"],
        ["step", "mute"],
        ["step-ended", "mute"],
      ],
    );
  });

  it("has a step fail where that is asked for", async () => {
    const text = `
on: push
jobs:
  work:
    steps:
      - {id: one, run: "echo one ran"}
      - {id: two, uses: octo-org/greet@v1}
`;
    const first = await ground.run(text, { fail: "" });
    assert.deepEqual(
      [first.result, first.steps.map(({ result }) => result)],
      ["failure", ["failure", "skipped"]],
    );
    assert.doesNotMatch(readFileSync(first.log, "utf8"), /^one ran$/m);
    const second = await ground.run(text, { fail: "two" });
    assert.deepEqual(
      second.steps.map(({ result, said }) => [result, said]),
      [
        ["success", []],
        ["failure", ["This step was made to fail, as was asked."]],
      ],
    );
    const none = await ground.run(text, { fail: "three" });
    assert.equal(none.result, "failure");
    assert.match(none.fault ?? "", /^jobs\.work: has no step three .*; name one of one, two$/);
  });

  it("refuses what act would fetch or leave out, and tells what act breaks off at", async () => {
    const foreign = await ground.run(`
on: push
jobs: {work: {container: "python:3", services: {db: {image: db}}, steps: [{uses: octo-org/other@v1}]}}
`);
    assert.deepEqual([foreign.result, foreign.fault?.split("\n").length], ["failure", 3]);
    assert.match(foreign.fault ?? "", /uses octo-org\/other@v1, and nothing stands in for it; /);
    const broken = await ground.run(`
on: push
jobs: {work: {steps: [{run: "true", if: "case(true, 1, 2) ="}]}}
`);
    assert.equal(broken.result, "failure");
    assert.match(broken.fault ?? "", /^jobs\.work: act broke off; mend what it said:\n/);
  });

  it("takes nothing from the user's settings of act, and those of pip", async () => {
    const { files, restore } = userHome(ground.folder);
    try {
      const ended = await ground.run(`
on: push
jobs:
  work:
    steps:
      - run: |
          [ -z "$LEAKED" ] && [ -z "\${{ vars.LEAKED }}\${{ secrets.LEAKED }}" ] && [ "$HOME" != "${files.home}" ]
          grep -q example.com "$HOME/.config/pip/pip.conf"
          echo changed > "$HOME/.config/pip/pip.conf"; touch "$HOME/new" "$TMPDIR/new"; [ -z "$(ls)" ]
`);
      assert.equal(ended.result, "success", ended.fault);
      assert.match(readFileSync(files.pip, "utf8"), /example\.com/);
      assert.ok(!existsSync(join(files.home, "new")));
    } finally {
      restore();
    }
  });
});
