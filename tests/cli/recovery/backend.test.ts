import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { backendOf } from "../../../cli/recovery/backend.ts";

describe("the backend of a stack", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-backend-"));
    mkdirSync(join(folder, "home"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const found = (environment: Record<string, string | undefined>) => {
    const place = { project: "slipway", stack: "prod", workFolder: folder, homeFolder: join(folder, "home") };
    const backend = backendOf({ ...place, environment: { PULUMI_BACKEND_URL: undefined, ...environment } });
    return backend.kind === "folder" ? backend.place.stateFolder : backend.kind;
  };

  it("is what the environment says, however it is written", () => {
    assert.equal(
      found({ PULUMI_BACKEND_URL: "file:///var/state%20of/me?no_tmp_dir=true" }),
      "/var/state of/me",
    );
    assert.equal(found({ PULUMI_BACKEND_URL: "file://~" }), homedir());
    assert.equal(found({ PULUMI_BACKEND_URL: "file://./state" }), join(folder, "state"));
    assert.equal(found({ PULUMI_BACKEND_URL: "s3://bucket" }), "bucket");
    assert.equal(found({ PULUMI_BACKEND_URL: "https://api.pulumi.com" }), "service");
  });

  it("is else where Pulumi.yaml puts it, else whom the user logged in to, else Pulumi's service", () => {
    assert.equal(found({}), "service");
    writeFileSync(join(folder, "home", "credentials.json"), '{"current":"gs://bucket"}');
    assert.equal(found({}), "bucket");
    writeFileSync(join(folder, "Pulumi.yaml"), "name: slipway\nbackend:\n  url: file:///of/the/project\n");
    assert.equal(found({}), "/of/the/project");
  });

  it("is the engine's own matter where a folder was laid out before stacks had projects", () => {
    const stacks = join(folder, "old", ".pulumi", "stacks");
    mkdirSync(stacks, { recursive: true });
    writeFileSync(join(stacks, "prod.json"), "{}");
    assert.equal(found({ PULUMI_BACKEND_URL: `file://${join(folder, "old")}` }), "bucket");
  });

  it("is no crash where its address can't be decoded", () => {
    assert.equal(found({ PULUMI_BACKEND_URL: "file:///var/100%/state" }), "/var/100%/state");
  });
});
