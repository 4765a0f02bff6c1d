import type { Step } from "../../step/step.ts";

/** Stores an attestation's bundle on the emulated GitHub, as its permission `attestations: write` lets; answers the id. */
export async function storeAttestation(step: Step, bundle: string): Promise<string> {
  const address = `${step.variable("GITHUB_API_URL")}/repos/${step.variable("GITHUB_REPOSITORY")}/attestations`;
  const answer = await fetch(address, {
    method: "POST",
    headers: {
      authorization: `Bearer ${step.input("github-token")}`,
      accept: "application/vnd.github+json",
      "content-type": "application/json",
    },
    body: `{"bundle":${bundle}}`,
  });
  const told = (await answer.json()) as { readonly id?: number | string; readonly message?: string };
  if (answer.ok) return String(told.id ?? "");
  throw new Error(`Failed to persist attestation: ${told.message ?? String(answer.status)}`);
}
