/** Where the services are, if not where the SDK finds them by itself, and how fast they are: for tests. */
export interface AwsPlace {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** How long each of them may take to begin its answer (ms). */
  readonly patience?: number;
}

/** (ms) GitHub waits for ten seconds until table and queue have what it told; EC2 answers once it has started all. */
const patiences = { dynamodb: 2000, sqs: 2000, ssm: 10_000, ec2: 30_000 } as const;

/**
 * Options of a client that gives up in time: a function has seconds, and what was asked with a token is asked again later.
 * The SDK tries throttled, broken and late requests again, with the same token.
 */
export function clientOptions(service: keyof typeof patiences, { patience, ...place }: AwsPlace) {
  return {
    ...{ ...place, maxAttempts: 4 },
    requestHandler: {
      ...{ connectionTimeout: 2000, requestTimeout: patience ?? patiences[service] },
      // Without it the SDK warns of a late answer and waits on.
      throwOnRequestTimeout: true,
    },
  };
}
