/** How the services behave towards one machine. */
export interface Scenario {
  readonly instance: string;
  readonly secrets: { readonly secretKey: string; readonly sessionToken: string };
  /** What the control plane writes, once it was asked for so often (null: never). */
  readonly parameter: { readonly value: string; readonly after: number | null };
  readonly isDeleteRefused: boolean;
  /** It is deleted, but the answer is an error. */
  readonly isDeleteAnswerLost: boolean;
  /** EC2 takes the instance back. */
  readonly isInterrupted: boolean;
}

/** One call of a service of AWS, as it came. */
export interface Call {
  readonly target: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly status: number;
  /** AWS's word for a refusal. */
  readonly word: string;
  /** ms since 1970. */
  readonly at: number;
}
