import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { normaliseSdist } from "./sdist/normalise.ts";
import { replaceFile } from "./sdist/replace-file.ts";

/** Rewrites sdists in place, so that building the same sources anew gives the same bytes. */
const normalise: Task<"max-size"> = {
  name: "normalise-sdist",
  summary:
    "Rewrites sdists (.tar.gz) in place, so that building the same sources anew gives the same bytes:\n" +
    "names sorted, all times that of SOURCE_DATE_EPOCH, owner 0, modes 0644 and 0755, nothing in the gzip header.",
  operands: "FILE...",
  variables: {
    SOURCE_DATE_EPOCH: "time of every entry, in seconds since 1970: that of the commit",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    "max-size": { value: "MIB", help: "how large an sdist may be unpacked", default: "512" },
  },
  run: normaliseAll,
};

function normaliseAll(call: TaskCall<"max-size">): void {
  if (call.operands.length === 0) {
    throw new MisuseError({ place: "FILE", fault: "is missing", mend: "name the sdist" });
  }
  const time = timeOf(call.variables["SOURCE_DATE_EPOCH"]);
  const bound = boundOf(call.options["max-size"]);
  // All are read before the first is written: a broken one leaves everything as it was.
  const normalised = call.operands.map((file) => {
    return { file, content: normaliseSdist(read(file), { place: basename(file), time, bound }) };
  });
  const rows = normalised.map(({ file, content }) => {
    replaceFile(file, content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    call.say(`${sha256}  ${file}`);
    return [basename(file), String(content.length), sha256];
  });
  call.tabulate({ title: "Normalised sdist", head: ["File", "Bytes", "SHA-256"], rows });
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const fault = code === "ENOENT" ? "is not there" : `can't be read (${code})`;
    throw new TaskError([{ place: file, fault, mend: "build the sdist first" }]);
  }
}

/** The largest time that a header's eleven octal digits hold is in the year 2242. */
function timeOf(epoch: string | undefined): number {
  const time = /^\d{1,10}$/.test(epoch ?? "") ? Number(epoch) : Number.NaN;
  if (time < 8 ** 11) return time;
  throw new MisuseError({
    place: "SOURCE_DATE_EPOCH",
    fault: epoch ? "is not a time in seconds since 1970" : "is not set",
    mend: "set it to the commit's: git log -1 --format=%ct",
  });
}

function boundOf(size: string): number {
  const bound = /^[1-9]\d{0,3}$/.test(size) ? Number(size) : Number.NaN;
  if (bound <= 2048) return bound * 2 ** 20;
  throw new MisuseError({
    place: "--max-size",
    fault: "is not a number of MiB from 1 to 2048",
    mend: "write --max-size 512",
  });
}

await runProgram(normalise);
