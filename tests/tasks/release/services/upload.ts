import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { uploadFile } from "./upload-file.ts";

/** Uploads files one after the other: `upload.ts ADDRESS PASSWORD FILE...`. */
const [uploadUrl = "", password = "", ...files] = process.argv.slice(2);
for (const file of files) {
  const status = await uploadFile(
    { uploadUrl, username: "__token__", password },
    basename(file),
    readFileSync(file),
  );
  if (status !== 200) throw new Error(`${basename(file)}: ${status}`);
}
