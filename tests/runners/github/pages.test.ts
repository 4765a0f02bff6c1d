import assert from "node:assert/strict";
import { laterPages, linked } from "../../../runners/github/pages.ts";
import { scripted, type Came, type Said } from "./scripted.ts";

interface Listed {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly busy: boolean;
}

const listed = (id: number): Listed => ({ id, name: `prod-arm64-${id}`, status: "online", busy: true });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A page of a list of runners that is that long now. */
function pageOf(came: Came, all: readonly Listed[]): Said {
  const { searchParams } = new URL(came.path, "http://localhost");
  assert.equal(searchParams.get("per_page"), "100");
  const number = Number(searchParams.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(all.length / 100));
  const address = (to: number) =>
    `<http://${came.headers.host}/orgs/octo-org/actions/runners?per_page=100&page=${to}>`;
  const links = number < last ? [`${address(number + 1)}; rel="next"`, `${address(last)}; rel="last"`] : [];
  const runners = all.slice((number - 1) * 100, number * 100);
  return {
    status: 200,
    body: { total_count: all.length, runners },
    headers: links.length > 0 ? { link: links.join(", ") } : {},
  };
}

describe("the pages of a list", () => {
  it("are found by the Link header", () => {
    const header =
      '<https://api.github.com/a?page=1>; rel="prev", <https://api.github.com/a?per_page=100&page=3>; rel="next", ' +
      '<https://api.github.com/a?per_page=100&page=4>; title="the last"; rel="last"';
    assert.equal(linked(header, "next"), "https://api.github.com/a?per_page=100&page=3");
    assert.equal(linked(header, "first"), null);
    assert.deepEqual(laterPages(header), [
      "https://api.github.com/a?per_page=100&page=2",
      "https://api.github.com/a?per_page=100&page=3",
      "https://api.github.com/a?per_page=100&page=4",
    ]);
    for (const none of [
      undefined,
      "",
      "nonsense",
      '<nonsense>; rel="last"',
      '<http://a/?page=x>; rel="last"',
    ])
      assert.deepEqual(laterPages(none), []);
  });

  it("are all asked for", async () => {
    const all = numbers(730).map(listed);
    await using server = await scripted((came) => pageOf(came, all));
    const runners = await server.github.runners();
    assert.deepEqual(
      runners.map(({ id }) => id),
      numbers(730),
    );
    assert.equal(server.came.length, 8);
  });

  it("that change while they are read leave none out that was there all the time", async () => {
    let all = numbers(250).map(listed);
    await using server = await scripted((came, count) => {
      const said = pageOf(came, all);
      // Once the first page is read, what is on it ends, and the others move up.
      if (count === 1) all = all.filter(({ id }) => id > 3);
      return said;
    });
    const runners = await server.github.runners();
    const ids = new Set(runners.map(({ id }) => id));
    assert.deepEqual(
      all.filter(({ id }) => !ids.has(id)),
      [],
    );
    assert.equal(ids.size, runners.length);
  });

  it("of deliveries are asked for until one is older, and no further than wanted", async () => {
    const at = Date.UTC(2026, 10, 23, 12);
    const said = ({ path, headers }: Came): Said => {
      const { searchParams } = new URL(path, "http://localhost");
      const first = Number(searchParams.get("cursor") ?? 0);
      const body = numbers(100).map((index) => ({
        ...{ id: first + index, guid: "a", status_code: 200 },
        delivered_at: new Date(at - (first + index) * 1000).toISOString(),
      }));
      const next = `<http://${headers.host}/app/hook/deliveries?per_page=100&cursor=${first + 100}>; rel="next"`;
      return { status: 200, body, headers: { link: next } };
    };
    await using server = await scripted(said);
    assert.equal((await server.github.deliveries(at - 250_000, 2000)).length, 250);
    assert.equal(server.came.length, 3);
    assert.equal((await server.github.deliveries(0, 120)).length, 120);
    assert.equal(server.came.length, 5);
  });

  it("that are said to be elsewhere are not asked for there", async () => {
    await using other = await scripted(() => ({ status: 200, body: [] }));
    await using server = await scripted(() => ({
      ...{ status: 200, body: [] },
      headers: { link: `<${other.url}/app/hook/deliveries?cursor=1>; rel="next"` },
    }));
    await assert.rejects(
      server.github.deliveries(0, 200),
      /is not where GitHub's API is; nothing is sent there/,
    );
    assert.equal(other.came.length, 0);
  });
});

describe("ids that JavaScript would round", () => {
  it("are those of deliveries, and come through as they are", async () => {
    const body = `[{"id": 3804004623172239366, "guid": "a", "delivered_at": "2026-11-23T12:00:00Z", "status_code": 500}]`;
    await using server = await scripted(({ method }) => ({
      status: 200,
      body: method === "GET" ? body : "{}",
    }));
    const [delivery] = await server.github.deliveries(0, 100);
    assert.equal(delivery?.id, "3804004623172239366");
    await server.github.redeliver(delivery.id);
    assert.equal(server.came[1]?.path, "/app/hook/deliveries/3804004623172239366/attempts");
  });

  it("are no ids of runners", async () => {
    const runner = { id: 2 ** 60, name: "a", status: "online", busy: false };
    await using server = await scripted(() => ({ status: 200, body: { total_count: 1, runners: [runner] } }));
    await assert.rejects(server.github.runners(), /not as GitHub describes it: runners\.0\.id$/);
  });
});
