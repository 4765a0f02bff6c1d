import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";

/** An answer as a test wrote it; `none`: it never comes. */
export type Answer = "none" | { readonly status: number; readonly body: object };

/** A service in DynamoDB's place that says what it was told to, whatever it is asked. */
export interface ScriptedDynamoDb {
  readonly url: string;
  /** Bodies of the requests that came. */
  readonly requests: readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

/** Starts it on this machine alone; after the last answer all is well and empty. */
export async function scriptedDynamoDb(answers: readonly Answer[]): Promise<ScriptedDynamoDb> {
  const requests: Record<string, unknown>[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const number = requests.push((await json(request)) as Record<string, unknown>);
    const answer = answers[number - 1] ?? { status: 200, body: {} };
    if (answer === "none") return;
    response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(answer.body));
  };
  const server = createServer((request, response) => void serve(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the service got no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** DynamoDB's answer to a transaction that it did not do, with its reason for each item. */
export function cancelled(...reasons: readonly object[]): Answer {
  const body = {
    __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
    ...{ Message: "Transaction cancelled", CancellationReasons: reasons },
  };
  return { status: 400, body };
}
