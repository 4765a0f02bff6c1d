import assert from "node:assert/strict";
import { pytestCall } from "../../../../cli/init/findings/tests/pytest-line.ts";

describe("a call of pytest in a workflow", () => {
  const exists = (path: string) => path === "tests" || path === "tests/unit";
  const calls: Readonly<Record<string, string | null>> = {
    'pytest -m "not integration"': 'pytest -m "not integration"',
    "uv run --frozen pytest tests/ --cov=pkg --cov-report xml -n auto": "pytest tests -n auto",
    "python -m pytest ./tests/unit -x": "pytest tests/unit -x",
    "coverage run -m pytest tests": "pytest tests",
    "poetry run pytest --junitxml out.xml": "pytest",
    "pytest elsewhere": null,
    "pytest ${{ matrix.args }}": null,
    "pytest $ARGS": null,
    "cd pkg && pytest": null,
    "tox -e py -- pytest": null,
    "pip install pytest": null,
    "pytest > log": null,
  };
  for (const [line, command] of Object.entries(calls)) {
    it(`${JSON.stringify(line)} is ${command ?? "left alone"}`, () => {
      assert.equal(pytestCall(line, exists)?.command ?? null, command);
    });
  }
});
