import { PushedPackages, type PackageStore } from "../../../rehearsal/registry/packages.ts";

/** Packages without a registry: what a test pushes is told, and nothing can be pulled. */
export class PackagesAlone implements PackageStore {
  /** The time (milliseconds since 1970). */
  now = Date.UTC(2026, 0, 1);
  readonly #pushed = new PushedPackages(() => this.now);

  /** Answers the digest: of that digit or those, again and again. */
  push(name: string, digit: string, tag: string | null = null): string {
    const digest = `sha256:${digit.repeat(64).slice(0, 64)}`;
    this.#pushed.ensure(name, "public");
    this.#pushed.push(name, digest, tag);
    return digest;
  }

  packages() {
    return this.#pushed.list();
  }

  versions(name: string) {
    return this.#pushed.versions(name);
  }

  async remove(name: string, id: number) {
    const version = this.versions(name).find((one) => one.id === id);
    if (version) this.#pushed.drop(name, version.digest);
    return version !== undefined;
  }
}
