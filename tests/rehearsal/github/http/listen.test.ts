import assert from "node:assert/strict";
import { connect } from "node:net";
import { emulate } from "../emulated.ts";

/** Status of the answer to a request whose head is sent as it stands. */
function statusOf(port: string, head: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), "127.0.0.1", () =>
      socket.write(`${head}\r\nConnection: close\r\n\r\n`),
    );
    socket.on("data", (chunk) => (text += chunk.toString()));
    socket.on("error", reject);
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])));
  });
}

describe("the port of the emulated GitHub", () => {
  it("regression: it answered to any host's name, so that a web page could reach it by DNS rebinding", async () => {
    await using github = await emulate();
    const { port } = new URL(github.url);
    const statuses: Readonly<Record<string, number>> = {
      [`127.0.0.1:${port}`]: 200,
      localhost: 200,
      [`LOCALHOST:${port}`]: 200,
      [`[::1]:${port}`]: 200,
      [`attacker.example:${port}`]: 421,
      "127.0.0.1.attacker.example": 421,
      "0.0.0.0": 421,
      "": 400,
      "a b": 400,
      "127.0.0.1@attacker.example": 400,
      "127.0.0.1:x": 400,
      "127.0.0.1:99999": 400,
    };
    for (const [host, status] of Object.entries(statuses))
      assert.equal(await statusOf(port, `GET /repos/octocat/hello HTTP/1.1\r\nHost: ${host}`), status, host);
  });

  it("regression: an address that is none got no answer", async () => {
    await using github = await emulate();
    const { port, host } = new URL(github.url);
    for (const [target, status] of [
      ["//", 404],
      ["http://[", 400],
    ] as const)
      assert.equal(await statusOf(port, `GET ${target} HTTP/1.1\r\nHost: ${host}`), status, target);
  });
});
