import { spawn, type ChildProcess } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(import.meta.dirname, "..", "..");

/** What a command of the clone ended with. */
export interface Ending {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A machine and a clone of this project on it: its own PATH, home and cache, with stand-ins for what is slow. */
export class FreshClone implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-toolchain-"));
  readonly bin = join(this.folder, "machine");
  readonly cache = join(this.folder, "cache");
  readonly clone = join(this.folder, "clone");
  /** Added to the environment of each command. */
  readonly env: Record<string, string> = { SLIPWAY_ENGINE_MIRROR: "http://127.0.0.1:9" };
  /** npm scripts find the clone's own Node first; then that one runs the command. */
  nodeFromPackages = false;
  readonly #calls = join(this.folder, "calls");

  constructor() {
    mkdirSync(this.bin, { recursive: true });
    symlinkSync(process.execPath, join(this.bin, "node"));
    this.#layOut(this.clone);
  }

  /** A second clone on the same machine. */
  another(): string {
    const folder = join(this.folder, "another");
    this.#layOut(folder);
    return folder;
  }

  #layOut(folder: string): void {
    const isSource = (path: string): boolean => !path.endsWith(".ts");
    cpSync(join(project, "toolchain"), join(folder, "toolchain"), { recursive: true, filter: isSource });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    const packages = {
      "": {},
      "node_modules/node": { version: "24.0.0" },
      "node_modules/checker": { version: "1.0.0", dev: true },
    };
    writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages }));
    for (const name of ["cli", "bench"]) {
      mkdirSync(join(folder, name));
      this.write(join(folder, name, "main.ts"), "console.log(JSON.stringify(process.argv.slice(2)));");
    }
  }

  write(file: string, text: string): void {
    writeFileSync(file, text);
  }

  /** Puts a program on the machine: what it does is given as CommonJS; each call of it is noted. */
  install(name: string, does: string): void {
    const note = `require("node:fs").appendFileSync(${JSON.stringify(this.#calls)}, ${JSON.stringify(name)} + " " + process.argv.slice(2).join(" ") + "\\n");`;
    writeFileSync(join(this.bin, name), `#!${process.execPath}\n${note}\n${does}\n`, { mode: 0o755 });
  }

  remove(name: string): void {
    rmSync(join(this.bin, name), { force: true });
  }

  /** Programs of the real machine that a test needs. */
  borrow(...names: readonly string[]): void {
    for (const name of names) {
      const found = ["/bin", "/usr/bin"].map((folder) => join(folder, name)).find((file) => existsSync(file));
      if (found !== undefined) symlinkSync(found, join(this.bin, name));
    }
  }

  /** What was called on the machine so far, a line each. */
  calls(name: string): readonly string[] {
    if (!existsSync(this.#calls)) return [];
    return readFileSync(this.#calls, "utf8")
      .split("\n")
      .filter((line) => line.startsWith(`${name} `));
  }

  start(args: readonly string[], folder = this.clone): ChildProcess {
    const own = join(folder, "node_modules", ".bin", "node");
    return spawn(
      this.nodeFromPackages ? own : process.execPath,
      [join(folder, "toolchain", "run.js"), ...args],
      {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
        env: { PATH: this.bin, HOME: this.folder, SLIPWAY_CACHE: this.cache, ...this.env },
      },
    );
  }

  run(args: readonly string[], folder = this.clone): Promise<Ending> {
    return ending(this.start(args, folder));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits for a started command. */
export function ending(child: ChildProcess): Promise<Ending> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

/** Waits until a command has said something on one of its outputs. */
export function said(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      let heard = "";
      stream?.on("data", (chunk: Buffer) => {
        heard += chunk.toString();
        if (heard.includes(text)) resolve();
      });
    }
  });
}
