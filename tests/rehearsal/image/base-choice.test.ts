import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseBase, standIns } from "../../../rehearsal/image/base-choice.ts";
import { debianReleases } from "../../../rehearsal/image/debian.ts";
import type { ImagePlan } from "../../../plan/plan.ts";

const image: ImagePlan = {
  registry: "ghcr.io",
  name: "octo-org/octo-package",
  base: "alpine",
  python: "3.14",
  command: ["python"],
};

describe("the base of a rehearsed image", () => {
  const root = mkdtempSync(join(tmpdir(), "base-choice-"));
  after(() => rmSync(root, { recursive: true, force: true }));

  function engine(script: string): string {
    const file = join(root, "engine");
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }

  it("is the declared one where its registry hands it out by its digest", async () => {
    const buildah = engine('case "$*" in *"docker.io/library/python@sha256:"*) exit 0;; esac; exit 1');
    const chosen = await chooseBase({ image, pythons: ["3.14"], buildah, root, say: () => {} });
    assert.deepEqual(chosen, { image, title: "docker.io/library/python:3.14-alpine3.24", archive: null });
  });

  it("is a Debian's with the declared Python, else with the newest that the package is for", () => {
    const suites = (pythons: readonly string[], python: string) =>
      standIns({ image: { ...image, python }, pythons }).map(({ suite }) => suite);
    assert.deepEqual(suites(["3.11", "3.13", "3.14"], "3.13"), ["trixie", "forky", "bookworm"]);
    assert.deepEqual(suites(["3.12", "3.13"], "3.12"), ["trixie"]);
  });

  it("is a fault where no Debian has a Python that the package is for", async () => {
    assert.ok(debianReleases.every(({ python }) => python !== "3.12"));
    const only = { image: { ...image, python: "3.12" }, pythons: ["3.12"], buildah: engine("exit 1") };
    assert.deepEqual(await chooseBase({ ...only, root, say: () => {} }), {
      place: "docker.io/library/python:3.12-alpine3.24",
      fault: "can't be fetched here, and nothing stands in for it",
      mend: "rehearse it where its registry answers, or list one of 3.14, 3.13, 3.11 in slipway:package.pythons",
    });
  });
});
