import { BuildahStorage } from "../image/engines/buildah-storage.ts";
import { MisuseError, TaskError } from "../program/fault.ts";
import type { EngineName } from "../image/engines/name.ts";
import type { ImageConfig } from "../oci/image.ts";
import { type Ended, runProgramFile } from "../python/run.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** Which image is pulled. */
export interface Pulled {
  /** By digest, as an engine pulls it: `ghcr.io/octo-org/octo-package@sha256:...`. */
  readonly image: string;
  /** `linux/arm64` */
  readonly platform: string;
  readonly config: Pick<ImageConfig, "user" | "environment">;
  /** Whether its registry is asked without TLS, as one on the machine itself. */
  readonly isPlain: boolean;
}

/** What pulls an image as its consumers do, and runs it. */
export interface Client {
  /** For people: `docker pull --platform linux/amd64`. */
  readonly title: string;
  pull(): Promise<Ended>;
  /** In a container that may do nothing but compute. */
  run(program: string, args: readonly string[]): Promise<Ended>;
  /** Removes what it had set up. */
  close(): void;
}

/** What runs an image, by its name. */
export type ClientName = keyof typeof clients;

/** Null: nothing is to run it; throws a MisuseError where the name is none. */
export function clientNameOf({ place, name }: EngineName): ClientName | null {
  if (name === "none" || name === "docker" || name === "buildah") return name === "none" ? null : name;
  const fault = `is not one of ${Object.keys(clients).join(", ")}, none`;
  throw new MisuseError({ place, fault, mend: "write --engine docker" });
}

const clients = { docker: dockerClient, buildah: buildahClient } as const;

/** The client of that name; with its variables it finds a login where there is one. */
export function clientOf(name: ClientName, pulled: Pulled, variables: Variables): Client {
  return clients[name](pulled, variables);
}

const confined = [
  ...["--rm", "--read-only", "--network", "none", "--cap-drop", "ALL"],
  ...["--security-opt", "no-new-privileges"],
];

function dockerClient({ image, platform }: Pulled, variables: Variables): Client {
  const docker = async (...args: readonly string[]): Promise<Ended> => {
    const ended = await runProgramFile("docker", args, { variables, minutes: 15 });
    if (ended !== null) return ended;
    const mend = "set docker up first, or write --engine none";
    throw new TaskError([{ place: "docker", fault: "is not on the PATH", mend }]);
  };
  return {
    title: `docker pull --platform ${platform}`,
    pull: () => docker("pull", "--quiet", "--platform", platform, image),
    run: (program, args) =>
      docker("run", ...confined, "--platform", platform, "--entrypoint", program, image, ...args),
    close: () => {},
  };
}

/** Without a daemon: its storage is one of its own, so that all of the image comes from the registry. */
function buildahClient({ image, platform, config, isPlain }: Pulled, variables: Variables): Client {
  const storage = new BuildahStorage({ variables, say: () => {}, sleep: () => Promise.resolve() });
  const architecture = platform.replace(/^linux\//, "");
  let id = "";
  return {
    title: `buildah pull --arch ${architecture}`,
    async pull() {
      const plain = isPlain ? ["--tls-verify=false"] : [];
      const pull = ["pull", "--quiet", ...plain, "--os", "linux", "--arch", architecture, image];
      const ended = await storage.buildah(pull);
      id = ended.out.trim();
      return ended;
    },
    run: (program, args) => storage.try(id, config, { program, args }),
    close: () => storage.close(),
  };
}
