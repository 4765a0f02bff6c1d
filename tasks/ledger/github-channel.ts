import { isDistribution, sha256Of } from "../files/release-files.ts";
import { TaskError } from "../program/fault.ts";
import type { ReleaseStore } from "../release/store.ts";
import type { Channel } from "./channel.ts";

/** A GitHub release, draft or published, as a channel: its sdists and wheels; what is half uploaded is not held. */
export function githubChannel(
  store: ReleaseStore,
  { tagPrefix, page }: { readonly tagPrefix: string; readonly page: string },
): Channel {
  const wholeAssets = async (version: string) => {
    const release = await store.find(`${tagPrefix}${version}`);
    const assets = release?.assets ?? [];
    return assets.filter(({ name, complete }) => complete && isDistribution(name));
  };
  let version = "";
  return {
    name: "github",
    title: "the GitHub release",
    openDays: null,
    page: () => page,
    async read(asked) {
      version = asked;
      const assets = await wholeAssets(asked);
      const held = [];
      for (const asset of assets) {
        const sha256 = asset.sha256 ?? sha256Of(await store.download(asset));
        held.push({ name: asset.name, sha256, size: asset.size, uploaded: null });
      }
      return held.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async fetch({ name }) {
      const asset = (await wholeAssets(version)).find((one) => one.name === name);
      if (asset !== undefined) return await store.download(asset);
      const place = `the GitHub release, ${name}`;
      throw new TaskError([{ place, fault: "is not there", mend: "run the job again" }]);
    },
  };
}
