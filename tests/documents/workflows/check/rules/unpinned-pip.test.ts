import assert from "node:assert/strict";
import { unpinnedPip } from "../../../../../documents/workflows/check/rules/unpinned-pip.ts";
import { judgesScripts, saidBy, workflowOf } from "./judge.ts";

const hash = "a".repeat(64);
const commit = "a".repeat(40);

describe("rule unpinned-pip", () => {
  judgesScripts(
    unpinnedPip,
    [
      ["pip install twine", /installs twine in whatever version there is/],
      ["python -m pip install --upgrade pip build==1.3.0", /installs pip in/],
      ["python3.13 -m pip --quiet install 'twine>=6'", /installs twine>=6 in/],
      ["py -3.13 -m pip install twine", /installs twine in/],
      ["sudo -H pip3 install twine==6.*", /installs twine==6\.\* in/],
      ["pip install 'twine>=6,==6.2.0'", /installs twine>=6,==6\.2\.0 in/],
      ["pip install -r requirements.txt", /installs what requirements\.txt asks for/],
      ["pip install -rrequirements.txt", /installs what requirements\.txt asks for/],
      ["pip install --requirement=requirements.txt", /installs what requirements\.txt asks for/],
      ["uv pip install --system ruff", /installs ruff in/],
      ["python -m uv pip install ruff", /installs ruff in/],
      ["pip install git+https://example.com/a.git@main", /installs git\+https:.*@main/],
      ["pip install https://example.com/a-1.0-py3-none-any.whl", /installs https:/],
      ["pip download twine -d dist", /installs twine in/],
      ["if true; then pip install twine; fi", /installs twine in/],
      ["bash -c 'pip install twine'", /installs twine in/],
      ['TOOL=twine\npip install "$TOOL"', /installs twine in/],
      ['pip install "$TOOL"', /installs \$TOOL in/],
      ["pip install ${{ matrix.tool }}", /installs \$EXPRESSION in/],
      ['"$PYTHON" -m pip install twine', /installs twine in/],
      ["& $env:PYTHON -m pip install twine", /installs twine in/],
      [".venv/bin/pip install twine", /installs twine in/],
      [".venv\\Scripts\\pip.exe install twine", /installs twine in/],
      ["case $OS in\n  linux) pip install twine ;;\nesac", /installs twine in/],
      ["easy_install twine", /installs twine in/],
    ],
    [
      "pip install --require-hashes -r requirements.txt",
      "python -m pip install --require-hashes --no-deps --only-binary :all: \\\n  -r .github/slipway/requirements/build.txt",
      "pip install twine==6.2.0 'build[uv]==1.3.0; python_version > \"3.9\"'",
      'pip install "twine==$VERSION"',
      "pip install --no-index --find-links wheels twine",
      "pip install .",
      "pip install -e '.[test]'",
      "pip install dist/*.whl",
      'wheel=(dist/*.whl)\npython -m pip install "${wheel[0]}"',
      'pip install "$RUNNER_TEMP/dist/a.whl"',
      `pip install git+https://example.com/a.git@${commit}`,
      `pip install 'a @ https://example.com/a.whl#sha256=${hash}'`,
      "pip --version",
      "pip check && pip list --format json",
      "echo 'run: pip install twine'",
      "uv sync --frozen",
      "pip-compile requirements.in",
    ],
  );

  it("knows what variables of the step, the job and the workflow say", () => {
    const steps = [{ run: "pip install twine" }];
    assert.deepEqual(saidBy(unpinnedPip, workflowOf({ env: { PIP_REQUIRE_HASHES: 1 }, steps })), []);
    assert.deepEqual(saidBy(unpinnedPip, workflowOf({ steps }, { env: { PIP_NO_INDEX: "true" } })), []);
    assert.equal(saidBy(unpinnedPip, workflowOf({ env: { PIP_NO_INDEX: false }, steps })).length, 1);
    const named = [{ run: 'pip install "$TOOL"', env: { TOOL: "twine==6.2.0" } }];
    assert.deepEqual(saidBy(unpinnedPip, workflowOf({ steps: named })), []);
  });
});
