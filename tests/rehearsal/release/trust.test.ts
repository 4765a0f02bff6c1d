import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const source = (path: string) => JSON.stringify(resolve(import.meta.dirname, "../../..", path));

describe("whom a rehearsed release trusts", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-trust-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are the authorities that pip is told of, so that a company's own index can be mirrored", () => {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    execFileSync("openssl", [...made, ...subject, "-days", "2", "-keyout", key, "-out", cert], {
      stdio: "ignore",
    });
    const program = join(folder, "program.mjs");
    writeFileSync(
      program,
      `import { readFileSync } from "node:fs";
       import { createServer } from "node:https";
       import { trustAsPipDoes } from ${source("rehearsal/release/upstream.ts")};
       const options = { key: readFileSync(${JSON.stringify(key)}), cert: readFileSync(${JSON.stringify(cert)}) };
       const server = createServer(options, (_, response) => response.end("trusted"));
       await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
       const asked = () => fetch(\`https://127.0.0.1:\${server.address().port}/\`).then((it) => it.text(), () => "refused");
       const before = await asked();
       await trustAsPipDoes({ PIP_CERT: ${JSON.stringify(cert)} });
       console.log(before, await asked());
       server.close();
       server.closeAllConnections();`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, [program], { encoding: "utf8" });
    assert.equal(stdout, "refused trusted\n", stderr);
  });
});
