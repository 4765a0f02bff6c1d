import type { RunnerSettings } from "../settings/settings.ts";
import type { Clock } from "./clock.ts";
import type { Compute } from "./compute.ts";
import type { GitHub } from "./github.ts";
import type { Hints } from "./hints.ts";
import type { Log } from "./log.ts";
import type { RunnerSecrets } from "./secrets.ts";
import type { Table } from "./table.ts";

/** All that the control plane works with. */
export interface Services {
  readonly settings: RunnerSettings;
  readonly clock: Clock;
  readonly table: Table;
  readonly hints: Hints;
  readonly secrets: RunnerSecrets;
  readonly compute: Compute;
  readonly github: GitHub;
  readonly log: Log;
  /** A text that was never answered before, of small letters, digits and dashes: a client token. */
  newToken(): string;
}
