import type { Instance } from "../../../runners/ports/compute.ts";
import type { GitHubModel, ModelJob } from "../github-model.ts";
import type { SimulatedTime } from "../simulated-time.ts";
import type { Chance } from "./chance.ts";
import type { FaultRates } from "./faults.ts";
import type { Ground } from "./ground.ts";

export interface MachinesOptions {
  readonly time: SimulatedTime;
  readonly chance: Chance;
  readonly rates: () => FaultRates;
  readonly github: GitHubModel;
  readonly ground: () => Pick<Ground, "fetch" | "stop" | "interrupt">;
  /** ms until the boot program of an instance looks for its configuration. */
  readonly bootTime: () => number;
  /** ms that a job takes, and how it ends. */
  readonly work: (job: ModelJob) => { readonly ms: number; readonly conclusion: string };
  /** ms after which an instance ends whatever it does. */
  readonly lifetime: number;
}

const second = 1000;

/** How long a boot program waits for its configuration. */
const patience = 120 * second;

/** What runs on instances: the boot program, the runner, its job; it ends with the instance. */
export class Machines {
  readonly #options: MachinesOptions;
  /** GitHub's id of the runner on an instance. */
  readonly #runners = new Map<string, number>();
  /** Which boot of an instance is the present one. */
  readonly #boots = new Map<string, number>();

  constructor(options: MachinesOptions) {
    this.#options = options;
  }

  /** The instance has power: from the first time on, or again with a fresh root volume. */
  boot(instance: Instance): void {
    const { time, chance, rates, bootTime, lifetime } = this.#options;
    const boot = (this.#boots.get(instance.id) ?? 0) + 1;
    this.#boots.set(instance.id, boot);
    if (instance.host === null) time.after(lifetime, () => this.#powerOff(instance));
    if (instance.market === "spot" && chance.happens(rates().interruption))
      time.after(chance.between(0, 600 * second), () => this.#do((ground) => ground.interrupt(instance.id)));
    if (chance.happens(rates().boot)) return;
    const until = instance.host === null ? time.now() + bootTime() + patience : Infinity;
    time.after(bootTime(), () => this.#do(() => this.#look(instance, { boot, until })));
  }

  /** The instance is no more. */
  end(instance: string): void {
    this.#boots.delete(instance);
    const runner = this.#runners.get(instance);
    if (runner !== undefined) this.#options.github.lose(runner);
    this.#runners.delete(instance);
  }

  async #look(
    instance: Instance,
    { boot, until }: { readonly boot: number; readonly until: number },
  ): Promise<void> {
    const { time, github, ground } = this.#options;
    if (this.#boots.get(instance.id) !== boot) return;
    const configuration = await ground().fetch(instance.id);
    if (configuration === null) {
      if (time.now() >= until) this.#powerOff(instance);
      else time.after(5 * second, () => this.#do(() => this.#look(instance, { boot, until })));
      return;
    }
    const runner = github.connect(configuration.jitConfig);
    if (runner === null) {
      this.#finish(instance);
      return;
    }
    this.#runners.set(instance.id, runner.id);
    this.#wait(instance, { boot, runner: runner.id });
  }

  /** Waits for a job as the runner does: until it has one, or GitHub knows it no more. */
  #wait(instance: Instance, at: { readonly boot: number; readonly runner: number }): void {
    const { time, chance, rates, github, work } = this.#options;
    if (this.#boots.get(instance.id) !== at.boot) return;
    const runner = github.runners.get(at.runner);
    if (runner?.job == null && chance.happens(rates().removal)) github.runners.delete(at.runner);
    if (!github.runners.has(at.runner)) {
      this.#finish(instance);
      return;
    }
    const job = runner?.job == null ? undefined : github.jobs.get(runner.job);
    if (job === undefined) {
      time.after(5 * second, () => this.#wait(instance, at));
      return;
    }
    const { ms, conclusion } = work(job);
    time.after(ms, () => {
      if (this.#boots.get(instance.id) !== at.boot) return;
      github.finish(job.id, conclusion);
      this.#finish(instance);
    });
  }

  /** The runner's program ended: the instance powers itself off; a mac stays for its next job. */
  #finish(instance: Instance): void {
    this.#runners.delete(instance.id);
    if (instance.host === null) this.#options.time.after(3 * second, () => this.#powerOff(instance));
  }

  #powerOff({ id }: Instance): void {
    this.#do((ground) => ground.stop(id));
  }

  #do(work: (ground: Pick<Ground, "fetch" | "stop" | "interrupt">) => Promise<void>): void {
    void this.#options.time.hold(work(this.#options.ground()));
  }
}
