/** The queue that wakes the controller of a pool. A hint says that something is to be looked at, never what. */
export interface Hints {
  /** Throws where the queue did not take it. */
  send(pool: string): Promise<void>;
}
