import { type Descriptor, type Document, mediaTypes } from "../../../../tasks/oci/image.ts";
import { digestOf } from "../../../../tasks/oci/layout.ts";
import { type Registry, registryOf } from "../../../../tasks/registry/registry.ts";
import { loginFor } from "../../docker/login-action/logins.ts";
import type { Step } from "../../step/step.ts";
import type { Subject } from "./subjects.ts";

/** An attestation of an image. */
export interface ImageAttestation {
  readonly subject: Subject;
  /** JSON in one line. */
  readonly bundle: string;
  /** Of its predicate. */
  readonly type: string;
}

const bundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";

/** Lays an attestation beside its image in the registry, by the login that the job made; answers its digest. */
export async function pushAttestation(step: Step, attestation: ImageAttestation): Promise<string> {
  const { subject, bundle, type } = attestation;
  const [host = "", ...rest] = subject.name.split("/");
  const login = loginFor(step, host);
  if (login === null) throw new Error(`No credentials found for registry ${host}`);
  const registry = registryOf({
    host,
    name: rest.join("/"),
    variables: { ...step.variables, GITHUB_ACTOR: login.user, GH_TOKEN: login.password },
    say: (line) => step.say(line),
    rights: "push",
  });
  const digest = `sha256:${subject.digest.sha256}`;
  const about = await registry.headManifest(digest);
  if (about === null) throw new Error(`There is no ${subject.name}@${digest} in the registry`);
  const annotations = {
    "org.opencontainers.image.created": new Date().toISOString(),
    "dev.sigstore.bundle.content": "dsse-envelope",
    "dev.sigstore.bundle.predicateType": type,
  };
  const manifest = await pushManifest(registry, { about, bundle, annotations });
  const entry = { ...descriptorOf(manifest), artifactType: bundleType, annotations };
  await addReferrer(registry, digest.replace(":", "-"), entry);
  return manifest.digest;
}

async function pushManifest(
  registry: Registry,
  { about, bundle, annotations }: { about: Descriptor; bundle: string; annotations: object },
): Promise<Document> {
  const blob = documentOf(bundle, bundleType);
  const empty = documentOf("{}", "application/vnd.oci.empty.v1+json");
  for (const { bytes } of [blob, empty]) await registry.uploadBlob(bytes);
  const manifest = documentOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      artifactType: bundleType,
      config: descriptorOf(empty),
      layers: [descriptorOf(blob)],
      subject: about,
      annotations,
    }),
    mediaTypes.manifest,
  );
  await registry.putManifest(manifest);
  return manifest;
}

/** GitHub's registry has no API for referrers: they are listed under a tag that stands for the image. */
async function addReferrer(registry: Registry, tag: string, entry: Descriptor): Promise<void> {
  const found = await registry.readManifest(tag);
  const listed = found === null ? [] : (JSON.parse(found.bytes.toString("utf8")) as Listed).manifests;
  const manifests = [...listed.filter(({ digest }) => digest !== entry.digest), entry];
  const content = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  await registry.putManifest(documentOf(content, mediaTypes.index), tag);
}

interface Listed {
  readonly manifests: readonly Descriptor[];
}

function documentOf(text: string, mediaType: string): Document {
  const bytes = Buffer.from(text);
  return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
}

function descriptorOf({ mediaType, digest, size }: Document): Descriptor {
  return { mediaType, digest, size };
}
