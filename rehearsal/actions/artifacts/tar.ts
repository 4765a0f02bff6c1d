import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { runProgram } from "../step/run-program.ts";

/** Packs files, named from a folder; of links what they lead to. */
export async function packTar(archive: string, root: string, files: readonly string[]): Promise<void> {
  const list = `${archive}.list`;
  try {
    writeFileSync(list, files.map((file) => `${relative(root, file)}\0`).join(""));
    await runProgram("tar", ["-chf", archive, "-C", root, "--null", "-T", list]);
  } finally {
    rmSync(list, { force: true });
  }
}

/** Unpacks below a folder, over what is there; answers the files' paths. Like artifacts, it keeps no modes. */
export async function unpackTar(archive: string, folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  await runProgram("tar", ["-xf", archive, "-C", folder, "--no-same-owner"]);
  const names = (await runProgram("tar", ["-tf", archive])).split("\n").filter((name) => name !== "");
  const files = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  for (const file of files) chmodSync(file, 0o644);
  return files;
}
