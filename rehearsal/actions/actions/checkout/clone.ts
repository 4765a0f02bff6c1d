import { runProgram } from "../../step/run-program.ts";
import { type Wanted, trackedAs } from "./refs.ts";

/** A repository of the emulated GitHub, and where it is fetched to. */
export interface CloneOptions {
  /** Empty. */
  readonly folder: string;
  /** `owner/name` */
  readonly repository: string;
  /** Address of the emulated GitHub, with a slash at its end. */
  readonly server: string;
  readonly token: string;
}

/** A clone in the making, whose origin is written as on GitHub. */
export class Clone {
  readonly #options: CloneOptions;

  constructor(options: CloneOptions) {
    this.#options = options;
  }

  async begin(): Promise<void> {
    const { repository, server } = this.#options;
    const origin = `https://github.com/${repository}`;
    await this.#git("init", "--quiet", "--template=");
    await this.#git("remote", "add", "origin", origin);
    for (const written of [origin, `${origin}.git`]) {
      await this.#git("config", "--add", `url.${server}${repository}.git.insteadOf`, written);
    }
  }

  /** Depth 0 is all history. */
  async fetch(refSpecs: readonly string[], depth: number): Promise<void> {
    const options = ["--quiet", "--no-tags", "--prune", "--no-recurse-submodules"];
    const deep = depth > 0 ? [`--depth=${depth}`] : [];
    await this.#asking("fetch", ...options, ...deep, "origin", ...refSpecs);
  }

  /** The refs that the server has, and the one that its HEAD names. */
  async listRefs(): Promise<{ readonly refs: ReadonlySet<string>; readonly head: string }> {
    const lines = (await this.#asking("ls-remote", "--quiet", "--symref", "origin")).split("\n");
    const refs = lines.map((line) => line.split("\t")[1] ?? "");
    const head = /^ref: (\S+)\tHEAD$/m.exec(lines.join("\n"))?.[1] ?? "refs/heads/main";
    return { refs: new Set(refs), head };
  }

  /** Whether the ref is here and stands for the commit. */
  async has({ ref, commit }: Wanted): Promise<boolean> {
    try {
      const found = await this.#git(
        "rev-parse",
        "--verify",
        "--quiet",
        `${ref === "" ? commit : trackedAs(ref)}^{commit}`,
      );
      return commit === "" || found.trim() === commit;
    } catch {
      return false;
    }
  }

  async checkOut(args: readonly string[]): Promise<void> {
    await this.#git("checkout", "--quiet", "--force", ...args);
  }

  async head(): Promise<string> {
    return (await this.#git("log", "-1", "--format=%H")).trim();
  }

  /** Leaves the token for the steps that follow: the folder is the job's own. */
  async persistToken(): Promise<void> {
    const { server } = this.#options;
    await this.#git("config", `http.${server}.extraheader`, this.#header());
  }

  /** The token goes by the environment: arguments are seen by whoever lists processes. */
  async #asking(...args: readonly string[]): Promise<string> {
    return await this.#run(args, {
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `http.${this.#options.server}.extraheader`,
      GIT_CONFIG_VALUE_0: this.#header(),
    });
  }

  #git(...args: readonly string[]): Promise<string> {
    return this.#run(args, {});
  }

  #run(args: readonly string[], variables: Readonly<Record<string, string>>): Promise<string> {
    // Nobody is asked for a password, and no helper of the user's gives one.
    const alone = ["-c", "credential.helper=", "-c", "core.askPass=true", "-c", "maintenance.auto=false"];
    const told = [...alone, ...args];
    const { folder } = this.#options;
    return runProgram("git", told, { folder, variables: { GIT_TERMINAL_PROMPT: "0", ...variables } });
  }

  #header(): string {
    return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${this.#options.token}`).toString("base64")}`;
  }
}
