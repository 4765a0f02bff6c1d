/** How an instance is paid: spot can be interrupted. */
export type Market = "spot" | "on-demand";

/** An instance of a pool, as EC2 tells of it. */
export interface Instance {
  readonly id: string;
  readonly pool: string;
  /** Token of the launch that made it: its tag. */
  readonly launch: string;
  readonly type: string;
  readonly zone: string;
  readonly market: Market;
  /** ms since 1970. */
  readonly launchedAt: number;
  /** `ending`: it stops or shuts down, and runs nothing any more. Ended ones are not told of. */
  readonly state: "pending" | "running" | "ending";
  /** The dedicated host it is on: mac alone. */
  readonly host: string | null;
}

/** What EC2 is to start. */
export interface LaunchRequest {
  /** Asked twice with the same token and the same wish, EC2 starts it once. */
  readonly token: string;
  readonly pool: string;
  readonly count: number;
  readonly market: Market;
}

/** What EC2 started. */
export interface Launched {
  readonly instances: readonly Instance[];
  /** Why there are fewer than asked for, in EC2's words; null: there are as many. */
  readonly shortfall: string | null;
}

/** A dedicated host of a mac pool. */
export interface MacHost {
  readonly id: string;
  readonly pool: string;
  readonly type: string;
  /** `pending`: it is scrubbed, which takes up to 110 minutes, and is not paid for. */
  readonly state: "available" | "pending" | "other";
  /** The instance on it; null: none. */
  readonly instance: string | null;
}

/** How the replacement of an instance's root volume stands. */
export type Replacement = "under way" | "succeeded" | "failed";

/** The machines of all pools of a stack. Each call throws where its outcome is not known. */
export interface Compute {
  /** Starts instances of a Linux pool: any type and zone of the pool. Too little capacity is no error. */
  launch(request: LaunchRequest): Promise<Launched>;
  /** Starts one instance on a host, which may refuse it though it says that it is available. */
  launchOn(host: string, request: Omit<LaunchRequest, "count" | "market">): Promise<Launched>;
  /** All instances of the stack. What was started a moment ago may not be among them yet. */
  instances(): Promise<readonly Instance[]>;
  /** Ends them; those that are ended already are none of its concern. */
  end(instances: readonly string[]): Promise<void>;
  /** Those of them that EC2 took back, as it told: spot interruptions. */
  interrupted(instances: readonly string[]): Promise<readonly string[]>;
  hosts(): Promise<readonly MacHost[]>;
  /**
   * Gives a mac instance a fresh root volume, after which it boots anew; answers the task's id, null where its type does
   * not have that.
   */
  replaceRoot(instance: string): Promise<string | null>;
  /** How that task stands. */
  replacement(task: string): Promise<Replacement>;
}
