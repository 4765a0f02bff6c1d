/**
 * What a command is for, and how it is called.
 * @typedef {object} Help
 * @property {string} usage
 * @property {string} about one sentence
 * @property {readonly string[]} [more] lines that `--help` of the command itself adds
 */

/** @type {Record<"start" | "init" | "rehearse" | "preview" | "up" | "refresh" | "recover" | "destroy" | "release:prepare" | "runners" | "test" | "lint" | "bench", Help>} */
export const helps = {
  start: { usage: "npm start [-- OPTIONS]", about: "Brings the whole pipeline up on this machine." },
  init: {
    usage: "npm run init -- PATH|OWNER/NAME [OPTIONS]",
    about: "Writes a stack file for your own package, from its sources.",
  },
  rehearse: {
    usage: "npm run rehearse -- COMMAND [OPTIONS]",
    about: "Previews, updates, refreshes or destroys a stack on this machine, and rehearses its release.",
  },
  preview: {
    usage: "npm run preview -- --stack NAME",
    about: "Shows what `up` would change, with your own accounts.",
  },
  up: { usage: "npm run up -- --stack NAME", about: "Makes it so, once you have agreed to what it shows." },
  refresh: {
    usage: "npm run refresh -- --stack NAME",
    about: "Finds what was changed by hand, which the next `up` mends.",
  },
  recover: {
    usage: "npm run recover -- --stack NAME",
    about: "Mends what a killed update left behind, as `up` does by itself.",
  },
  destroy: {
    usage: "npm run destroy -- --stack NAME",
    about: "Takes away what the stack made, confirmed by its name; says what stays.",
  },
  "release:prepare": {
    usage: "npm run release:prepare -- --stack NAME",
    about: "Proposes the next version and its changelog by pull request.",
  },
  runners: {
    usage: "npm run runners -- status|jobs|explain JOB|drain --stack NAME",
    about: "Tells how self-hosted runners stand, why a job waits and what it cost; drains them.",
  },
  test: {
    usage: "npm test [-- FILES or OPTIONS OF MOCHA]",
    about: "Checks and tests everything; or runs the tests of the files that are named.",
    more: [
      "npm test                                   every check (lint, types, formatting, unused) and every test",
      "npm test -- tests/cli/explain.test.ts      the tests of this file alone",
      'npm test -- --grep "a stack file"          every check, and the tests whose titles have these words',
    ],
  },
  lint: {
    usage: "npm run lint",
    about: "Checks without running anything: lint, types, formatting, unused code.",
  },
  bench: { usage: "npm run bench [-- OPTIONS]", about: "Measures what the project promises of its speed." },
};

/** @param {readonly string[]} args */
export function asksForHelp(args) {
  return args.some((arg) => arg === "--help" || arg === "-h");
}

/** All commands, a line each. */
export function overview() {
  const all = Object.values(helps);
  const widest = Math.max(...all.map(({ usage }) => usage.length));
  const lines = all.map(({ usage, about }) => `  ${usage.padEnd(widest)}  ${about}`);
  return ["Usage:", ...lines, "", "Each tells more with --help, such as: npm start -- --help", ""].join("\n");
}

/**
 * One command.
 * @param {Help} help
 */
export function helpOf({ usage, about, more = [] }) {
  const lines = more.length === 0 ? [] : ["", ...more.map((line) => `  ${line}`)];
  return [`Usage: ${usage}`, "", about, ...lines, ""].join("\n");
}
