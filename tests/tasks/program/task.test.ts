import assert from "node:assert/strict";
import { type Task, runProgram } from "../../../tasks/program/task.ts";

/** What a task prints that says these lines. */
async function printed(lines: readonly string[]): Promise<string> {
  const task: Task = {
    name: "say",
    summary: "Says lines",
    operands: "",
    variables: {},
    options: {},
    run: (call) => {
      for (const line of lines) call.say(line);
    },
  };
  const { argv, stdout, exitCode } = process;
  const write = stdout.write.bind(stdout);
  let told = "";
  process.argv = argv.slice(0, 2);
  stdout.write = (text: string | Uint8Array) => {
    told += String(text);
    return true;
  };
  try {
    await runProgram(task);
  } finally {
    stdout.write = write;
    process.argv = argv;
    process.exitCode = exitCode;
  }
  return told;
}

describe("what a task says", () => {
  it("gives the runner no command by a name: no line break, no set-output, none of the old form", async () => {
    const lines = [
      "a.whl\n::set-output name=decision::publish",
      "a.whl\r::stop-commands::x",
      "::set-output name=decision::publish",
      "  ::add-path::/tmp",
      "a ##[set-output name=decision]publish",
    ];
    assert.deepEqual((await printed(lines)).split("\n"), [
      String.raw`a.whl\u{a}::set-output name=decision::publish`,
      String.raw`a.whl\u{d}::stop-commands::x`,
      ": :set-output name=decision::publish",
      "  : :add-path::/tmp",
      "a # #[set-output name=decision]publish",
      "",
    ]);
  });

  it("keeps what tasks themselves tell the runner", async () => {
    assert.equal(
      await printed(["::add-mask::x", "::warning::differs"]),
      "::add-mask::x\n::warning::differs\n",
    );
  });
});
