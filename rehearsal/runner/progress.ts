import type { ActEvent } from "./act-event.ts";
import type { WrittenStep } from "./job-file.ts";
import type { JobEvent, StepEnded } from "./job.ts";
import type { JobLog } from "./job-log.ts";
import type { Stars } from "./stars.ts";

/** A step as expressions see it. */
export interface StepContext {
  readonly outputs: Readonly<Record<string, string>>;
  /** Before `continue-on-error` was looked at. */
  readonly outcome: StepEnded["result"];
  readonly conclusion: StepEnded["result"];
}

/** A step so far. */
interface StepState {
  readonly id: string;
  readonly isAction: boolean;
  name: string;
  state: "waiting" | "running" | "ended";
  result: StepEnded["result"];
  isForgiven: boolean;
  seconds: number;
  /** Milliseconds of the process's own clock. */
  startedAt: number;
  readonly outputs: Record<string, string>;
  readonly errors: string[];
  /** The last lines that it printed. */
  readonly last: string[];
}

const lastLines = 12;

/** How far a job has come, from act's events; what act says of the end is checked against its steps. */
export class Progress {
  /** What act said of the job's end; null: nothing yet. */
  ended: boolean | null = null;
  readonly #faults: string[] = [];
  readonly #steps: readonly StepState[];
  readonly #log: JobLog;
  readonly #stars: Stars;
  readonly #told: (event: JobEvent) => void;

  constructor(
    steps: readonly WrittenStep[],
    { log, stars }: { readonly log: JobLog; readonly stars: Stars },
    told: (event: JobEvent) => void,
  ) {
    this.#steps = steps.map(newState);
    this.#log = log;
    this.#stars = stars;
    this.#told = told;
  }

  take(event: ActEvent): void {
    if (event.kind === "job-ends") this.ended = event.ok;
    else if (event.kind === "mask") this.#stars.hide(event.text);
    else this.#ofStep(event);
  }

  /** What act found wrong outside of the steps. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** Nothing failed but what is forgiven. */
  get isWell(): boolean {
    return this.#steps.every(
      ({ result, isForgiven }) => result === "success" || result === "skipped" || isForgiven,
    );
  }

  /** Steps that have not ended: none of them will. */
  close(isCancelled: boolean): void {
    for (const step of this.#steps) {
      if (step.state === "ended") continue;
      const seconds = (performance.now() - step.startedAt) / 1000;
      const isRunning = step.state === "running";
      this.#end(
        step,
        isRunning ? (isCancelled ? "cancelled" : "failure") : "skipped",
        isRunning ? seconds : 0,
      );
    }
  }

  get steps(): readonly StepEnded[] {
    return this.#steps.map((step) => this.#report(step));
  }

  /** The `steps` context. */
  get context(): Readonly<Record<string, StepContext>> {
    return Object.fromEntries(
      this.#steps.map(({ id, outputs, result, isForgiven }) => [
        id,
        { outputs, outcome: result, conclusion: isForgiven ? "success" : result },
      ]),
    );
  }

  #ofStep(event: Exclude<ActEvent, { readonly kind: "job-ends" | "mask" }>): void {
    const step = this.#steps.find(({ id }) => id === event.step);
    if (step === undefined) {
      if (event.kind === "fault") this.#fault(event.text);
      else if (event.kind === "printed") this.#log.print(event.text);
      return;
    }
    switch (event.kind) {
      case "step-begins":
        this.#begin(step, event.name);
        return;
      case "step-forgiven":
        step.isForgiven = true;
        return;
      case "step-ends":
        this.#end(step, event.ok && step.result !== "failure" ? "success" : "failure", event.seconds);
        return;
      case "output":
        // At the end of an action act takes what its last step wrote for the action's own outputs.
        if (!step.isAction || step.state === "running") step.outputs[event.name] = event.text;
        return;
      case "printed":
        this.#printed(step, event.text);
        return;
      case "error":
      case "refused":
        this.#erred(step, event);
        return;
      case "fault":
        if (step.state === "waiting") this.#fault(event.text);
        this.#printed(step, event.text);
        return;
      default:
        event satisfies never;
    }
  }

  #begin(step: StepState, name: string): void {
    for (const before of this.#steps.slice(0, this.#steps.indexOf(step)))
      if (before.state === "waiting") this.#end(before, "skipped", 0);
    step.state = "running";
    step.startedAt = performance.now();
    step.name = this.#log.clean(name === "" ? step.name : name).replaceAll("\n", " ");
    this.#log.begin(step.name);
    this.#told({ kind: "step", id: step.id, name: step.name });
  }

  #end(step: StepState, result: StepEnded["result"], seconds: number): void {
    step.state = "ended";
    step.result = result;
    step.seconds = seconds;
    this.#told({ kind: "step-ended", step: this.#report(step) });
  }

  #erred(
    step: StepState,
    { kind, text }: { readonly kind: "error" | "refused"; readonly text: string },
  ): void {
    // GitHub ends a step that uses a command it refuses; act goes on.
    if (kind === "refused" && step.state === "running") step.result = "failure";
    step.errors.push(...this.#log.lines(text));
    this.#log.print(kind === "error" ? `error: ${text}` : text);
  }

  #printed(step: StepState, text: string): void {
    this.#log.print(text);
    step.last.push(...this.#log.lines(text).filter((line) => line.trim() !== ""));
    step.last.splice(0, step.last.length - lastLines);
  }

  #fault(text: string): void {
    this.#faults.push(this.#log.clean(text).trim());
    this.#log.print(text);
  }

  #report({ id, name, result, seconds, errors, last }: StepState): StepEnded {
    const said = result !== "failure" ? [] : errors.length > 0 ? [...errors] : [...last];
    return { id, name: name.includes("${{") ? id : name, result, seconds, said };
  }
}

function newState({ id, name, written }: WrittenStep): StepState {
  return {
    id,
    isAction: written["uses"] !== undefined,
    name,
    state: "waiting",
    result: "skipped",
    isForgiven: false,
    seconds: 0,
    startedAt: 0,
    outputs: {},
    errors: [],
    last: [],
  };
}
