import type { Fault } from "../../config/fault.ts";
import { suggestion } from "../../config/nearest.ts";
import { type Data, isData, own } from "../data.ts";

/** A place in the overrides, and the list that takes what is wrong there. */
export class Reader {
  readonly place: string;
  readonly faults: Fault[];

  constructor(place: string, faults: Fault[]) {
    this.place = place;
    this.faults = faults;
  }

  at(key: string | number): Reader {
    return new Reader(
      typeof key === "number" ? `${this.place}[${key}]` : `${this.place}.${key}`,
      this.faults,
    );
  }

  fault(fault: string, mend: string): void {
    this.faults.push({ place: this.place, fault, mend });
  }

  /** An object; unknown keys are faults where the known ones are given. */
  data(value: unknown, known?: readonly string[]): Data {
    if (!isData(value)) {
      this.fault("is not an object", "write keys and values");
      return {};
    }
    for (const key of known === undefined ? [] : Object.keys(value)) {
      if (!known?.includes(key)) this.at(key).fault("is not known", suggestion(key, known ?? []));
    }
    return value;
  }

  list(value: unknown): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.fault("is not a list", "write a list");
    return [];
  }

  text(value: unknown): string | undefined {
    if (typeof value === "string" && value !== "") return value;
    this.fault("is not a text", "write some text");
    return undefined;
  }

  /** Whether the name is one of those that exist; a fault if not. */
  exists(name: string, what: string, existing: readonly string[]): boolean {
    if (existing.includes(name)) return true;
    this.fault(`names no ${what} that exists`, suggestion(name, existing));
    return false;
  }
}

/** RFC 7386: objects merge, null removes, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isData(patch)) return patch;
  const base = isData(target) ? target : {};
  const kept = Object.entries(base).filter(([key]) => own(patch, key) !== null);
  const changed = Object.entries(patch)
    .filter(([, value]) => value !== null)
    .map(([key, value]): [string, unknown] => [key, mergePatch(own(base, key), value)]);
  return Object.fromEntries([...kept, ...changed]);
}
