import { own } from "../../data.ts";
import type { Publication } from "./publishing.ts";

/** A command that publishes: `twine upload`. */
export interface PublishingCommand {
  readonly kind: Publication;
  readonly command: string;
}

type Commands = Readonly<Record<string, Publication>>;

const image: Commands = { push: "image", "image push": "image", "manifest push": "image" };

/** Programs, and the commands of theirs that publish. */
const publishers: Readonly<Record<string, Commands>> = {
  twine: { upload: "index" },
  uv: { publish: "index" },
  poetry: { publish: "index" },
  flit: { publish: "index" },
  hatch: { publish: "index" },
  pdm: { publish: "index" },
  rye: { publish: "index" },
  maturin: { publish: "index", upload: "index" },
  "semantic-release": { publish: "index", version: "release" },
  anaconda: { upload: "channel" },
  "rattler-build": { upload: "channel", publish: "channel" },
  pixi: { upload: "channel" },
  docker: { ...image, "compose push": "image", "imagetools create": "image" },
  podman: image,
  buildah: image,
  crane: { push: "image", copy: "image" },
  skopeo: { copy: "image", sync: "image" },
  gh: { "release create": "release", "release upload": "release" },
  hub: { "release create": "release" },
};

/** What a shell script publishes by: `twine upload`, `docker --push`. */
export function publishingCommands(script: string): readonly PublishingCommand[] {
  return commandsIn(script).flatMap(publishingParts);
}

/** The commands of a script as words, without comments and without what is only printed. */
function commandsIn(script: string): readonly (readonly string[])[] {
  return script
    .replaceAll(/[\\`]\r?\n/g, " ")
    .split(/[\n;|&]/)
    .map((command) => command.trim())
    .filter((command) => !/^(?:#|echo\b|printf\b)/.test(command))
    .map((command) => command.split(/[\s"'()]+/).filter((word) => word !== ""));
}

function publishingParts(words: readonly string[]): readonly PublishingCommand[] {
  return words.flatMap((word, at): readonly PublishingCommand[] => {
    const program = programOf(word);
    if (program === "setup.py" && words.includes("upload", at))
      return [{ kind: "index", command: "setup.py upload" }];
    const commands = own(publishers, program);
    if (commands === undefined) return [];
    const pushes = program === "docker" && pushesWhatItBuilds(words, at);
    return [
      ...commandsAfter(words, at).flatMap((command) => {
        const kind = own(commands, command);
        return kind === undefined ? [] : [{ kind, command: `${program} ${command}` }];
      }),
      ...(pushes ? [{ kind: "image", command: "docker --push" } as const] : []),
    ];
  });
}

/** `./venv/bin/twine`, `twine.exe` and `twine@6` are twine. */
function programOf(word: string): string {
  const name = word.slice(Math.max(word.lastIndexOf("/"), word.lastIndexOf("\\")) + 1);
  return name.replace(/(?:\.exe|[=@<>[].*)$/, "");
}

/** What may be the program's command: its first word, or the next where that may be the value of an option. */
function commandsAfter(words: readonly string[], program: number): readonly string[] {
  const first = wordAfter(words, program);
  const places = [
    first,
    // Docker's plugins have commands of their own.
    ...(first - 1 > program || words[first] === "buildx" ? [wordAfter(words, first)] : []),
  ];
  return places.flatMap((at) => [String(words[at]), `${String(words[at])} ${String(words[at + 1])}`]);
}

function wordAfter(words: readonly string[], start: number): number {
  let at = start + 1;
  while (words[at]?.startsWith("-") === true) at += 1;
  return at;
}

function pushesWhatItBuilds(words: readonly string[], docker: number): boolean {
  const rest = words.slice(docker + 1, docker + 200);
  return rest.some(
    (word) =>
      word === "--push" || word === "--push=true" || /(?:^|[=,])type=registry\b|\bpush=true\b/.test(word),
  );
}
