/** The queue that wakes the controller of a pool. A hint says that something is to be looked at, never what. */
export interface Hints {
  /**
   * Hints of one pool are handled one after the other, those of the same `id` within minutes once. Throws where the queue
   * did not take it.
   */
  send(pool: string, id: string): Promise<void>;
}
