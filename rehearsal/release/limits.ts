import type { RunEnded } from "../workflow-run/ground.ts";
import type { World } from "./world.ts";

/** What a release on GitHub does, and its rehearsal does not; a line each. */
export function notExercised({ images }: World, { notes }: RunEnded): readonly string[] {
  const always = [
    "GitHub's runners, caches, concurrency groups and limits of time and rate: the jobs run on this machine, under this account, able to reach whatever it reaches.",
    "Third-party actions: small local ones of the same inputs and outputs stand in for them.",
    "Signatures: what is attested says who built it, but no certificate of Sigstore's signs it, and none is checked.",
    "build.yml on the tagged commit, which is taken as passed, and upkeep.yml, which the release only starts.",
    "The indexes' own looks at descriptions, licences and malware, and GitHub's at its limits.",
  ];
  return [...new Set([...notes, ...(images?.notExercised ?? []), ...always])];
}

/** What a person does for the real release, and was taken as done here. */
export function byHand({ plan, images, indexes }: World): readonly string[] {
  const { publisher } = plan;
  const publishers = indexes
    .filter(({ declared }) => declared.token === null)
    .map(({ declared }) => {
      const environment =
        declared.environment === null ? "no environment" : `environment ${declared.environment}`;
      const fields = `owner ${publisher.owner}, repository ${publisher.repository}, workflow ${publisher.workflow}, ${environment}`;
      return `Register the trusted publisher of ${publisher.project} at ${declared.title}: ${fields}.`;
    });
  const tokens = indexes.flatMap(({ declared: { token, title, environment } }) =>
    token === null
      ? []
      : [`Set the secret ${token} of ${environment ?? "the repository"} to a token of ${title}.`],
  );
  return [...publishers, ...tokens, ...(images?.byHand ?? [])];
}
