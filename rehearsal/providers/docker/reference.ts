/** An image as registries are asked for it. */
export interface Reference {
  /** Host; of Docker Hub `registry-1.docker.io`. */
  readonly registry: string;
  /** `library/python`, `octo-org/octo-package`. */
  readonly repository: string;
  /** A tag, or a digest. */
  readonly tag: string;
}

const hub = "registry-1.docker.io";

/** Reads `python:3.14`, `ghcr.io/octo/package` and the like as the docker provider does. */
export function referenceOf(name: string): Reference {
  const [first = "", ...rest] = name.split("/");
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  const path = isHost ? rest.join("/") : name;
  const [, repository = path, tag = "latest"] =
    /^([^@:]+)(?::[^@]*)?@(.+)$/.exec(path) ?? /^(.+):([^/:]+)$/.exec(path) ?? [];
  if (isHost && first !== "docker.io") return { registry: first, repository, tag };
  return { registry: hub, repository: repository.includes("/") ? repository : `library/${repository}`, tag };
}

/** The same for two names of one image: as the provider asks for it. */
export function fullName({ registry, repository, tag }: Reference): string {
  return `${registry}/${repository}${tag.includes(":") ? "@" : ":"}${tag}`;
}
