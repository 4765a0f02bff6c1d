import assert from "node:assert/strict";
import { join } from "node:path";
import { ending, FreshClone, said } from "./fresh-clone.ts";
import { npm, pulumi } from "./stand-ins.ts";

describe("handing over to Node 24", () => {
  it("ends with the program's exit code", async () => {
    using machine = withProgram("process.exit(7);");
    assert.equal((await machine.run(["start"])).code, 7);
  });

  it("passes a signal on and ends as the program ends", async () => {
    using machine = withProgram(`
      process.on("SIGTERM", () => process.exit(5));
      setInterval(() => {}, 1000);
      console.log("listening");`);
    const child = machine.start(["start"]);
    const ended = ending(child);
    await said(child, "listening");
    child.kill("SIGTERM");
    assert.equal((await ended).code, 5);
  });

  it("puts the tools first on PATH", async () => {
    using machine = withProgram("console.log(process.env.PATH);");
    const folders = (await machine.run(["start"])).out.split(":");
    assert.deepEqual(folders.slice(0, 2), [
      join(machine.clone, ".slipway", "bin"),
      join(machine.clone, "node_modules", ".bin"),
    ]);
  });
});

function withProgram(text: string): FreshClone {
  const machine = new FreshClone();
  machine.install("git", "");
  machine.install("npm", npm);
  machine.install("pulumi", pulumi("3.256.0"));
  machine.write(join(machine.clone, "cli", "main.ts"), text);
  return machine;
}
