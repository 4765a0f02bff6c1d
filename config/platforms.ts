/** Operating systems and architectures that wheels are made for or tested on, spelt as in wheel tags. */
export const platforms = [
  "linux-x86_64",
  "linux-aarch64",
  "macos-arm64",
  "macos-x86_64",
  "windows-amd64",
  "windows-arm64",
] as const;
export type Platform = (typeof platforms)[number];
