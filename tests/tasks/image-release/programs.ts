import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { DeclaredImage } from "../../../tasks/declaration/declaration.ts";
import { run } from "../index/run.ts";
import { imageName, password } from "../registry/services.ts";
import type { TinyImage } from "../registry/tiny-image.ts";
import { commit, declarationWithImage, writeArchives } from "./releases.ts";

const tasks = join(import.meta.dirname, "../../../tasks");

/** How a task ended. */
export interface TaskEnded {
  readonly code: number | null;
  readonly told: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A folder in which a job's steps run, gone when its scope ends. */
export class Job implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "image-job-"));
  readonly archives = join(this.folder, "archives");
  readonly #variables: Readonly<Record<string, string>>;

  constructor(
    registry: string,
    { image, ...variables }: { readonly image?: Partial<DeclaredImage> } & Record<string, unknown> = {},
  ) {
    writeFileSync(join(this.folder, "release.json"), JSON.stringify(declarationWithImage(image)));
    this.#variables = {
      REGISTRY_URL: registry,
      GITHUB_ACTOR: "octocat",
      GH_TOKEN: password,
      GITHUB_SHA: commit,
      GITHUB_REPOSITORY: imageName,
      ...(variables as Readonly<Record<string, string>>),
    };
  }

  /** What the jobs that built the images left. */
  archive(images: readonly TinyImage[]): void {
    rmSync(this.archives, { recursive: true, force: true });
    writeArchives(this.archives, images);
  }

  /** A program of that name, found before any other. */
  program(name: string, script: string): void {
    const path = join(this.folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  /** What such a program left in the folder. */
  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  /** Runs a task from its sources. */
  async task(
    name: string,
    args: readonly string[],
    variables: Readonly<Record<string, string>> = {},
  ): Promise<TaskEnded> {
    const output = join(this.folder, "output");
    writeFileSync(output, "");
    const { code, output: told } = await run(
      process.execPath,
      [join(tasks, `${name}.ts`), "--declaration", join(this.folder, "release.json"), ...args],
      {
        PATH: [this.folder, process.env["PATH"] ?? ""].join(delimiter),
        GITHUB_OUTPUT: output,
        ...this.#variables,
        ...variables,
      },
    );
    const entries = readFileSync(output, "utf8").matchAll(/^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
    return {
      code,
      told,
      outputs: Object.fromEntries([...entries].map(([, key = "", , value = ""]) => [key, value])),
    };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
