import { receive, type Receiving } from "../webhook/receive.ts";

/** A request as an HTTP API of API Gateway gives it (payload format 2.0), as far as it is read. */
export interface HttpEvent {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** What API Gateway answers. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers a delivery, and logs how, by the delivery's id alone. */
export async function answerHttp(event: HttpEvent, receiving: Receiving): Promise<HttpAnswer> {
  const { body: text = "", isBase64Encoded } = event;
  // The signature is of the bytes that came: text of API Gateway is their UTF-8.
  const body = Buffer.from(text, isBase64Encoded ? "base64" : "utf8");
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { status, message } = await receive({ headers, body }, receiving);
  const delivery = /^[0-9a-f-]{36}$/i.exec(headers["x-github-delivery"] ?? "")?.[0] ?? null;
  receiving.log.info("delivery", { delivery, status, message });
  return {
    statusCode: status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message }),
  };
}
