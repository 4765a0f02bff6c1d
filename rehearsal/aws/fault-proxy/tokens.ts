import { type Answer, errorAnswer } from "./answer.ts";
import type { AwsRequest } from "./request.ts";

/**
 * Client tokens as EC2 has them, which moto ignores: the same token and wish get the first answer again, the same token
 * with another wish is refused (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html).
 */
export class ClientTokens {
  readonly #known = new Map<string, { readonly wish: string; readonly answer: Promise<Answer> }>();
  readonly #isOver: (answer: Answer) => boolean;

  /** `isOver`: whether all that an answer started has ended. */
  constructor(isOver: (answer: Answer) => boolean) {
    this.#isOver = isOver;
  }

  async once(request: AwsRequest, act: () => Promise<Answer>): Promise<Answer> {
    const { params, action } = request;
    const token = params.get("ClientToken");
    if (token === null || !withTokens.includes(action)) return await act();
    const wish = JSON.stringify([...params].filter(([name]) => name !== "ClientToken").sort());
    const key = `${action} ${token}`;
    const known = this.#known.get(key);
    if (known !== undefined) return await this.#again(request, known.wish === wish ? known.answer : null);
    const answer = act();
    this.#known.set(key, { wish, answer });
    // A refused request may be made again.
    const forget = () => this.#known.delete(key);
    void answer.then(({ status }) => status === 200 || forget(), forget);
    return await answer;
  }

  /** `first`: what the token was answered first; null: it was for another wish. */
  async #again(request: AwsRequest, first: Promise<Answer> | null): Promise<Answer> {
    const answer = await first;
    if (answer === null)
      return errorAnswer(request, {
        code: "IdempotentParameterMismatch",
        message:
          "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
      });
    if (request.action !== "RunInstances" || !this.#isOver(answer)) return answer;
    const message = "The client token is that of a request whose instance has been terminated.";
    return errorAnswer(request, { code: "IdempotentInstanceTerminated", message });
  }
}

const withTokens = ["CreateFleet", "RunInstances", "CreateReplaceRootVolumeTask"];
