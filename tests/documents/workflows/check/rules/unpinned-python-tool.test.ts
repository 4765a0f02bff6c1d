import { unpinnedPythonTool } from "../../../../../documents/workflows/check/rules/unpinned-python-tool.ts";
import { judgesScripts } from "./judge.ts";

describe("rule unpinned-python-tool", () => {
  judgesScripts(
    unpinnedPythonTool,
    [
      ["uvx ruff check .", /runs ruff in whatever version there is/],
      ["uvx ruff@latest check", /runs ruff@latest in/],
      ["uvx --python 3.13 --from 'ruff>=0.14' ruff check", /runs ruff>=0\.14 in/],
      ["uvx --with rich ruff@0.14.2", /runs rich in/],
      ["uv tool run ruff", /runs ruff in/],
      ["uv tool install ruff", /runs ruff in/],
      ["uv --quiet run --with pytest pytest", /runs pytest in/],
      ["pipx run build", /runs build in/],
      ["python -m pipx run --spec 'build>=1' pyproject-build", /runs build>=1 in/],
      ["pipx install twine", /runs twine in/],
      ["pipx inject twine==6.2.0 keyring", /runs keyring in/],
    ],
    [
      "uvx ruff@0.14.2 check .",
      "uvx --from 'ruff==0.14.2' ruff check",
      "uvx --from . package",
      "uv tool run ruff==0.14.2",
      "uv tool install ruff@0.14.2",
      "uv tool list",
      "uv run --frozen pytest --with-coverage",
      "uv run --with pytest==9.0.1 pytest",
      "pipx run --spec build==1.3.0 pyproject-build",
      "pipx run build==1.3.0",
      "pipx install ./dist/a.whl",
      "pipx list",
    ],
  );
});
