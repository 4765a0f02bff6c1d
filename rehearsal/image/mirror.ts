import { writeFileSync } from "node:fs";

/** Has buildah ask a registry on this machine for what is docker.io's, and for nothing else. */
export function writeMirror(file: string, host: string): void {
  const lines = ["[[registry]]", 'prefix = "docker.io"', `location = "${host}"`, "insecure = true", ""];
  writeFileSync(file, lines.join("\n"));
}
