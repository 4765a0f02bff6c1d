import type { AwsRequest } from "./request.ts";

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** An error as the service words it: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function errorAnswer(
  { service }: Pick<AwsRequest, "service">,
  {
    code,
    message,
    status = 400,
  }: { readonly code: string; readonly message: string; readonly status?: number },
): Answer {
  if (service !== "ec2")
    return {
      status,
      contentType: "application/x-amz-json-1.0",
      body: JSON.stringify({ __type: code, message }),
    };
  const error = `<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  return xmlAnswer(
    `<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`,
    status,
  );
}

/** An answer of EC2: the content of `ACTIONResponse`. */
export function ec2Answer(action: string, content: string): Answer {
  const namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
  const id = `<requestId>${requestId}</requestId>`;
  return xmlAnswer(`<${action}Response xmlns="${namespace}">${id}${content}</${action}Response>`, 200);
}

/** Tags and such as EC2 lists them. */
export function xmlItems(items: readonly string[]): string {
  return items.map((item) => `<item>${item}</item>`).join("");
}

export function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

const requestId = "00000000-0000-4000-8000-000000000000";

function xmlAnswer(body: string, status: number): Answer {
  return { status, contentType: "text/xml;charset=UTF-8", body };
}
