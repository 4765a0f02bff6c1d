import { spdxFault } from "./spdx.ts";
import { isEmpty, itemsOf, nodeAt, textOf } from "../yaml/node.ts";
import type { Rule } from "./rule.ts";

/** Longest summary that fits where packages are listed. */
const longestSummary = 255;

const aboutItems: Rule = {
  name: "about-items",
  smithy: ["R-002"],
  find: ({ root }) =>
    ["homepage", "license", "summary"].flatMap((item) => {
      const node = nodeAt(root, "about", item);
      if (!isEmpty(node)) return [];
      const line = (node ?? nodeAt(root, "about"))?.line ?? null;
      return [{ line, fault: `says nothing below about.${item}`, mend: "write it" }];
    }),
};

const knownLicense: Rule = {
  name: "unknown-license",
  smithy: ["R-007"],
  find: ({ root }) => {
    const node = nodeAt(root, "about", "license");
    if (textOf(node)?.toLowerCase() !== "unknown") return [];
    return [
      {
        line: node?.line ?? null,
        fault: "says that the license is unknown",
        mend: "write an SPDX expression: MIT",
      },
    ];
  },
};

const licenseWord: Rule = {
  name: "license-word",
  smithy: ["R-010"],
  find: ({ root }) => {
    const node = nodeAt(root, "about", "license");
    const license = textOf(node)?.toLowerCase() ?? "";
    if (!license.includes("license") || /unlicense|licenseref|-license/.test(license)) return [];
    return [
      {
        line: node?.line ?? null,
        fault: `has the word license in ${textOf(node) ?? ""}`,
        mend: "write its identifier alone: MIT",
      },
    ];
  },
};

const spdx: Rule = {
  name: "spdx-license",
  smithy: ["R-044", "R-045"],
  find: ({ root }) => {
    const node = nodeAt(root, "about", "license");
    const license = textOf(node);
    const fault = license === null ? null : spdxFault(license);
    if (fault === null) return [];
    const mend = "write an SPDX expression: MIT, Apache-2.0 OR MIT, LicenseRef-own";
    return [{ line: node?.line ?? null, fault, mend }];
  },
};

const licenseFile: Rule = {
  name: "license-file",
  smithy: ["R-013"],
  find: ({ root, packages }) => {
    const node = nodeAt(root, "about", "license_file");
    const ofAll = packages.every((one) => itemsOf(nodeAt(one.node, "about", "license_file")).length > 0);
    if (!isEmpty(node) || ofAll) return [];
    const line = nodeAt(root, "about")?.line ?? null;
    return [
      {
        line,
        fault: "names no license_file",
        mend: "name the file in the source that has the license's text",
      },
    ];
  },
};

const summaryLength: Rule = {
  name: "summary-length",
  smithy: [],
  advice: true,
  find: ({ root }) => {
    const node = nodeAt(root, "about", "summary");
    const length = textOf(node)?.length ?? 0;
    if (length <= longestSummary && textOf(node)?.includes("\n") !== true) return [];
    return [
      {
        line: node?.line ?? null,
        fault: `has a summary of ${length} characters`,
        mend: "say it in one short sentence",
      },
    ];
  },
};

const addresses: Rule = {
  name: "about-addresses",
  smithy: [],
  find: ({ root }) =>
    ["homepage", "repository", "documentation"].flatMap((item) => {
      const node = nodeAt(root, "about", item);
      const text = textOf(node);
      if (text === null || text.includes("${{") || /^https?:\/\/\S+$/.test(text)) return [];
      return [
        {
          line: node?.line ?? null,
          fault: `has no web address below about.${item}`,
          mend: "write it with https://",
        },
      ];
    }),
};

/** Rules on what a recipe tells of its package. */
export const aboutRules: readonly Rule[] = [
  aboutItems,
  knownLicense,
  licenseWord,
  spdx,
  licenseFile,
  summaryLength,
  addresses,
];
