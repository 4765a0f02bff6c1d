import type { Answer } from "./answer.ts";

/** Spot instances that EC2 took back, as it tells of them: moto says that the user ended them. */
export class Interruptions {
  readonly #instances = new Set<string>();

  /** From now on it is told of as taken back; ending it is the caller's. */
  add(instance: string): void {
    this.#instances.add(instance);
  }

  /** The answer of `DescribeInstances` with the reasons of instances that were taken back. */
  told(answer: Answer): Answer {
    let { body } = answer;
    for (const instance of this.#instances) {
      const at = body.indexOf(`<instanceId>${instance}</instanceId>`);
      // moto tells an instance's reason before its id.
      const reason = body.lastIndexOf("<stateReason>", at);
      if (at < 0 || reason < 0) continue;
      const code = "<stateReason><code>Server.SpotInstanceTermination</code></stateReason>";
      const end = body.indexOf("</stateReason>", reason) + "</stateReason>".length;
      body = body.slice(0, reason) + code + body.slice(end);
    }
    return { ...answer, body };
  }
}
