import assert from "node:assert/strict";
import { emulated } from "../../../rehearsal/providers/emulated.ts";

const options = { baseUrl: "http://127.0.0.1:1234/" };

describe("the settings of a rehearsal", () => {
  it("reach no other machine, whatever the stack says", () => {
    for (const baseUrl of [
      "https://api.github.com/",
      "https://github.example.com/",
      "http://127.0.0.1.example.com/",
    ]) {
      assert.equal(emulated({ baseUrl }, options)["baseUrl"], options.baseUrl);
    }
    assert.throws(() => emulated({}, { baseUrl: "https://github.example.com/" }), /is not on this machine/);
  });

  it("leave the stack's credentials where they belong", () => {
    const settings = {
      owner: "a",
      token: "planted",
      appAuth: { id: "1" },
      baseUrl: "https://api.github.com/",
    };
    assert.deepEqual(emulated(settings, options), {
      owner: "a",
      baseUrl: options.baseUrl,
      token: "rehearsal",
    });
  });

  it("take an address on this machine, with its token, from the stack", () => {
    const settings = { baseUrl: "http://localhost:99/", token: "mine" };
    assert.deepEqual(emulated(settings, options), settings);
  });
});
