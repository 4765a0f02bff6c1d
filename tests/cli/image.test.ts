import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { imageType } from "../../rehearsal/providers/docker.ts";
import { slipway, slipwayJson } from "./command-line.ts";
import { createRealProject } from "./real-project.ts";
import type { RealProject } from "./real-project.ts";
import { projectForSuite, stackFile } from "./rehearsal-project.ts";

const withImage = (more = "") => stackFile(`  slipway:image:\n    base: alpine\n${more}`);
const digest = `sha256:${"1".repeat(64)}`;
const base = "python:3.13-alpine3.24";

describe("a stack with an image, rehearsed", function () {
  this.timeout(180_000);
  const project = projectForSuite(withImage());
  const run = (command: string, env: Readonly<Record<string, string>> = {}) =>
    slipwayJson(["rehearse", command, "--stack", "test"], { cwd: project().folder, env });
  const hold = (images: Readonly<Record<string, unknown>>) =>
    writeFileSync(
      join(project().folder, ".slipway", "cloud.json"),
      JSON.stringify({ created: 0, resources: { [imageType]: images } }),
    );
  const image = ({ outputs }: Awaited<ReturnType<typeof run>>) => outputs["image"] as Record<string, string>;

  it("previews its package, and asks no registry on the network", async () => {
    const { code, resources } = await run("preview", { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "" });
    assert.equal(code, 0);
    assert.ok(resources.some(({ type }) => type === "slipway:image:ContainerPackage"));
  });

  it("tells with its outputs how to pull it, and that nothing is published yet", async () => {
    const ended = await run("up");
    assert.equal(ended.code, 0);
    const { pull, digest: held, settings, base: standing } = image(ended);
    assert.equal(pull, "docker pull ghcr.io/octo/pkg:latest");
    assert.match(held ?? "", /^nothing is published yet/);
    assert.equal(settings, "https://github.com/users/octo/packages/container/pkg/settings");
    assert.match(standing ?? "", /^python:3\.13-alpine\S+@sha256:\S+ \(the newest\)$/);
  });

  it("changes nothing the second time, whoever runs it and whatever is published meanwhile", async () => {
    hold({ "ghcr.io/octo/pkg:latest": { digest } });
    const ended = await run("up", { DOCKER_HOST: "unix:///somewhere/else.sock" });
    assert.deepEqual(
      Object.keys(ended.changes).filter((each) => each !== "same" && changesOf(ended, each)),
      [],
    );
    assert.equal(image(ended)["digest"], digest);
    assert.equal(image(ended)["anonymousPull"], "works");
  });

  it("notes a base that is no longer the newest, and changes nothing for it", async () => {
    hold({ [`registry-1.docker.io/library/${base}`]: { digest } });
    const { code, diagnostics, changes } = await run("preview");
    assert.equal(code, 0);
    assert.equal(changes.create + changes.update + changes.delete, 0);
    const note = diagnostics.find(({ message }) => message.includes(base));
    assert.equal(note?.severity, "info");
    assert.match(
      note.message,
      /^documents\/images\.lock\.json: .* has moved to sha256:1+; upkeep proposes it/,
    );
  });

  it("opens a private package by the stack's own credentials, which stay in it", async () => {
    hold({ "ghcr.io/octo/pkg:latest": { digest, private: true } });
    const auth =
      "  docker:registryAuth:\n    - address: ghcr.io\n      username: octo\n      password: {secure: v1:planted}\n";
    project().writeStack(withImage(auth));
    const ended = await run("up");
    assert.equal(ended.code, 0, JSON.stringify(ended.faults));
    assert.equal(image(ended)["digest"], digest);
    assert.match(image(ended)["anonymousPull"] ?? "", /^refused: the package is private/);
    const state = readFileSync(
      join(project().folder, ".slipway/state/.pulumi/stacks/slipway/test.json"),
      "utf8",
    );
    assert.ok(state.includes("pkg-image-registry"));
    assert.doesNotMatch(state, /"password/);
  });

  it("takes it away again", async () => {
    assert.equal((await run("destroy")).code, 0);
  });
});

function changesOf({ changes }: { readonly changes: object }, name: string): number {
  return (changes as Readonly<Record<string, number>>)[name] ?? 0;
}

describe("a stack with an image, with real accounts", function () {
  this.timeout(180_000);
  let project: RealProject;
  before(async () => {
    project = await createRealProject();
    await project.writeStack(withImage());
    await project.pulumi("stack", "init", "test");
  });
  after(() => project[Symbol.asyncDispose]());

  it("previews without the docker provider, and says what it can't tell", async () => {
    const plugins = join(project.folder, "plugins");
    const stand = fileURLToPath(new URL("../../rehearsal/providers/bin/", import.meta.url));
    mkdirSync(plugins);
    for (const name of ["pulumi-resource-github", "pulumi-resource-slipway"])
      writeFileSync(join(plugins, name), `#!/bin/sh\nexec ${stand}${name} "$@"\n`, { mode: 0o755 });
    const [, ...rest] = project.env["PATH"]?.split(delimiter) ?? [];
    const env = {
      ...project.env,
      PATH: [plugins, ...rest].join(delimiter),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    const { code, stdout, stderr } = await slipway(["preview", "--stack", "test"], {
      cwd: project.folder,
      env,
    });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /note: slipway:image: .*the provider docker is not on this machine/s);
    assert.match(stdout, /ContainerPackage/);
  });
});
