import { Refusal } from "../http/reply.ts";

/** What an upload brings: the fields of the legacy API that the index looks at. */
export interface UploadForm {
  readonly name: string;
  readonly version: string;
  readonly metadataVersion: string;
  readonly filetype: "sdist" | "bdist_wheel";
  readonly sha256: string | null;
  readonly md5: string | null;
  readonly requiresPython: string | null;
  /** JSON; null where none came along. */
  readonly attestations: string | null;
  readonly fileName: string;
  readonly content: Buffer;
}

const specification = "See https://packaging.python.org/specifications/core-metadata for more information.";

/** Reads what twine sends; throws a Refusal in the index's own words where something is missing. */
export async function readUploadForm(contentType: string, body: Buffer): Promise<UploadForm> {
  const fields = await parseMultipart(contentType, body);
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === "string" && value.trim() !== "UNKNOWN" ? value : "";
  };
  if ((text("protocol_version") || "1") !== "1") throw new Refusal(400, "Unknown protocol version.");
  if (text(":action") !== "file_upload") throw new Refusal(400, "Unknown action.");
  checkDigests(text);
  const filetype = filetypeOf(text("filetype"), text("pyversion"));
  const [metadataVersion, name, version] = ["metadata_version", "name", "version"].map((field) => {
    const value = text(field);
    if (value !== "") return value;
    throw new Refusal(400, `'${field.replace("_", "-")}' is a required field. ${specification}`);
  });
  const content = fields.get("content");
  if (!(content instanceof File)) throw new Refusal(400, "Upload payload does not have a file.");
  return {
    name: name ?? "",
    version: version ?? "",
    metadataVersion: metadataVersion ?? "",
    filetype,
    sha256: text("sha256_digest").toLowerCase() || null,
    md5: text("md5_digest").toLowerCase() || null,
    requiresPython: text("requires_python") || null,
    attestations: text("attestations") || null,
    fileName: content.name,
    content: Buffer.from(await content.arrayBuffer()),
  };
}

/** The platform's own reader of forms, deprecated for servers that strangers reach; this one they do not. */
async function parseMultipart(contentType: string, body: Buffer): Promise<FormData> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- as said above
    return await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new Refusal(400, "Upload payload does not have a file.");
  }
}

function checkDigests(text: (name: string) => string): void {
  const digests = ["md5_digest", "sha256_digest", "blake2_256_digest"].map(text);
  if (digests.every((digest) => digest === "")) {
    throw new Refusal(400, "Error: Include at least one message digest.");
  }
  if (digests[1] !== "" && !/^[\da-f]{64}$/i.test(digests[1] ?? "")) {
    const fault = "Use a valid, hex-encoded, SHA256 message digest.";
    throw new Refusal(400, `Invalid value for sha256_digest. Error: ${fault}`);
  }
}

function filetypeOf(filetype: string, pyversion: string): "sdist" | "bdist_wheel" {
  if (filetype !== "sdist" && filetype !== "bdist_wheel") {
    const fault = filetype === "" ? "This field is required." : "Use a known file type.";
    throw new Refusal(400, `Invalid value for filetype. Error: ${fault}`);
  }
  if (filetype === "bdist_wheel" && pyversion === "") {
    throw new Refusal(400, "Error: Python version is required for binary distribution uploads.");
  }
  if (filetype === "sdist" && pyversion !== "" && pyversion !== "source") {
    throw new Refusal(400, "Error: Use 'source' as Python version for an sdist.");
  }
  return filetype;
}
