import assert from "node:assert/strict";
import { explain } from "../../../tasks/coverage/explain.ts";
import { readListing } from "../../../tasks/coverage/resolve.ts";

/** As uv 0.13 writes them. */
const sayings = {
  platform: `error: No solution found when resolving dependencies
  cause: Because tensorflow<=2.19.1 has no wheels with a matching Python ABI tag (e.g., \`cp313\`) and only the following
         versions of tensorflow are available, your requirements are unsatisfiable.

hint: You require CPython 3.13 (\`cp313\`), but we only found wheels for \`tensorflow\` (v2.19.1) with the following Python ABI tags: \`cp39\`

hint: Wheels are available for \`tensorflow\` (v2.21.0) on the following platforms: \`manylinux_2_27_x86_64\`, \`win_amd64\``,
  python: `error: No solution found when resolving dependencies
hint: You require CPython 3.15 (\`cp315\`), but we only found wheels for \`ray\` (v2.60.0) with the following Python ABI tags: \`cp313\`, \`cp314\``,
  sources: `error: No solution found when resolving dependencies
  cause: Because pyspark==3.5.0 has no usable wheels and you require pyspark==3.5.0, we can conclude the rest.

hint: Wheels are required for \`pyspark\` because building from source is disabled for all packages (i.e., with \`--no-build\`)`,
  unknown: `error: No solution found when resolving dependencies
  cause: Because foo was not found in the package registry and you require foo==1, we can conclude the rest.`,
  requires: `error: No solution found when resolving dependencies
  cause: Because a==1.0 requires Python >=3.14 and you require a==1.0, we can conclude the rest.`,
  marked: `error: No solution found when resolving dependencies
  cause: Because there are no versions of colours{sys_platform == 'win32'} and a==1.0 depends on it, the rest.`,
  else: `error: No solution found when resolving dependencies
  cause: Because a==1 depends on b>2 and b<2, we can conclude the rest.`,
};

describe("why nothing installs", () => {
  const told: Readonly<Record<keyof typeof sayings, { package: string; why: string | RegExp }>> = {
    platform: {
      package: "tensorflow",
      why: "its wheels (v2.21.0) are for manylinux_2_27_x86_64, win_amd64 alone",
    },
    python: { package: "ray", why: "its wheels (v2.60.0) are for cp313, cp314 alone" },
    sources: { package: "pyspark", why: "it has no wheels that could be used, only sources" },
    unknown: { package: "foo", why: "it is not on the index" },
    requires: { package: "a", why: "it requires Python >=3.14" },
    marked: { package: "colours", why: "no version of it has a wheel that fits" },
    else: { package: "own", why: /^Because a==1 depends on/ },
  };
  for (const [name, written] of Object.entries(sayings)) {
    it(`is told by the first package without a wheel: ${name}`, () => {
      const wanted = told[name as keyof typeof sayings];
      const missing = explain(written, "own");
      assert.equal(missing.package, wanted.package);
      if (typeof wanted.why === "string") assert.equal(missing.why, wanted.why);
      else assert.match(missing.why, wanted.why);
    });
  }
});

describe("a listing of wheels", () => {
  it("is read from a lock as uv writes it", () => {
    const lock = `lock-version = "1.0"

[[packages]]
name = "a"
version = "1.0"
wheels = [{ url = "https://files.example/1/a-1.0%2Blocal-py3-none-any.whl", hashes = { sha256 = "00" } }]

[[packages]]
name = "b-c"
version = "2.0"
wheels = [
    { url = "https://files.example/b_c-2.0-cp314-cp314t-win_amd64.whl#sha256=00" },
    { path = "../b_c-2.0-cp314-cp314-win_amd64.whl" },
]
`;
    const read = readListing(lock).map(({ name, version, wheels }) => [
      name,
      version,
      wheels.map(({ abis }) => abis[0]),
    ]);
    assert.deepEqual(read, [
      ["a", "1.0", ["none"]],
      ["b-c", "2.0", ["cp314t", "cp314"]],
    ]);
    assert.deepEqual(readListing(""), []);
  });
});
