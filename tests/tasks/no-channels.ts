import type { Declaration } from "../../tasks/declaration/declaration.ts";

/** The part of a declaration that says: no image, no feedstock. */
export const noChannels: Pick<Declaration, "image" | "conda" | "upkeep"> = {
  image: null,
  conda: null,
  upkeep: { cooldown: 7, readme: null, keepImages: 30 },
};
