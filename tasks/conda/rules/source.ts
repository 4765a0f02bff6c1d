import { resolved } from "../recipe/context.ts";
import { leaves, type Recipe } from "../recipe/recipe.ts";
import { type YamlNode, isEmpty, itemsOf, nodeAt } from "../yaml/node.ts";
import type { Rule } from "./rule.ts";

/** All sources, those of outputs too. */
function sourcesOf({ root, packages }: Recipe): readonly YamlNode[] {
  const nodes = [
    nodeAt(root, "source"),
    ...packages.filter(({ node }) => node !== root).map(({ node }) => nodeAt(node, "source")),
  ];
  return nodes
    .flatMap(itemsOf)
    .flatMap((item) => [item, nodeAt(item, "then"), nodeAt(item, "else")].flatMap(itemsOf))
    .filter((item) => nodeAt(item, "if") === null);
}

function urlsOf(recipe: Recipe): readonly { readonly url: string; readonly line: number }[] {
  return sourcesOf(recipe).flatMap((source) =>
    leaves(nodeAt(source, "url"), []).map(({ node }) => ({
      url: resolved(node.text, recipe.context),
      line: node.line,
    })),
  );
}

const sourceHash: Rule = {
  name: "source-hash",
  smithy: ["R-019"],
  find: (recipe) =>
    sourcesOf(recipe).flatMap((source) => {
      const url = nodeAt(source, "url");
      const hash = nodeAt(source, "sha256");
      if (isEmpty(url)) return [];
      if (hash?.kind === "scalar" && /^(?:[\da-f]{64}|\$\{\{.*)$/.test(hash.text)) return [];
      const fault = isEmpty(hash) ? "has a source without its sha256" : "has a sha256 that is none";
      return [
        {
          line: (hash ?? url)?.line ?? null,
          fault,
          mend: "write the 64 hexadecimal digits of the file's hash",
        },
      ];
    }),
};

const gitSource: Rule = {
  name: "git-source",
  smithy: [],
  find: (recipe) =>
    sourcesOf(recipe).flatMap((source) => {
      const git = nodeAt(source, "git") ?? nodeAt(source, "path");
      if (git === null) return [];
      return [
        {
          line: git.line,
          fault: "takes its source from git or from a folder",
          mend: "take the released sdist, by url and sha256",
        },
      ];
    }),
};

const secureSource: Rule = {
  name: "secure-source",
  smithy: [],
  find: (recipe) =>
    urlsOf(recipe).flatMap(({ url, line }) => {
      if (/^https:|^\$\{\{/.test(url) || /^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url)) return [];
      return [{ line, fault: "fetches its source without encryption", mend: "write https://" }];
    }),
};

/** PyPI had another name once, under .io; and the folder of hashed names is another for every file. */
const indexSource: Rule = {
  name: "index-source",
  smithy: ["R-051"],
  find: (recipe) =>
    urlsOf(recipe).flatMap(({ url, line }) => {
      const host = URL.canParse(url) ? new URL(url).hostname : "";
      const isOld = /^pypi\.io$/.test(host);
      const isHashed = /\/packages\/[\da-f]{2}\/[\da-f]{2}\/[\da-f]{60}\//.test(url);
      if (!isOld && !isHashed) return [];
      const fault = isOld
        ? "names PyPI by its old address"
        : "names the file by a folder that no later version has";
      return [
        { line, fault, mend: "write PyPI's address with /packages/source/N/NAME/NAME-${{ version }}.tar.gz" },
      ];
    }),
};

const wheelSource: Rule = {
  name: "wheel-source",
  smithy: ["R-028", "R-029", "R-030"],
  find: (recipe) =>
    urlsOf(recipe).flatMap(({ url, line }) => {
      if (!url.endsWith(".whl")) return [];
      return [
        { line, fault: "is made of a wheel", mend: "take the sdist, so that it is built from its sources" },
      ];
    }),
};

const versionedSource: Rule = {
  name: "versioned-source",
  smithy: [],
  find: (recipe) => {
    const version = recipe.context.get("version");
    if (version === undefined) return [];
    return sourcesOf(recipe)
      .slice(0, 1)
      .flatMap((source) =>
        leaves(nodeAt(source, "url"), []).flatMap(({ node }) => {
          if (!node.text.includes(version) || node.text.includes("${{ version")) return [];
          return [
            {
              line: node.line,
              fault: "repeats the version in the source's address",
              mend: "write ${{ version }} there",
            },
          ];
        }),
      );
  },
};

/** Rules on where a recipe takes its source from. */
export const sourceRules: readonly Rule[] = [
  sourceHash,
  gitSource,
  secureSource,
  indexSource,
  wheelSource,
  versionedSource,
];
