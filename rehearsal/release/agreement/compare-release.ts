import { platforms } from "../../../tasks/image-release/labels.ts";
import { versionTag } from "../../../tasks/image-release/tags.ts";
import type { LedgerChannel, ReleaseLedger } from "../../../tasks/ledger/release-ledger.ts";
import { short } from "./compare-files.ts";
import type { NamedHash, Released, ReleasedImage } from "./released.ts";

/** What is wrong with the GitHub release, its ledger, and by whom files were attested. */
export function releaseFaults(released: Released): readonly string[] {
  const { asked, release, attested } = released;
  const strangers = (attested ?? []).filter(({ commit }) => commit !== asked.commit);
  const foreign = strangers.map(
    ({ name, commit }) => `${name}: attested at commit ${short(commit)}, not ${short(asked.commit)}`,
  );
  if (release === "none declared") return foreign;
  if (release === "missing") return [...foreign, `GitHub release ${asked.tag}: is not published`];
  const needed = { SHA256SUMS: release.sums, "release-ledger.json": release.ledger };
  const missing = Object.entries(needed).filter(([, found]) => found === null);
  return [
    ...foreign,
    ...missing.map(([name]) => `${name}: is not on the GitHub release`),
    ...(release.ledger === null ? [] : ledgerFaults(release.ledger, released)),
  ];
}

function ledgerFaults(ledger: ReleaseLedger, released: Released): readonly string[] {
  const { asked, indexes, image } = released;
  const names = ["package", "version", "tag", "commit"] as const;
  const others = names.filter((name) => ledger[name] !== asked[name]);
  const expected = [
    ...indexes.map(({ name, title, files }) => ({ name, title, files })),
    ...(typeof image === "string" ? [] : [{ name: "image", title: image.name, files: wheelsOf(image) }]),
  ];
  return [
    ...others.map((name) => `ledger: names ${name} ${ledger[name]}, not ${asked[name]}`),
    ...(ledger.finished === null ? ["ledger: is not finished"] : []),
    ...expected.flatMap(({ name, title, files }) => {
      const channel = ledger.channels.find((one) => one.name === name);
      return channel === undefined ? [`ledger: lacks ${title}`] : channelFaults(channel, files);
    }),
    ...(typeof image === "string" ? [] : imageInLedger(ledger, image)),
  ];
}

/** What the ledger says that a channel held, against what it holds. */
function channelFaults({ title, files }: LedgerChannel, held: readonly NamedHash[]): readonly string[] {
  const names = [...new Set([...files, ...held].map(({ name }) => name))].sort();
  return names.flatMap((name) => {
    const told = files.find((one) => one.name === name);
    const there = held.find((one) => one.name === name);
    if (told === undefined) return [`${name}: ${title} has it, the ledger's part on ${title} has not`];
    if (there === undefined) return [`${name}: the ledger's part on ${title} has it, ${title} has not`];
    if (told.sha256 === null || told.sha256 === there.sha256) return [];
    return [
      `${name}: ${title} has ${short(there.sha256)}, the ledger's part on ${title} ${short(told.sha256)}`,
    ];
  });
}

function wheelsOf({ platforms: all }: ReleasedImage): readonly NamedHash[] {
  return all.map(({ wheel }) => wheel);
}

function imageInLedger(
  { channels }: ReleaseLedger,
  { name, platforms: held }: ReleasedImage,
): readonly string[] {
  const told = channels.find((one) => one.name === "image")?.image?.platforms ?? [];
  return held.flatMap(({ platform, digest }) => {
    const named = told.find((one) => one.platform === platform)?.digest;
    if (named === digest) return [];
    return [
      `${name}: ${platform} is ${digest.slice(0, 19)}, in the ledger ${named?.slice(0, 19) ?? "missing"}`,
    ];
  });
}

/** What is wrong with the image, by what its labels say of each platform. */
export function imageFaults({ asked, indexes, image }: Released): readonly string[] {
  if (image === "none declared") return [];
  const tag = versionTag(asked.version);
  if (image === "missing") return [`image: the registry has none under the tag ${tag}`];
  const files = indexes.at(-1)?.files ?? [];
  const place = `${image.name}:${tag}`;
  const missing = platforms.filter((one) => !image.platforms.some(({ platform }) => platform === one));
  return [
    ...missing.map((platform) => `${place}: has no image for ${platform}`),
    ...image.platforms.flatMap(({ platform, version, commit, wheel }) => {
      const file = files.find(({ name }) => name === wheel.name);
      return [
        ...other(`${place}, ${platform}: its label names version`, version, asked.version),
        ...other(`${place}, ${platform}: its label names commit`, commit, asked.commit),
        ...(file === undefined
          ? [`${place}, ${platform}: was made of ${wheel.name || "no wheel"}, which was not released`]
          : other(
              `${place}, ${platform}: was made of ${wheel.name} with`,
              short(wheel.sha256),
              short(file.sha256),
            )),
      ];
    }),
    ...(image.isAttested === false ? [`${place}: is not attested`] : []),
  ];
}

function other(what: string, found: string, wanted: string): readonly string[] {
  return found === wanted ? [] : [`${what} ${found || "none"}, not ${wanted}`];
}
