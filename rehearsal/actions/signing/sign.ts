import { oidcEndpointOf, requestOidcToken } from "../../../tasks/oidc/token.ts";
import type { Step } from "../step/step.ts";

/**
 * Has the emulated GitHub sign a statement, where Sigstore would: who signs is what the job's own token says. Answers
 * the bundle as JSON in one line; throws where the job may ask for no token.
 */
export async function signStatement(step: Step, statement: unknown): Promise<string> {
  const oidc = await requestOidcToken(oidcEndpointOf(step.variables), "sigstore", {});
  step.mask(oidc);
  const answer = await fetch(`${step.variable("REHEARSAL_GITHUB_URL")}_sign`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ oidc, statement }),
  });
  if (!answer.ok) throw new Error(`Failed to sign: (${answer.status})`);
  const { bundle } = (await answer.json()) as { readonly bundle: unknown };
  return JSON.stringify(bundle);
}
