import type { DeclaredImage } from "../../tasks/declaration/declaration.ts";

/** An image of a package `demo`, as a stack declares it. */
export const declaredImage: DeclaredImage = {
  registry: "ghcr.io",
  name: "example/demo",
  kind: "slim",
  python: "3.14",
  public: true,
  from: { reference: "python:3.14-slim-trixie", digest: `sha256:${"a".repeat(64)}` },
  buildkit: { reference: "moby/buildkit:v0.33.1", digest: `sha256:${"b".repeat(64)}` },
};
