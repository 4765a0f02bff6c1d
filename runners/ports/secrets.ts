/** What an instance fetches once it is up; the program `runners/boot` reads it. */
export interface RunnerConfiguration {
  /** `encoded_jit_config` of GitHub's answer: whoever has it is the runner. */
  readonly jitConfig: string;
  /** Repositories whose jobs it may run: checked once more on the instance before a job's first step. */
  readonly repositories: readonly string[];
  /** Events of a public repository whose runs it serves. */
  readonly events: readonly string[];
}

/** Configurations of runners, each for one instance, encrypted: only that instance can read it, and deletes it then. */
export interface RunnerSecrets {
  /** Throws where it is not known to be kept. Answers `exists` where the instance has one that it has not fetched. */
  put(instance: string, configuration: RunnerConfiguration): Promise<"kept" | "exists">;
  /** What is not there is as good as removed. */
  remove(instance: string): Promise<void>;
  /** Instances that have a configuration which they have not fetched. */
  list(): Promise<readonly string[]>;
}
