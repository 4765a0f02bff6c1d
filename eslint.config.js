// @ts-expect-error It ships no types.
import pulumi from "@pulumi/eslint-plugin";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * Which folders of this project a folder may import from. Data flows one way: config, plan, documents,
 * components, index.ts; what stands outside the product may look into it, never the other way round.
 * @type {Record<string, readonly string[]>}
 */
const mayImport = {
  config: [],
  plan: ["config"],
  documents: ["config", "plan", "tasks"],
  components: ["config", "plan", "documents", "provider"],
  provider: ["config", "plan", "documents"],
  policy: ["config", "plan", "documents"],
  tasks: [],
  runners: ["config", "plan"],
  toolchain: ["config"],
  rehearsal: [
    "config",
    "plan",
    "documents",
    "provider",
    "components",
    "policy",
    "runners",
    "tasks",
    "toolchain",
  ],
  cli: [
    "config",
    "plan",
    "documents",
    "provider",
    "components",
    "policy",
    "runners",
    "rehearsal",
    "tasks",
    "toolchain",
  ],
};

const folders = [...Object.keys(mayImport), "tests", "bench"];

/** Folders whose code is plain data and pure functions; it needs no mocks, because it knows no Pulumi. */
const withoutPulumi = ["config", "plan", "documents", "bundles", "runners", "toolchain"];

/** @param {string} folder */
function bannedImports(folder) {
  const allowed = mayImport[folder] ?? [];
  const banned = folders.filter((other) => other !== folder && !allowed.includes(other));
  const from = allowed.length === 0 ? "from no other folder" : `only from ${allowed.join(", ")}`;
  const direction = {
    regex: `^(\\.\\./)+(${banned.join("|")})/`,
    message: `${folder}/ imports ${from}: move what both need to the leftmost folder that uses it.`,
  };
  const entry = {
    regex: String.raw`^(\.\./)+(index\.ts|program\.js)$`,
    message:
      "Only cli/, rehearsal/, tests/ and bench/ import the program; move what is shared into components/.",
  };
  const mayProgram = ["cli", "rehearsal"].includes(folder);
  return [direction, ...(mayProgram ? [] : [entry]), ...pulumiBans(folder)];
}

/** @param {string} folder */
function pulumiBans(folder) {
  const barrels = {
    regex: "^@pulumi/(github|aws|docker|docker-build)$",
    allowTypeImports: true,
    message:
      "The whole SDK takes long to load; import the resource alone, such as @pulumi/github/repository.js.",
  };
  if (!withoutPulumi.includes(folder)) return [barrels];
  const message = `${folder}/ knows no Pulumi: compute plain data here and make it a resource in components/; configuration is read in config/read.ts.`;
  return [{ regex: "^@pulumi/", message }];
}

/** @param {ReturnType<typeof bannedImports>} patterns */
function restricted(patterns) {
  /** @type {import("eslint").Linter.RuleEntry} */
  const entry = ["error", { patterns }];
  return { "@typescript-eslint/no-restricted-imports": entry };
}

const typed = defineConfig({
  files: ["**/*.ts", "**/*.js"],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  plugins: { "@pulumi": pulumi },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    "@pulumi/no-output-in-template-literal": "error",
    "@pulumi/no-output-instance-in-template-literal": "error",
    "@typescript-eslint/consistent-type-imports": "error",
    "@typescript-eslint/no-confusing-void-expression": [
      "error",
      { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
    ],
    "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
    // An empty string is often as good as none.
    "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true } }],
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    "@typescript-eslint/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
    ],
    eqeqeq: ["error", "always", { null: "ignore" }],
    "max-lines": ["error", { max: 220, skipBlankLines: true, skipComments: true }],
    "max-lines-per-function": ["error", { max: 45, skipBlankLines: true, skipComments: true }],
    "max-params": ["error", 3],
    "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
    // Answers a type that an interface asks for, whether or not anything is awaited.
    "@typescript-eslint/require-await": "off",
    // A callback that does nothing is a way to say so.
    "@typescript-eslint/no-empty-function": "off",
    // An index signature's keys are written as strings, so that a misspelt property of a known type shows.
    "@typescript-eslint/dot-notation": "off",
  },
});

export default defineConfig(
  globalIgnores([".slipway/", "node_modules/", "tests/**/golden/", "documents/bundles/*.mjs"]),
  typed,
  ...Object.keys(mayImport).map((folder) => ({
    files: [`${folder}/**/*.ts`, `${folder}/**/*.js`],
    rules: restricted(bannedImports(folder)),
  })),
  { files: ["config/read.ts"], rules: restricted(bannedImports("config").slice(0, 2)) },
  {
    files: ["plan/**", "documents/**", "components/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "Read what the operator set in config/ and hand it on.",
        },
      ],
    },
  },
  {
    // Pulumi's Provider interface sets how many parameters these have.
    files: ["provider/**/*.ts", "rehearsal/providers/**/*.ts"],
    rules: { "max-params": ["error", 5] },
  },
  {
    files: ["tests/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    // JSON.parse answers any in plain JavaScript, which has no casts; JSDoc names the types.
    files: ["**/*.js"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
