import type { AwsRequest } from "./request.ts";

/** What goes wrong with a request. */
export type Fault =
  /** The service does nothing and says so. */
  | "unavailable"
  /** It was asked too often, and does nothing. */
  | "throttled"
  /** It does what it was asked, and the connection breaks before its answer. */
  | "lost"
  /** The connection breaks before it was asked. */
  | "unheard"
  /** Its answer takes so long (ms). */
  | { readonly slow: number }
  /** It does nothing and says this: a code of the service's. */
  | { readonly code: string; readonly message: string; readonly status?: number };

/** Requests that something goes wrong with. */
export interface FaultRule {
  readonly service?: string;
  readonly action?: string;
  /** Which of them; without: all. */
  readonly when?: (request: AwsRequest) => boolean;
  /** How many of them; without: all. */
  readonly times?: number;
  readonly fault: Fault;
}

/** The faults that a test plans, in their order: each request takes the first that fits. */
export class FaultPlan {
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Infinity });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Null: nothing goes wrong with it. */
  take(request: AwsRequest): Fault | null {
    const found = this.#rules.find(({ rule, left }) => left > 0 && fits(rule, request));
    if (found === undefined) return null;
    found.left -= 1;
    return found.rule.fault;
  }
}

function fits({ service, action, when }: FaultRule, request: AwsRequest): boolean {
  if ((service ?? request.service) !== request.service) return false;
  return (action ?? request.action) === request.action && (when?.(request) ?? true);
}

/** The code by which a service says that it was asked too often. */
export function throttlingCode(service: string): { readonly code: string; readonly status: number } {
  switch (service) {
    case "ec2":
      return { code: "RequestLimitExceeded", status: 503 };
    case "dynamodb":
      return { code: "ProvisionedThroughputExceededException", status: 400 };
    case "sqs":
      return { code: "RequestThrottled", status: 403 };
    default:
      return { code: "ThrottlingException", status: 400 };
  }
}
