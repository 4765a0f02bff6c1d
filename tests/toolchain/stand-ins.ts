/** npm that installs what the lock file says, by name only; the package `node` brings the Node that runs it. */
export const npm = `
const fs = require("node:fs");
const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
const all = Object.entries(lock.packages);
const wanted = all.filter(([path, { dev }]) => path !== "" && !(dev && process.argv.includes("--omit=dev")));
fs.rmSync("node_modules", { recursive: true, force: true });
for (const [path] of wanted) {
  fs.mkdirSync(path, { recursive: true });
  fs.writeFileSync(path + "/package.json", "{}");
}
fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages: Object.fromEntries(wanted) }));
fs.writeFileSync(
  "node_modules/node/installArchSpecificPackage.js",
  \`const fs = require("node:fs");
  fs.mkdirSync("bin");
  // As the package does it, so that the binary goes with the package.
  try { fs.linkSync(process.execPath, "bin/node"); } catch { fs.symlinkSync(process.execPath, "bin/node"); }\`,
);`;

/** npm that no registry lets in. */
export const blockedNpm = `console.error("npm error 403 Forbidden"); process.exit(1);`;

/** Go that takes a moment and builds a program that tells the version it should tell. */
export const go = `
const fs = require("node:fs");
const output = process.argv[process.argv.indexOf("-o") + 1];
const version = /ersion=(\\S+)/.exec(process.argv.join(" "))[1];
setTimeout(() => {
  fs.writeFileSync(output, "#!" + process.execPath + "\\nconsole.log('" + version + "');\\n", { mode: 0o755 });
}, 300);`;

/** Go that does not come to an end by itself. */
export const hangingGo = `
const output = process.argv[process.argv.indexOf("-o") + 1];
require("node:fs").writeFileSync(output, "half");
setTimeout(() => {}, 10_000);`;

/** An engine of some version. */
export function pulumi(version: string): string {
  return `console.log("v${version}");`;
}

/** Python whose virtual environments hold what pip was told to install, by name only. */
export const python = `
const fs = require("node:fs");
const args = process.argv.slice(2);
if (args[0] === "-c") console.log("3.13.1");
else if (args[1] === "venv") {
  fs.mkdirSync(args[2] + "/bin", { recursive: true });
  fs.copyFileSync(__filename, args[2] + "/bin/python");
} else fs.writeFileSync(__dirname + "/zizmor", "", { mode: 0o755 });`;
