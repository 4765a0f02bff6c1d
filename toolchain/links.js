import {
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fingerprint } from "./command.js";
import { exeName, toolFolder } from "./places.js";

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
 * Windows lets only some users make symbolic links.
 * @param {string} file
 * @param {string} place
 */
function linkSomehow(file, place) {
  const ways = process.platform === "win32" ? [symlinkSync, linkSync, copyFileSync] : [symlinkSync];
  for (const [index, way] of ways.entries()) {
    try {
      way(file, place);
      return;
    } catch (error) {
      if (index === ways.length - 1) throw error;
    }
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
