import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fingerprint } from "./command.js";
import { exeName, root, toolFolder } from "./places.js";

/**
 * What is known of a tool that was put into `.slipway/bin`.
 * @typedef {object} ToolRecord
 * @property {string} key what it was made from; another key means it has to be made again
 * @property {string} file where it really is
 * @property {string} fingerprint of that file, so that a change of it is seen without starting it
 */

const recordFile = join(toolFolder, "tools.json");

/** @returns {Record<string, ToolRecord>} */
function readRecords() {
  try {
    return JSON.parse(readFileSync(recordFile, "utf8"));
  } catch {
    return {};
  }
}

/**
 * Whether the tool in `.slipway/bin` is there, unchanged, and made from what it should be made from.
 * @param {string} name
 * @param {string} key
 */
export function isLinked(name, key) {
  const record = readRecords()[name];
  if (record?.key !== key || record.fingerprint === "none") return false;
  return record.fingerprint === fingerprint(record.file) && isThere(join(toolFolder, exeName(name)));
}

/**
 * Puts a tool into `.slipway/bin`, in place of what was there.
 * @param {string} name
 * @param {string} key
 * @param {string} file
 */
export function link(name, key, file) {
  mkdirSync(toolFolder, { recursive: true });
  const place = join(toolFolder, exeName(name));
  rmSync(place, { force: true });
  linkSomehow(file, place);
  const records = { ...readRecords(), [name]: { key, file, fingerprint: fingerprint(file) } };
  const next = `${recordFile}.${String(process.pid)}`;
  writeFileSync(next, `${JSON.stringify(records, null, 2)}\n`);
  renameSync(next, recordFile);
}

/**
 * Links a file, relative to the link where both are in this project, so that the clone can be moved. Windows
 * lets only some users make symbolic links.
 * @param {string} file
 * @param {string} place
 */
export function linkSomehow(file, place) {
  const target = file.startsWith(root) ? relative(dirname(place), file) : file;
  if (process.platform !== "win32") {
    symlinkSync(target, place);
    return;
  }

  try {
    linkSync(file, place);
  } catch {
    copyFileSync(file, place);
  }
}

/** @param {string} file */
function isThere(file) {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}
