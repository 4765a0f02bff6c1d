import { createHash } from "node:crypto";

/** Where files are sent to, and by whom. */
export interface UploadAccess {
  readonly uploadUrl: string;
  readonly username: string;
  readonly password: string;
}

/** Uploads one file as twine does, without its seconds to start; answers the status. */
export async function uploadFile(
  { uploadUrl, username, password }: UploadAccess,
  fileName: string,
  content: Uint8Array,
): Promise<number> {
  const [name = "", rest = ""] = fileName.split("-");
  const wheel = fileName.endsWith(".whl");
  const form = new FormData();
  const fields = {
    ":action": "file_upload",
    protocol_version: "1",
    metadata_version: "2.4",
    name,
    version: rest.replace(/\.tar\.gz$/, ""),
    filetype: wheel ? "bdist_wheel" : "sdist",
    pyversion: wheel ? "cp312" : "source",
    sha256_digest: createHash("sha256").update(content).digest("hex"),
  };
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set("content", new File([Buffer.from(content)], fileName));
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const answer = await fetch(uploadUrl, { method: "POST", body: form, headers: { authorization } });
  await answer.arrayBuffer();
  return answer.status;
}
