import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";

/** How long a value is used before it is asked for again (ms): a rotated secret is known then. */
const validity = 5 * 60_000;

/** A secret of Parameter Store, asked for once by all that need it at the same time. */
export class KeptValue {
  readonly #client: SSMClient;
  readonly #name: string;
  readonly #now: () => number;
  #value: Promise<string> | null = null;
  #until = 0;

  /** `name`: of the parameter. */
  constructor(client: SSMClient, name: string, now: () => number) {
    this.#client = client;
    this.#name = name;
    this.#now = now;
  }

  get(): Promise<string> {
    if (this.#value !== null && this.#now() < this.#until) return this.#value;
    const value = this.#ask();
    this.#value = value;
    this.#until = this.#now() + validity;
    // What failed is asked for again by the next.
    value.catch(() => (this.#value = null));
    return value;
  }

  async #ask(): Promise<string> {
    const request = new GetParameterCommand({ Name: this.#name, WithDecryption: true });
    const { Parameter } = await this.#client.send(request);
    if (!Parameter?.Value) throw new Error(`parameter ${this.#name}: is empty; put the secret there`);
    return Parameter.Value;
  }
}
