import { type Answer, errorAnswer } from "./answer.ts";
import type { AwsRequest } from "./request.ts";

/**
 * Client tokens as EC2 has them, which moto ignores: the same token and wish get the first answer again, the same token
 * with another wish is refused (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html).
 */
export class ClientTokens {
  readonly #known = new Map<string, { readonly wish: string; readonly answer: Promise<Answer> }>();

  async once(request: AwsRequest, act: () => Promise<Answer>): Promise<Answer> {
    const { params, action } = request;
    const token = params.get("ClientToken");
    if (token === null || !["CreateFleet", "RunInstances"].includes(action)) return await act();
    const wish = JSON.stringify([...params].filter(([name]) => name !== "ClientToken").sort());
    const key = `${action} ${token}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      if (known.wish === wish) return await known.answer;
      const message = "Arguments on this idempotent request are inconsistent with arguments used previously.";
      return errorAnswer(request, { code: "IdempotentParameterMismatch", message });
    }
    const answer = act();
    this.#known.set(key, { wish, answer });
    const { status } = await answer;
    // A refused request may be made again.
    if (status !== 200) this.#known.delete(key);
    return await answer;
  }
}
