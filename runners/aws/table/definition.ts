/** The table as DynamoDB is told of it: keys, the index for people, and the attribute by which items expire. */
export const tableDefinition = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Seconds since 1970. */
  timeToLive: "expires",
  /** Jobs of a pool by the time of their creation; it holds jobs alone, since nothing else has its key. */
  index: { name: "jobs-by-pool", partitionKey: "listedIn", sortKey: "createdAt" },
} as const;

type Key = Readonly<Record<"pk" | "sk", { readonly S: string }>>;

function key(pk: string, sk: string): Key {
  return { pk: { S: pk }, sk: { S: sk } };
}

/** Where each thing is kept. What belongs to a pool is in one partition, so that it is read at once. */
export const keys = {
  job: (id: number) => key(`JOB#${id}`, "JOB"),
  run: (id: number) => key(`RUN#${id}`, "RUN"),
  points: (minute: number) => key(`POINTS#${minute}`, "POINTS"),
  mark: (name: string) => key(`MARK#${name}`, "MARK"),
  pool: (name: string) => `POOL#${name}`,
  state: (pool: string) => key(`POOL#${pool}`, "STATE"),
  openJob: (pool: string, id: number) => key(`POOL#${pool}`, `JOB#${id}`),
  runner: (pool: string, instance: string) => key(`POOL#${pool}`, `RUNNER#${instance}`),
  launch: (pool: string, token: string) => key(`POOL#${pool}`, `LAUNCH#${token}`),
  host: (pool: string, host: string) => key(`POOL#${pool}`, `HOST#${host}`),
} as const;

/** What an item of a pool's partition is, by its sort key. */
export function kindOf(sortKey: string): string {
  return sortKey.split("#")[0] ?? "";
}

const day = 86_400;

/** How long each is kept after its last change (s): longer than GitHub sends a delivery again. */
export const keptFor = { job: 7 * day, run: 7 * day, points: 600, mark: 14 * day } as const;
