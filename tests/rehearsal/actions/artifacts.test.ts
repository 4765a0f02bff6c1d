import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { downloadArtifact } from "../../../rehearsal/actions/actions/download-artifact/download-artifact.ts";
import { uploadArtifact } from "../../../rehearsal/actions/actions/upload-artifact/upload-artifact.ts";
import { type ArtifactShelf, startShelf } from "./shelf.ts";
import { type TestJob, beginJob } from "./step-of.ts";

const upload = ["actions/upload-artifact", uploadArtifact] as const;
const download = ["actions/download-artifact", downloadArtifact] as const;

describe("the artifacts' stand-ins", () => {
  let shelf: ArtifactShelf;
  let job: TestJob;
  beforeEach(async () => {
    shelf = await startShelf();
    job = beginJob({ REHEARSAL_GITHUB_URL: shelf.url, ACTIONS_RUNTIME_TOKEN: shelf.token });
  });
  afterEach(async () => {
    job[Symbol.dispose]();
    await shelf.close();
  });

  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(job.workspace, path)), { recursive: true });
      writeFileSync(join(job.workspace, path), content);
    }
  };
  const fetched = async (inputs: Readonly<Record<string, string>>) => {
    await job.use(download, { path: "got", ...inputs });
    const all = readdirSync(join(job.workspace, "got"), { recursive: true, encoding: "utf8" });
    return all.filter((path) => statSync(join(job.workspace, "got", path)).isFile()).sort();
  };

  it("names files from where their pattern begins, a folder's with those in it, links as what they lead to", async () => {
    write({ "dist/a.whl": "a", "dist/deep/b.txt": "b", "dist/.hidden": "h", "elsewhere/c": "c" });
    symlinkSync("a.whl", join(job.workspace, "dist/link.whl"));
    await job.use(upload, { name: "one", path: "dist/*" });
    assert.deepEqual(await fetched({ name: "one" }), ["a.whl", "deep/b.txt", "link.whl"]);
    assert.equal(readFileSync(join(job.workspace, "got/link.whl"), "utf8"), "a");
  });

  it("names one file by its name, several paths from what they share, without what is taken away", async () => {
    write({ "dist/a.whl": "a", "locks/l.txt": "l", "locks/not.txt": "n" });
    await job.use(upload, { name: "file", path: "dist/a.whl" });
    await job.use(upload, { name: "both", path: "dist\nlocks/*.txt\n!locks/not.txt" });
    assert.deepEqual(await fetched({ pattern: "*" }), ["both/dist/a.whl", "both/locks/l.txt", "file/a.whl"]);
  });

  it("keeps no modes, as archives of artifacts do not", async () => {
    write({ "dist/run": "#!" });
    chmodSync(join(job.workspace, "dist/run"), 0o755);
    await job.use(upload, { name: "one", path: "dist/" });
    await job.use(download, { name: "one", path: "got" });
    assert.equal(statSync(join(job.workspace, "got/run")).mode & 0o111, 0);
  });

  it("fails, warns or says nothing where there is no file, and then keeps nothing", async () => {
    const inputs = { name: "none", path: "dist/*" };
    const said = "No files were found with the provided path: dist/*. No artifacts will be uploaded.";
    await assert.rejects(job.use(upload, { ...inputs, "if-no-files-found": "error" }), { message: said });
    assert.deepEqual(await job.use(upload, inputs), {});
    assert.deepEqual(job.printed, [`::warning::${said}`]);
    assert.deepEqual(shelf.names(), []);
  });

  it("takes the place of what has its name only where it may, with an id of its own", async () => {
    write({ "dist/a": "a" });
    const inputs = { name: "one", path: "dist/a" };
    const first = await job.use(upload, inputs);
    await assert.rejects(
      job.use(upload, inputs),
      /\(409\) Conflict: an artifact with this name already exists/,
    );
    const second = await job.use(upload, { ...inputs, overwrite: "true" });
    assert.notEqual(second["artifact-id"], first["artifact-id"]);
    assert.equal(
      second["artifact-url"],
      `https://github.com/octo-org/example/actions/runs/7/artifacts/${second["artifact-id"]!}`,
    );
    assert.match(second["artifact-digest"]!, /^[0-9a-f]{64}$/);
    assert.deepEqual(await fetched({ "artifact-ids": second["artifact-id"]! }), ["a"]);
    await assert.rejects(
      job.use(download, { "artifact-ids": first["artifact-id"]! }),
      /None of the provided artifact IDs were found/,
    );
  });

  it("lays several into folders of their own, or into one where they are to be merged", async () => {
    write({ "a/1": "1", "b/2": "2" });
    for (const name of ["a", "b"]) await job.use(upload, { name: `dist-${name}`, path: name });
    await job.use(upload, { name: "locks", path: "a" });
    assert.deepEqual(await fetched({ pattern: "dist-*", "merge-multiple": "true" }), ["1", "2"]);
    await job.use(download, { pattern: "dist-*", path: "apart" });
    assert.deepEqual(readdirSync(join(job.workspace, "apart")).sort(), ["dist-a", "dist-b"]);
    await assert.rejects(job.use(download, { name: "dist" }), {
      message: "Unable to download artifact(s): Artifact not found for name: dist",
    });
  });

  it("fails where what came is not what was kept", async () => {
    write({ "a/1": "1" });
    await job.use(upload, { name: "one", path: "a" });
    shelf.damage("one");
    await assert.rejects(job.use(download, { name: "one" }), /digest of one does not match/);
  });

  it("is refused with another job's token, and takes no artifacts of another run", async () => {
    write({ "a/1": "1" });
    using stranger = beginJob({ REHEARSAL_GITHUB_URL: shelf.url, ACTIONS_RUNTIME_TOKEN: "another" });
    await assert.rejects(stranger.use(download, { name: "one" }), /Failed to list the artifacts: \(401\)/);
    await assert.rejects(job.use(download, { "github-token": "t" }), {
      message: "The input github-token can't be rehearsed",
    });
  });

  it("refuses a name that could not be kept", async () => {
    write({ "a/1": "1" });
    await assert.rejects(
      job.use(upload, { name: "one/two", path: "a" }),
      /not valid: one\/two\. Contains the following character: \//,
    );
  });
});
