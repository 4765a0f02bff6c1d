import { askAudience, exchangeToken } from "../../../../tasks/index/token.ts";
import { oidcEndpointOf, requestOidcToken } from "../../../../tasks/oidc/token.ts";
import type { Step } from "../../step/step.ts";

/** Exchanges the job's own token for one that may upload; throws with what the index has against it. */
export async function exchange(step: Step, url: string): Promise<string> {
  const endpoint = oidcEndpointOf(step.variables);
  const options = { place: "the index", say: (line: string) => step.say(line) };
  const oidc = await requestOidcToken(endpoint, await askAudience(url, options), {});
  step.mask(oidc);
  const answer = await exchangeToken(url, oidc, options);
  if (answer.token === null) {
    const reasons = answer.errors.map(({ code, description }) => `\`${code}\`: ${description}`);
    throw new Error(
      ["Token request failed: the server refused the request for the following reasons:", ...reasons].join(
        "\n",
      ),
    );
  }
  step.mask(answer.token);
  return answer.token;
}
