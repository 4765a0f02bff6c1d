import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Launch, MacHostUse, Runner } from "../../pools/runner.ts";
import type { PoolView } from "../../ports/table.ts";
import { kindOf } from "./definition.ts";
import { jobOf } from "./job-items.ts";

type Item = Record<string, AttributeValue>;

/** Name of the attribute that sums up what a month cost. */
export function spentIn(month: string): string {
  return `spent ${month}`;
}

/** A pool, of all items of its partition. */
export function poolView(items: readonly Item[], month: string): PoolView {
  const of = (kind: string) => items.filter(({ sk }) => kindOf(sk?.S ?? "") === kind);
  const state = unmarshall(of("STATE")[0] ?? {}) as Partial<PoolView> & Readonly<Record<string, unknown>>;
  const spent = state[spentIn(month)];
  return {
    version: state.version ?? 0,
    spent: typeof spent === "number" ? spent : 0,
    jobs: of("JOB").map(jobOf),
    runners: of("RUNNER").map((item) => withoutKeys(item) as Runner),
    launches: of("LAUNCH").map((item) => withoutKeys(item) as Launch),
    hosts: of("HOST").map((item) => withoutKeys(item) as MacHostUse),
    notice: state.notice ?? null,
    outdatedSince: state.outdatedSince ?? null,
    drainedSince: state.drainedSince ?? null,
  };
}

/** The item of something that is kept as it is. */
export function itemOf(key: Item, value: object): Item {
  return { ...key, ...marshall(value) };
}

/** What such an item holds. */
export function withoutKeys(item: Item): unknown {
  const { pk, sk, expires, ...value } = unmarshall(item);
  return value;
}
