import { createHash } from "node:crypto";
import type { Received } from "../../github/http/listen.ts";
import { Refusal, type Reply } from "../http/reply.ts";
import type { FileRecord, ProjectRecord, Records, ReleaseRecord } from "../store/records.ts";
import type { Store } from "../store/store.ts";
import { provenanceOf } from "./attestations.ts";
import { type ApiToken, type Bearer, authorize, bearerOf } from "./bearer.ts";
import { type Identity, checkFileIdentity, checkFileName, identify } from "./file-name-rules.ts";
import { type UploadForm, readUploadForm } from "./form.ts";
import { wheelMetadata } from "./wheel-metadata.ts";

/** How much the index takes. */
export interface UploadLimits {
  /** Bytes of a file. */
  readonly fileBytes: number;
  /** Bytes of all files of a project. */
  readonly projectBytes: number;
  /** Age at which a release takes no new file. */
  readonly releaseDays: number;
}

/** What an upload is judged by besides what it brings. */
export interface UploadRules {
  readonly store: Store;
  readonly tokens: readonly ApiToken[];
  readonly limits: UploadLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Takes a file by the legacy API, in the index's own order of checks; throws a Refusal in its own words. */
export async function uploadFile({ headers, body }: Received, rules: UploadRules): Promise<Reply> {
  const { store, tokens } = rules;
  const authority = { tokens, records: store.read(), now: rules.now() };
  const bearer = bearerOf(headers.authorization, authority);
  if (body === null) throw new Refusal(413, "Request Entity Too Large");
  const form = await readUploadForm(headers["content-type"] ?? "", body);
  const identity = identify(form);
  const existing = store.read().projects[identity.project];
  authorize(bearer, identity.project, existing !== undefined);
  checkFileName(form);
  const upload = { form, identity, bearer, sha256: digest("sha256", form.content) };
  checkContent(upload, existing, rules.limits);
  return store.change(async (records) => {
    const known = knownFile(records, upload);
    if (known === "same") return accepted;
    const release = releaseOf(records, upload, rules);
    await keep(store, records, { upload, release, uploaded: rules.now() });
    return accepted;
  });
}

const accepted: Reply = { status: 200, body: "" };

/** What came, and who sent it. */
interface Upload {
  readonly form: UploadForm;
  readonly identity: Identity;
  readonly bearer: Bearer;
  readonly sha256: string;
}

function checkContent(
  { form, sha256 }: Upload,
  project: ProjectRecord | undefined,
  limits: UploadLimits,
): void {
  const { content, name } = form;
  const kept = (project?.files ?? []).reduce((sum, { size }) => sum + size, 0);
  if (content.length > limits.fileBytes) {
    const limit = Math.floor(limits.fileBytes / 2 ** 20);
    throw new Refusal(400, `File too large. Limit for project '${name}' is ${limit} MB.`);
  }
  if (kept + content.length > limits.projectBytes) {
    const limit = Math.floor(limits.projectBytes / 2 ** 30);
    throw new Refusal(400, `Project size too large. Limit for project '${name}' total size is ${limit} GB.`);
  }
  const sound =
    (form.sha256 ?? sha256) === sha256 && (form.md5 === null || form.md5 === digest("md5", content));
  if (sound) return;
  throw new Refusal(400, "The digest supplied does not match a digest calculated from the uploaded file.");
}

/** Whether the file is there already; throws a Refusal where its name or its content is taken. */
function knownFile(records: Records, { form, sha256 }: Upload): "same" | "new" {
  const { fileName } = form;
  const files = Object.values(records.projects).flatMap((project) => project.files);
  const known = files.find((file) => file.name === fileName || file.sha256 === sha256);
  if (known?.name === fileName && known.sha256 === sha256) return "same";
  if (known === undefined) return "new";
  const fault = `File already exists ('${fileName}', with sha256 hash '${sha256}').`;
  throw new Refusal(400, `${fault} See help#file-name-reuse for more information.`);
}

/** The release that the file goes to, made where it is missing; throws a Refusal where it takes none. */
function releaseOf(
  records: Records,
  { form, identity }: Upload,
  { limits, now }: UploadRules,
): ReleaseRecord {
  const project = (records.projects[identity.project] ??= { name: form.name, releases: [], files: [] });
  project.name = form.name;
  const found = project.releases.find(({ version }) => version === identity.version);
  const day = 24 * 60 * 60 * 1000;
  if (found !== undefined && found.created < now() - limits.releaseDays * day) {
    const fault = `Uploading new files to releases older than ${limits.releaseDays} days is not allowed.`;
    throw new Refusal(400, fault);
  }
  if (records.takenNames.includes(form.fileName)) {
    const fault = "This filename was previously used by a file that has since been deleted.";
    const mend = "Use a different version. See help#file-name-reuse for more information.";
    throw new Refusal(400, `${fault} ${mend}`);
  }
  const isOther = (file: FileRecord) => file.version === identity.version && file.filetype === "sdist";
  if (form.filetype === "sdist" && project.files.some(isOther)) {
    throw new Refusal(400, "Only one sdist may be uploaded per release.");
  }
  if (found !== undefined) return found;
  const release: ReleaseRecord = { version: identity.version, created: now(), yanked: false };
  project.releases.push(release);
  return release;
}

/** What becomes a record. */
interface Kept {
  readonly upload: Upload;
  readonly release: ReleaseRecord;
  readonly uploaded: number;
}

async function keep(store: Store, records: Records, { upload, release, uploaded }: Kept): Promise<void> {
  const { form, identity, bearer, sha256 } = upload;
  const { content, fileName, filetype } = form;
  if (filetype === "sdist" && (content[0] !== 0x1f || content[1] !== 0x8b)) {
    throw new Refusal(400, "Invalid distribution file. File is not a tarfile");
  }
  const metadata = filetype === "bdist_wheel" ? wheelMetadata(fileName, content) : null;
  checkFileIdentity(form, identity);
  const provenance = provenanceOf(form, sha256, bearer.publisher);
  const metadataSha256 = metadata === null ? null : digest("sha256", metadata);
  await store.keep(sha256, content);
  if (metadata !== null && metadataSha256 !== null) await store.keep(metadataSha256, metadata);
  records.takenNames.push(fileName);
  records.projects[identity.project]?.files.push({
    name: fileName,
    version: release.version,
    filetype,
    sha256,
    size: content.length,
    uploaded,
    requiresPython: form.requiresPython,
    metadataSha256,
    provenance,
  });
}

function digest(algorithm: "sha256" | "md5", content: Buffer): string {
  return createHash(algorithm).update(content).digest("hex");
}
