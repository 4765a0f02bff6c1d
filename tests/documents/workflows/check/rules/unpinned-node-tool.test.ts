import { unpinnedNodeTool } from "../../../../../documents/workflows/check/rules/unpinned-node-tool.ts";
import { judgesScripts } from "./judge.ts";

describe("rule unpinned-node-tool", () => {
  judgesScripts(
    unpinnedNodeTool,
    [
      ["npx prettier --check .", /runs prettier in whatever version there is/],
      ["npx --yes @scope/tool@latest", /runs @scope\/tool@latest in/],
      ["npx prettier@3 .", /runs prettier@3 in/],
      ["npx -p typescript tsc", /runs typescript in/],
      ["npx --package=typescript -- tsc", /runs typescript in/],
      ["npm exec -- prettier .", /runs prettier in/],
      ["npm install -g prettier", /runs prettier in/],
      ["npm --global i prettier@^3.1.0", /runs prettier@\^3\.1\.0 in/],
      ["sudo npm install --global npm@11.0.0 yarn", /runs yarn in/],
      ["pnpm dlx prettier", /runs prettier in/],
      ["yarn dlx prettier", /runs prettier in/],
      ["yarn global add prettier", /runs prettier in/],
      ["bunx prettier", /runs prettier in/],
    ],
    [
      "npx prettier@3.10.1 --check .",
      "npx --yes @scope/tool@1.2.3",
      'npx "prettier@$VERSION" .',
      "npx --no prettier --check .",
      "npx --no-install prettier",
      "npm ci && npm test",
      "npm install --ignore-scripts",
      "npm install -g prettier@3.10.1",
      "npm install -g ./tool",
      "npm run build -- -g",
    ],
  );
});
