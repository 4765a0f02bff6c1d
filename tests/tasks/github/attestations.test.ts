import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { recordProvenance } from "../../../rehearsal/github/attestation/provenance.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { verifyAttestation, type AttestationHost } from "../../../tasks/github/attestations.ts";
import { emulate, type Emulated } from "../../rehearsal/github/emulated.ts";
import { token } from "./clients.ts";

const standIn = fileURLToPath(new URL("../../../rehearsal/github/gh/gh", import.meta.url));
const commit = "a".repeat(40);
const by = { repository: "octocat/hello", workflow: "release.yml", commit, ref: "refs/tags/v1" };
const attesting = { workflow: "release.yml", commit, ref: "refs/tags/v1" };
const content = Buffer.from("a wheel");

/** A folder with a file, gone when its scope ends. */
function folder(): { readonly file: string; readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), "attestations-"));
  const file = join(path, "a.whl");
  writeFileSync(file, content);
  return { file, path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

function hostAt({ url }: Emulated): AttestationHost {
  const variables = { PATH: process.env["PATH"], GITHUB_API_URL: url.replace(/\/$/, ""), GH_TOKEN: token };
  return { variables, program: standIn, sleep: () => Promise.resolve() };
}

/** A `gh` that writes this to its error output, and fails. */
function failing(path: string, said: string): AttestationHost {
  const program = join(path, "gh");
  writeFileSync(program, `#!/bin/sh\necho x >> "$0.calls"\nprintf '%s\\n' '${said}' >&2\nexit 1\n`);
  chmodSync(program, 0o755);
  return { variables: { PATH: process.env["PATH"] }, program, sleep: () => Promise.resolve() };
}

describe("what a workflow attested, as tasks ask gh for it", () => {
  it("is verified for the workflow, the commit and the ref that attested the file, and nobody else", async () => {
    await using github = await emulate();
    using at = folder();
    const host = hostAt(github);
    const none = await verifyAttestation(at.file, by, host);
    assert.ok(!none.verified && none.lasting && none.reason.startsWith("HTTP 404"), JSON.stringify(none));
    const subjects = [{ name: "a.whl", sha256: sha256Of(content) }];
    await recordProvenance(github.root, "octocat/hello", { subjects, ...attesting });
    assert.deepEqual(await verifyAttestation(at.file, by, host), { verified: true });
    assert.deepEqual(await verifyAttestation(at.file, { ...by, ref: null }, host), { verified: true });
    for (const [other, pattern] of [
      [{ commit: "b".repeat(40) }, /^expected SourceRepositoryDigest to be bbb/],
      [{ ref: "refs/tags/v2" }, /^expected SourceRepositoryRef to be refs\/tags\/v2/],
      [{ workflow: "other.yml" }, /no matching CertificateIdentity found/],
      [{ repository: "acme/secret" }, /^HTTP 404/],
    ] as const) {
      const refused = await verifyAttestation(at.file, { ...by, ...other }, host);
      assert.ok(!refused.verified && refused.lasting, JSON.stringify(other));
      assert.match(refused.reason, pattern);
    }
  }).timeout(20_000);

  it("is not verified where a runner of one's own attested it", async () => {
    await using github = await emulate();
    using at = folder();
    const subjects = [{ name: "a.whl", sha256: sha256Of(content) }];
    const runner = "self-hosted" as const;
    await recordProvenance(github.root, "octocat/hello", { subjects, ...attesting, runner });
    const refused = await verifyAttestation(at.file, by, hostAt(github));
    assert.ok(!refused.verified && refused.reason.includes("RunnerEnvironment"));
  });

  it("is asked again where it could not be asked, and then told so", async () => {
    using at = folder();
    for (const [said, calls] of [
      ["Error: HTTP 502: Bad Gateway (https://api.example)", 3],
      ["Error: error connecting to api.example", 3],
      ["Error: HTTP 403: API rate limit exceeded for installation (https://api.example)", 3],
      ["Error: no attestations found", 1],
    ] as const) {
      const host = failing(at.path, said);
      const refused = await verifyAttestation(at.file, by, host);
      assert.ok(!refused.verified && refused.mend === undefined);
      assert.deepEqual([refused.lasting, refused.reason], [calls === 1, said.slice("Error: ".length)]);
      assert.equal(readFileSync(`${host.program}.calls`, "utf8").length, calls * 2);
      rmSync(`${host.program}.calls`);
    }
  });

  it("is asked once where the job lacks the permission, which the way out names", async () => {
    using at = folder();
    const host = failing(
      at.path,
      "Error: HTTP 403: Resource not accessible by integration (https://api.example)",
    );
    const refused = await verifyAttestation(at.file, by, host);
    assert.ok(!refused.verified && !refused.lasting);
    assert.equal(refused.mend, "give the job the permission attestations: read");
    assert.equal(readFileSync(`${host.program}.calls`, "utf8").length, 2);
  });

  it("is not taken for verified where gh is not there, or answers nothing", async () => {
    using at = folder();
    const absent = await verifyAttestation(at.file, by, { variables: {}, program: join(at.path, "none") });
    assert.deepEqual(absent, {
      verified: false,
      reason: "the program gh is not on the PATH",
      lasting: false,
      mend: "run the job again where gh is on the PATH",
    });
    const silent = join(at.path, "silent");
    writeFileSync(silent, "#!/bin/sh\necho '[]'\n");
    chmodSync(silent, 0o755);
    const empty = await verifyAttestation(at.file, by, { variables: {}, program: silent, attempts: 1 });
    assert.equal(empty.verified, false);
  });
});
