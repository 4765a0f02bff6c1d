import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Ended, run } from "../../index/run.ts";
import { indexTools } from "../../index/tools.ts";
import { declarationOf } from "../../verify/declared.ts";
import { type Published, type Uploaded, lockOf, publish, write } from "../../verify/published.ts";
import { wheelOf } from "../../wheel/wheels.ts";

const program = join(import.meta.dirname, "../../../../tasks/refresh-locks.ts");
const day = 86_400_000;

function wheel(project: string, uploaded: number, files?: Readonly<Record<string, string>>): Uploaded {
  const name = `${project}-py3-none-any`;
  const draft = { name, requiresPython: ">=3.8", ...(files !== undefined && { files }) };
  return { name: `${name}.whl`, content: wheelOf(draft), uploaded };
}

const backend = wheel("backend-1.0", 0, {
  "backend.py":
    'print("a hook that talks")\ndef get_requires_for_build_wheel(settings):\n    return ["tool>=1"]\n',
});
const [old, better, fresh] = [
  wheel("dep-1.0", 0),
  wheel("dep-1.1", Date.now() - 20 * day),
  wheel("dep-2.0", Date.now() - 2 * day),
];
const others = [wheel("runner-1.0", 0), wheel("tool-1.0", 0), backend];

describe("refresh-locks with uv on an index", function () {
  this.timeout(120_000);
  let published: Published;
  beforeEach(async () => {
    published = await publish([old, better, fresh, ...others]);
    const { folder } = published;
    for (const name of ["dist", "new"]) mkdirSync(join(folder, name));
    sources('requires = ["backend"]\nbuild-backend = "backend"');
    build("dep>=1");
  });
  afterEach(() => published[Symbol.asyncDispose]());

  const sources = (system: string) =>
    write(published.folder, "pyproject.toml", `[build-system]\n${system}\n`);

  function build(bound: string): void {
    const name = "demo-1.0-py3-none-any";
    const metadata = [
      ...["Metadata-Version: 2.4", "Name: demo", "Version: 1.0", `Requires-Dist: ${bound}`],
      ...['Requires-Dist: runner; extra == "test"', "Provides-Extra: test", "\n"],
    ];
    writeFileSync(
      join(published.folder, "dist", `${name}.whl`),
      wheelOf({ name, metadata: metadata.join("\n") }),
    );
  }

  async function refresh(simpleUrl = published.index.simpleUrl): Promise<Ended & { readonly body: string }> {
    const { folder } = published;
    const declaration = write(folder, "release.json", JSON.stringify(declarationOf({ folder })));
    const where = [
      "--files",
      join(folder, "dist"),
      "--out",
      join(folder, "new"),
      "--declaration",
      declaration,
    ];
    const body = join(folder, "body.md");
    rmSync(body, { force: true });
    const args = ["--locks", join(folder, "locks"), "--body", body, "--extras", "test"];
    const ended = await run(process.execPath, [program, ...where, ...args], {
      PATH: `${await indexTools()}${delimiter}${process.env["PATH"] ?? ""}`,
      ...{ UV_DEFAULT_INDEX: simpleUrl, UV_NO_CACHE: "1", UV_HTTP_RETRIES: "0" },
    });
    return { ...ended, body: readFileSync(body, "utf8") };
  }

  const held = (name: string) => readFileSync(join(published.folder, "new", name), "utf8");
  const commit = (name: string, text: string) => write(join(published.folder, "locks"), name, text);

  it("locks tests and build anew from what is old enough, and tells from what to what, and how old", async () => {
    commit("tests.txt", lockOf([old]));
    const { code, output, body } = await refresh();
    assert.equal(code, 0, output);
    assert.match(held("tests.txt"), /^dep==1\.1 \\\n +--hash=sha256:[0-9a-f]{64}$/m);
    assert.match(held("build.txt"), /^backend==1\.0 [^]*^tool==1\.0 /m);
    assert.match(body, /^\| tests\.txt \| dep \| 1\.0 \| 1\.1 \| 20 \|  \|$/m);
    assert.match(body, /^\| tests\.txt \| runner \| \(new\) \| 1\.0 \| \d{5} \|  \|$/m);
    assert.match(body, /^\| build\.txt \| tool \| \(new\) \| 1\.0 \| \d{5} \|  \|$/m);
    assert.ok(!existsSync(join(published.folder, "new", "image.txt")));
    assert.match(output, /^build\.txt: tool \(new\) -> 1\.0$/m);
    assert.doesNotMatch(output + body, /warning|To look at/);
  });

  it("keeps a lock to the byte that says the same, and says so", async () => {
    const text = `# by hand\n${lockOf([better, others[0]!])}`;
    commit("tests.txt", text);
    const first = await refresh();
    assert.equal(first.code, 0, first.output);
    assert.equal(held("tests.txt"), text);
    commit("build.txt", held("build.txt"));
    const { output } = await refresh();
    assert.match(output, /Every lock stays as it is/);
  });

  it("tells a downgrade, and what is newer than the cooldown because nothing else fits", async () => {
    commit("tests.txt", lockOf([fresh]));
    assert.match((await refresh()).body, /^\| tests\.txt \| dep \| 2\.0 \| 1\.1 \| 20 \| a downgrade: /m);
    build("dep>=2");
    const { code, body } = await refresh();
    assert.equal(code, 0);
    assert.match(held("tests.txt"), /^dep==2\.0 /m);
    assert.match(body, /^- tests\.txt needs what was uploaded since \d{4}-\d\d-\d\d, and gets it: /m);
  });

  it("takes no version that was yanked", async () => {
    await published.index.yank("dep", "1.1", "broken");
    const { code, output } = await refresh();
    assert.equal(code, 0, output);
    assert.match(held("tests.txt"), /^dep==1\.0 /m);
  });

  it("keeps every lock where the index can't be reached", async () => {
    const text = lockOf([old]);
    commit("tests.txt", text);
    await published.index.close();
    const { code, output, body } = await refresh("http://127.0.0.1:9/simple/");
    assert.equal(code, 0, output);
    assert.equal(held("tests.txt"), text);
    assert.ok(!existsSync(join(published.folder, "new", "build.txt")));
    assert.match(body, /^- tests\.txt stays as it is: /m);
    assert.match(body, /^- build\.txt could not be made: /m);
  });

  it("renews the build's lock without a built file: the old one may be why there is none", async () => {
    rmSync(join(published.folder, "dist"), { recursive: true });
    const { code, output, body } = await refresh();
    assert.equal(code, 0, output);
    assert.match(held("build.txt"), /^backend==1\.0 /m);
    assert.match(body, /^- tests\.txt: as before, since .* can't be read \(ENOENT\)/m);
  });

  it("locks what pyproject.toml requires where the backend does not say more, and takes none for setuptools", async () => {
    sources('requires = ["tool"]\nbuild-backend = "nowhere"');
    const { body } = await refresh();
    assert.match(held("build.txt"), /^tool==1\.0 /m);
    assert.match(body, /^- build\.txt holds what pyproject\.toml requires alone: /m);
    rmSync(join(published.folder, "pyproject.toml"));
    assert.match((await refresh()).body, /^- build\.txt could not be made: .*setuptools/m);
  });
});
