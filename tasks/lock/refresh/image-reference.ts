/** An image as registries are asked for it. */
export interface ImageReference {
  /** Host of the registry's API; of Docker Hub `registry-1.docker.io`. */
  readonly host: string;
  /** `library/python` */
  readonly name: string;
  readonly tag: string;
}

const hub = "registry-1.docker.io";

/** Takes `python:3.14-slim-trixie`, `docker.io/moby/buildkit:v0.33.1` or `ghcr.io/octo/image:1` apart, as docker does. */
export function readImageReference(reference: string): ImageReference {
  const [first = "", ...rest] = reference.split("/");
  const isHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = isHost ? rest.join("/") : reference;
  const [, name = path, tag = "latest"] = /^(.+):([^/:]+)$/.exec(path) ?? [];
  if (isHost && first !== "docker.io") return { host: first, name, tag };
  return { host: hub, name: name.includes("/") ? name : `library/${name}`, tag };
}
