import assert from "node:assert/strict";
import type { Interception } from "../../../rehearsal/index/http/traffic.ts";
import type { HttpOptions } from "../../../tasks/http/request.ts";
import { downloadIndexFile, readIndexFiles } from "../../../tasks/index/holdings.ts";
import { readHtmlPage } from "../../../tasks/index/html-page.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { type Emulated, emulate, sdist, upload, wheel } from "../../rehearsal/index/emulated.ts";

const asked = { project: "Demo", distribution: "demo", version: "1.0" };
const pageOperation = "GET /simple/{project}/";
const json = { "Content-Type": "application/vnd.pypi.simple.v1+json" };
const html = { "Content-Type": "text/html; charset=utf-8" };

/** An index with 1.0's two files and one of 1.1, whose page, or file, is answered by these first. */
async function faulty(operation: string, ...faults: readonly Interception[]): Promise<Emulated> {
  const emulated = await emulate({
    intercept: (request) => (request.operation === operation ? faults[request.count - 1] : undefined),
  });
  for (const file of [wheel("1.0"), sdist("1.0"), wheel("1.1")]) await upload(emulated.index, file);
  return emulated;
}

/** Waits for nobody, and keeps what was said and how long it would have waited. */
function patient(attempts = 6): HttpOptions & { readonly said: string[]; readonly pauses: number[] } {
  const said: string[] = [];
  const pauses: number[] = [];
  const say = (line: string) => void said.push(line);
  const sleep = (pause: number) => Promise.resolve(void pauses.push(pause));
  return { place: "PyPI", attempts, say, sleep, said, pauses };
}

async function read(emulated: Emulated, options: HttpOptions = patient()) {
  return readIndexFiles(emulated.index.simpleUrl, asked, options);
}

/** The one line that it ends with. */
async function faultOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TaskError, String(error));
  return error.message;
}

describe("what an index holds of a version", () => {
  it("is that version's files alone, sorted, with all that the index tells of them", async () => {
    await using emulated = await faulty("");
    await emulated.index.yank("demo", "1.0", "broken");
    const files = await read(emulated);
    const names = files.map(({ name }) => name);
    assert.deepEqual(names, ["demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz"]);
    const [first] = files;
    assert.equal(first!.size, wheel("1.0").content.length);
    assert.equal(first!.uploaded, emulated.now);
    assert.deepEqual([first!.yanked, first!.provenance], ["broken", null]);
    for (const file of files)
      assert.equal((await downloadIndexFile(file, patient())).length, file.size, file.name);
  });

  it("is read from HTML as well, where relative addresses, attributes and hashes stand in links", async () => {
    const sha256 = "A".repeat(64);
    const body = [
      `<!DOCTYPE html><html><head><title>Links for demo</title></head><body><!-- <a href="x">demo-1.0.zip</a> -->`,
      `<a href="../../files/demo-1.0.tar.gz#sha256=${sha256}" data-requires-python="&gt;=3.8">demo-1.0.tar.gz</a>`,
      `<A data-yanked="a &quot;reason&quot; &#62; none" HREF='/demo-1.0-py3-none-any.whl'\n`,
      `data-provenance=/integrity/1 > demo-1.0-py3-none-any.whl </A>`,
      `<a href="demo-1.0-cp312-cp312-win_amd64.whl" data-yanked>demo-1.0-cp312-cp312-win_amd64.whl</a>`,
      `<a href="demo-1.0.dev1.tar.gz">demo-1.0.dev1.tar.gz</a><a name="anchor">none</a></body></html>`,
    ].join("\n");
    await using emulated = await faulty(pageOperation, { status: 200, body, headers: html });
    const { url, simpleUrl } = emulated.index;
    const nothing = { sha256: null, size: null, uploaded: null, provenance: null };
    assert.deepEqual(await read(emulated), [
      {
        ...nothing,
        name: "demo-1.0-cp312-cp312-win_amd64.whl",
        url: `${simpleUrl}demo/demo-1.0-cp312-cp312-win_amd64.whl`,
        yanked: true,
      },
      {
        ...nothing,
        name: "demo-1.0-py3-none-any.whl",
        url: `${url}demo-1.0-py3-none-any.whl`,
        yanked: 'a "reason" > none',
        provenance: `${url}integrity/1`,
      },
      {
        ...nothing,
        name: "demo-1.0.tar.gz",
        sha256: sha256.toLowerCase(),
        url: `${url}files/demo-1.0.tar.gz`,
        yanked: false,
      },
    ]);
  });

  it("is told alike by the emulated index's HTML and JSON, but for sizes and times", async () => {
    await using emulated = await faulty("");
    const page = await fetch(`${emulated.index.simpleUrl}demo/`);
    const reply = { status: 200, body: await page.text(), headers: html };
    await using other = await faulty(pageOperation, reply);
    const bare = (await read(emulated)).map((file) => ({ ...file, size: null, uploaded: null }));
    assert.deepEqual(await read(other), bare);
  });

  it("is asked for again after 500, 429, a break and half a page, and waits as it is told", async () => {
    const limited: Interception = { status: 429, headers: { "Retry-After": "7" } };
    const faults = ["half, as if whole", "half, broken", "break before", { status: 503 }, limited] as const;
    await using emulated = await faulty(pageOperation, ...faults);
    const options = patient();
    assert.equal((await read(emulated, options)).length, 2);
    assert.deepEqual(options.pauses, [1000, 2000, 4000, 8000, 7000]);
    assert.equal(options.said[0], "PyPI sent half a page; again in 1 s");
  });

  it("is none where the index does not know the project, and a fault where it stays out of order", async () => {
    await using emulated = await faulty(pageOperation, { status: 404 }, { status: 500 }, { status: 500 });
    assert.deepEqual(await read(emulated), []);
    assert.match(
      await faultOf(read(emulated, patient(2))),
      /^PyPI: answered 500, 2 times; run the job again/,
    );
  });

  const faults: Readonly<Record<string, readonly [Interception, RegExp]>> = {
    "a login": [{ status: 401 }, /^PyPI: answered 401: it wants a login to be read; /],
    "a refusal": [{ status: 403 }, /^PyPI: answered 403: /],
    "another status": [{ status: 410 }, /^PyPI: answered 410; check that its address/],
    "a page of another kind": [
      { status: 200, body: "<html><form>Sign in</form></html>", headers: html },
      /^PyPI: sent a page that is no list of files; check that its address/,
    ],
    "another type": [
      { status: 200, body: "%PDF", headers: { "Content-Type": "application/pdf" } },
      /^PyPI: answered application\/pdf; /,
    ],
    "JSON of another kind": [{ status: 200, body: '{"files":{}}', headers: json }, /no list of files/],
    "an API of a later version": [
      { status: 200, body: '{"meta":{"api-version":"2.0"},"files":[]}', headers: json },
      /^PyPI: answers by an API that is not known/,
    ],
  };
  for (const [what, [answer, fault]] of Object.entries(faults)) {
    it(`is not guessed from ${what}, nor asked for again`, async () => {
      await using emulated = await faulty(pageOperation, answer);
      const options = patient();
      assert.match(await faultOf(read(emulated, options)), fault);
      assert.deepEqual(options.pauses, []);
    });
  }

  it("does not tell an address that holds a login", async () => {
    await using emulated = await faulty("");
    const simpleUrl = emulated.index.simpleUrl.replace("//", "//user:hidden-word@");
    const options = patient(2);
    const fault = await faultOf(readIndexFiles(simpleUrl, asked, options));
    assert.doesNotMatch(fault + options.said.join("\n"), /hidden-word|127\.0\.0\.1/);
  });
});

describe("a page of links", () => {
  it("regression: one of unclosed links, tags or comments took time that grew with its square", () => {
    const parts = ["<a href=x>", "<a x", "<a href=x><b", "<base x", "<!--"];
    const hostile = parts.map((part) => part.repeat(200_000)).join("");
    assert.equal(readHtmlPage(hostile)?.links.length, 0);
  });
});

describe("the content of a file on an index", () => {
  const fileOperation = "GET /packages/{file}";

  it("is fetched again where it comes damaged or broken off", async () => {
    const other = { status: 200, body: Buffer.alloc(wheel("1.0").content.length) };
    await using emulated = await faulty(fileOperation, "half, as if whole", other, "half, broken");
    const [file] = await read(emulated);
    const options = patient();
    assert.ok(wheel("1.0").content.equals(await downloadIndexFile(file!, options)));
    assert.deepEqual(options.said.slice(0, 2), [
      "PyPI sent demo-1.0-py3-none-any.whl in another size than it tells; again in 1 s",
      "PyPI sent demo-1.0-py3-none-any.whl with another hash than it tells; again in 2 s",
    ]);
  });

  it("is a fault where it stays another one, or is not there", async () => {
    const other = { status: 200, body: "other" };
    await using emulated = await faulty(fileOperation, other, other, { status: 404 });
    const [file] = await read(emulated);
    const damaged = await faultOf(downloadIndexFile(file!, patient(2)));
    assert.match(damaged, /in another size than it tells, 2 times; /);
    assert.match(
      await faultOf(downloadIndexFile(file!, patient())),
      /^PyPI: lists .*\.whl, and has no such file/,
    );
  });
});
