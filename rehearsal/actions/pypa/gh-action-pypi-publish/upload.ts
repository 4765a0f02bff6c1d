import type { Distribution } from "./distribution.ts";

/** One file on its way to an index. */
export interface Uploading {
  readonly file: Distribution;
  /** JSON; null: none. */
  readonly attestations: string | null;
  readonly url: string;
  readonly login: { readonly user: string; readonly password: string };
}

/** Metadata that indexes ask for, by the names that forms have; several values each where there are several. */
const told = {
  metadata_version: "metadata-version",
  name: "name",
  version: "version",
  summary: "summary",
  license_expression: "license-expression",
  requires_python: "requires-python",
  description_content_type: "description-content-type",
  classifiers: "classifier",
  project_urls: "project-url",
  provides_extra: "provides-extra",
  requires_dist: "requires-dist",
} as const;

/** Sends a file by the legacy API; answers the status and what the index says with it. */
export async function upload({
  file,
  attestations,
  url,
  login,
}: Uploading): Promise<{ readonly status: number; readonly reason: string }> {
  const { user, password } = login;
  const answer = await fetch(url, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
    body: formOf(file, attestations),
    // A redirected form would lose its files.
    redirect: "manual",
  });
  const text = await answer.text();
  return { status: answer.status, reason: [answer.statusText, text].filter((one) => one !== "").join(": ") };
}

function formOf(
  { name, content, filetype, pyversion, metadata, ...file }: Distribution,
  attestations: string | null,
): FormData {
  const form = new FormData();
  form.set(":action", "file_upload");
  form.set("protocol_version", "1");
  for (const [field, header] of Object.entries(told)) {
    for (const value of metadata.get(header) ?? []) form.append(field, value);
  }
  form.set("filetype", filetype);
  form.set("pyversion", pyversion);
  form.set("md5_digest", file.md5);
  form.set("sha256_digest", file.sha256);
  if (attestations !== null) form.set("attestations", attestations);
  form.set("content", new File([new Uint8Array(content)], name));
  return form;
}
