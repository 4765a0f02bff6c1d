import assert from "node:assert/strict";
import { Region } from "../../../../cli/rehearsal/release/region.ts";

/** As much of a terminal as a region uses: what its lines show, and where it writes next. */
class Terminal {
  columns = 40;
  readonly rows = 24;
  writes = 0;
  lines: string[] = [""];
  #row = 0;

  write(text: string): void {
    this.writes += 1;
    for (const [, code, up, letter] of text.matchAll(/(\u001b\[(?:\?7[lh]|(\d+)A|[JK]))|([^\u001b])/g)) {
      if (up !== undefined) this.#row -= Number(up);
      else if (code?.endsWith("J")) this.lines = this.lines.slice(0, this.#row + 1).with(this.#row, "");
      else if (letter === "\n") this.#down();
      else if (letter === "\r") this.#fresh = true;
      else if (letter !== undefined) this.#put(letter);
    }
  }

  #fresh = false;

  #down(): void {
    this.#row += 1;
    this.#fresh = true;
    this.lines[this.#row] ??= "";
  }

  #put(letter: string): void {
    const before = this.#fresh ? "" : (this.lines[this.#row] ?? "");
    this.lines[this.#row] = before + letter;
    this.#fresh = false;
  }
}

describe("a region of a terminal", () => {
  it("draws in place, by one write each, and leaves nothing of longer ones", () => {
    const terminal = new Terminal();
    terminal.write("$ command\n");
    const region = new Region(terminal);
    region.draw(["one", "two", "three"]);
    region.draw(["1", "2"]);
    assert.equal(terminal.writes, 3);
    assert.deepEqual(terminal.lines, ["$ command", "1", "2", ""]);
    region.clear();
    terminal.write("done\n");
    assert.deepEqual(terminal.lines, ["$ command", "done", ""]);
  });

  it("goes up over the lines that a narrower terminal has broken", () => {
    const terminal = new Terminal();
    const region = new Region(terminal);
    region.draw(["a".repeat(30), "b"]);
    terminal.columns = 10;
    terminal.lines = ["a".repeat(10), "a".repeat(10), "a".repeat(10), "b", ""];
    terminal.write("\n\n");
    region.draw(["x"]);
    assert.deepEqual(terminal.lines, ["x", ""]);
  });
});
