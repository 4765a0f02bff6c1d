import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeclaredIndex } from "../../../tasks/declaration/declaration.ts";
import { indexAddress } from "../../../tasks/index/address.ts";
import { pypi } from "../verify/declared.ts";

const testpypi: DeclaredIndex = { ...pypi, name: "testpypi", title: "TestPyPI" };
const custom: DeclaredIndex = {
  ...pypi,
  name: "custom",
  title: "Ours",
  simpleUrl: "https://ours.example/simple",
};

describe("the address of an index", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "address-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A program of that name that prints what it is asked for, or fails. */
  function program(name: string, body: string): void {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${body}\n`);
    chmodSync(file, 0o755);
  }

  it("is what pip knows, by whichever Python there is", async () => {
    program("python", "exit 1");
    program("python3", `case "$*" in *TestPyPI.simple_url*) echo https://test.example/simple ;; esac`);
    assert.equal(await indexAddress(testpypi, { PATH: folder }), "https://test.example/simple/");
  });

  it("is known to the pip of this machine for PyPI and TestPyPI", async function () {
    this.timeout(60_000);
    const { PATH, HOME } = process.env;
    const variables = { PATH, HOME };
    const [one, other] = await Promise.all([
      indexAddress(pypi, variables),
      indexAddress(testpypi, variables),
    ]);
    assert.match(one, /^https:\/\/[\w.]+\/simple\/$/);
    assert.match(other, /^https:\/\/[\w.]+\/simple\/$/);
    assert.notEqual(one, other);
  });

  it("is what a variable says, as in a rehearsal, or what is declared", async () => {
    const variables = {
      PYPI_SIMPLE_URL: "http://127.0.0.1:8080/simple#top",
      TESTPYPI_SIMPLE_URL: "http://127.0.0.1:8081/simple/",
    };
    assert.equal(await indexAddress(pypi, variables), "http://127.0.0.1:8080/simple/");
    assert.equal(await indexAddress(testpypi, variables), "http://127.0.0.1:8081/simple/");
    assert.equal(await indexAddress(custom, variables), "https://ours.example/simple/");
  });

  it("is a fault where nobody knows it, or where it is none; no login in it is told", async () => {
    const cases: readonly (readonly [DeclaredIndex, string, RegExp])[] = [
      [pypi, "", /^PyPI: can't be found: no Python with pip tells where it is; set up Python/],
      [pypi, "simple", /^PYPI_SIMPLE_URL: is no web address; correct it, or leave it out$/],
      [pypi, "file:///srv/simple", /^PYPI_SIMPLE_URL: is no web address/],
      [pypi, "https://user:hidden-word@index.example/simple", /^PYPI_SIMPLE_URL: holds a login; [^:]*$/],
      [{ ...custom, simpleUrl: null }, "", /^Ours: has no address; declare/],
      [{ ...custom, simpleUrl: "https://hidden-word@ours.example" }, "", /^Ours: holds a login; [^:]*$/],
    ];
    for (const [index, set, fault] of cases) {
      const told = await indexAddress(index, { PATH: folder, PYPI_SIMPLE_URL: set }).then(
        (address) => address,
        (error: unknown) => (error as Error).message,
      );
      assert.match(told, fault);
      assert.doesNotMatch(told, /hidden-word/);
    }
  });
});
