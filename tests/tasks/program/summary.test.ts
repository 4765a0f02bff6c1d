import assert from "node:assert/strict";
import { markdownOf } from "../../../tasks/program/summary.ts";

describe("a table of the job's summary", () => {
  it("keeps cells apart and shows them as they are, whatever they hold", () => {
    const rows = [["a|b\nc", "<img src=x>`*_[]\\"]];
    assert.equal(
      markdownOf({ title: "Files", head: ["File", "Is"], rows }),
      "### Files\n\n| File | Is |\n| --- | --- |\n| a\\|b c | \\<img src=x\\>\\`\\*\\_\\[\\]\\\\ |\n\n",
    );
  });
});
