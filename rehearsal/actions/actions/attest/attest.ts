import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requestOidcToken, oidcEndpointOf } from "../../../../tasks/oidc/token.ts";
import { signStatement } from "../../signing/sign.ts";
import type { StandIn, Step } from "../../step/step.ts";
import { predicateOf } from "./predicate.ts";
import { pushAttestation } from "./push.ts";
import { storeAttestation } from "./store.ts";
import { type Subject, subjectsOf } from "./subjects.ts";

/** Attests files or an image: says who built what, signed by the emulated GitHub, and stores it there. */
export const attest: StandIn = async (step) => {
  const endpoint = oidcEndpointOf(step.variables);
  const subjects = subjectsOf(step);
  const { type, predicate } = await predicateOf(step, () => requestOidcToken(endpoint, "nobody", {}));
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: subjects,
    predicateType: type,
    predicate,
  };
  const bundle = await signStatement(step, statement);
  const id = await storeAttestation(step, bundle);
  const path = keep(step, bundle);
  step.say(
    `Attestation created for ${subjects.length === 1 ? nameOf(subjects[0]) : `${subjects.length} subjects`}`,
  );
  if (step.flag("push-to-registry")) await push(step, { bundle, subjects, type });
  const url = `https://github.com/${step.variable("GITHUB_REPOSITORY")}/attestations/${id}`;
  return { "bundle-path": path, "attestation-id": id, "attestation-url": url };
};

interface Attested {
  readonly bundle: string;
  readonly subjects: readonly Subject[];
  readonly type: string;
}

async function push(step: Step, { bundle, subjects, type }: Attested): Promise<void> {
  const [subject] = subjects;
  if (subject === undefined) return;
  const digest = await pushAttestation(step, { subject, bundle, type });
  step.say(`Attestation uploaded to registry: ${subject.name}@${digest}`);
  if (step.flag("create-storage-record")) step.note(`no storage record of ${subject.name} is made`);
}

/** One bundle a line, as the file may hold several. */
function keep(step: Step, bundle: string): string {
  const folder = join(step.temp, randomUUID());
  const file = join(folder, "attestation.json");
  mkdirSync(folder);
  writeFileSync(file, `${bundle}\n`);
  appendFileSync(join(step.temp, "created_attestation_paths.txt"), `${file}\n`);
  return file;
}

function nameOf(subject: Subject | undefined): string {
  return subject === undefined ? "" : `${subject.name}@sha256:${subject.digest.sha256}`;
}
