import { MisuseError } from "../program/fault.ts";

/** A number of days; throws a MisuseError where the option holds none. */
export function daysOf(option: string, text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new MisuseError({ place: option, fault: "is no number of days", mend: `write ${option} 7` });
}
