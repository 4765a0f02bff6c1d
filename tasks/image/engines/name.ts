/** An engine as it was asked for, and where. */
export interface EngineName {
  /** `--engine`, or `IMAGE_ENGINE`. */
  readonly place: string;
  readonly name: string;
}

/** The engine that an option names, else the environment, where a rehearsal sets another than docker. */
export function engineNameOf(
  option: string,
  variables: Readonly<Record<string, string | undefined>>,
): EngineName {
  if (option !== "") return { place: "--engine", name: option };
  return { place: "IMAGE_ENGINE", name: variables["IMAGE_ENGINE"]?.trim() || "docker" };
}
