import { normalizeName, readFileName } from "../../../tasks/index/file-name.ts";
import { canonicalOf, parseVersion, sameVersion } from "../../../tasks/version/version.ts";
import { Refusal } from "../http/reply.ts";
import type { UploadForm } from "./form.ts";

/** What the index found of an upload's name and version. */
export interface Identity {
  /** Normalised name of the project. */
  readonly project: string;
  /** Canonical. */
  readonly version: string;
}

/** Name and version of an upload's metadata; throws a Refusal where the index takes no such. */
export function identify({ name, version: text }: UploadForm): Identity {
  if (!/^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])$/i.test(name)) {
    throw new Refusal(400, `'${name}' is invalid for 'name'. ${core}`);
  }
  const version = parseVersion(text);
  if (version === null) throw new Refusal(400, `'${text}' is invalid for 'version'. ${core}`);
  if (version.local.length > 0) {
    throw new Refusal(400, `The use of local versions in '${text}' is not allowed. ${core}`);
  }
  return { project: normalizeName(name), version: canonicalOf(version) };
}

const core = "See https://packaging.python.org/specifications/core-metadata for more information.";

/** Refuses what no file may be called, whatever it is of. */
export function checkFileName({ fileName, filetype }: UploadForm): void {
  if (/[\u0000-\u001f\u007f]/.test(fileName)) {
    const which = "non-printable characters (ordinals 0-31) or the DEL character (ordinal 127)";
    throw new Refusal(400, `Cannot upload a file with ${which} in the name.`);
  }
  if (/[/\\]/.test(fileName)) throw new Refusal(400, "Cannot upload a file with '/' or '\\' in the name.");
  const extension = /.+?(\.(?:tar\.gz|zip|whl))$/i.exec(fileName)?.[1];
  const pep = "See https://www.python.org/dev/peps/pep-0527 for more information.";
  if (extension === undefined) {
    throw new Refusal(400, `Invalid file extension: Use .tar.gz, .whl or .zip extension. ${pep}`);
  }
  if ((extension === ".whl") !== (filetype === "bdist_wheel")) {
    const fault = `Extension ${extension} is invalid for filetype ${filetype}.`;
    throw new Refusal(400, `Invalid file extension: ${fault} ${pep}`);
  }
}

/** Refuses a name that is not that of this project and version: PEP 625 for sdists, PEP 427 for wheels. */
export function checkFileIdentity({ fileName, name }: UploadForm, { project, version }: Identity): void {
  const escaped = project.replaceAll("-", "_");
  const parts = readFileName(fileName);
  if (parts?.kind === "sdist") {
    if (parts.project !== project) throw new Refusal(400, `Start filename for '${name}' with '${escaped}'.`);
    const expected = `${escaped}-${version}.tar.gz`;
    if (fileName === expected) return;
    throw new Refusal(400, `Filename '${fileName}' is invalid, should be '${expected}'.`);
  }
  if (parts === null) {
    const what = fileName.endsWith(".whl") ? "wheel filename" : "source distribution filename";
    throw new Refusal(400, `Invalid ${what}: ${fileName}`);
  }
  const unsupported = parts.platforms.find((platform) => !isSupportedPlatform(platform));
  if (unsupported !== undefined) {
    const tag = `'${unsupported}'`;
    throw new Refusal(400, `Binary wheel '${fileName}' has an unsupported platform tag ${tag}.`);
  }
  if (parts.project !== project) throw new Refusal(400, `Start filename for '${name}' with '${escaped}'.`);
  const written = fileName.slice(0, fileName.indexOf("-"));
  if (written !== escaped) {
    const fault = `should contain the normalized project name '${escaped}', not '${written}'`;
    throw new Refusal(400, `Filename '${fileName}' ${fault}.`);
  }
  if (sameVersion(parts.version, version)) return;
  const told = parseVersion(parts.version);
  const named = told === null ? parts.version : canonicalOf(told);
  throw new Refusal(400, `Version in filename should be '${version}' not '${named}'.`);
}

/** Plain `linux_x86_64` says nothing of the system's libraries, so that the index refuses it. */
function isSupportedPlatform(platform: string): boolean {
  return (
    /^(any|win32|win_amd64|win_arm64|win_ia64|linux_armv[67]l)$/.test(platform) ||
    /^(manylinux(1|2010|2014)|manylinux_\d+_\d+|musllinux_\d+_\d+)_\w+$/.test(platform) ||
    /^macosx_\d+_\d+_\w+$/.test(platform) ||
    /^(ios_\d+_\d+_\w+|android_\d+_\w+|pyodide_\d+_\d+_wasm32)$/.test(platform)
  );
}
