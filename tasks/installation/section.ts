import { type Fault, TaskError } from "../program/fault.ts";

const [begin, end] = ["<!-- slipway:installation -->", "<!-- /slipway:installation -->"];

/**
 * Puts the section between its markers, at the end where there are none yet; all else stays as it is. Throws a
 * TaskError where the markers are not exactly one pair.
 */
export function withSection(readme: string, text: string, place: string): string {
  const newline = readme.includes("\r\n") ? "\r\n" : "\n";
  const section = `${begin}\n\n${text.trim()}\n\n${end}`.replaceAll("\n", newline);
  const [begins, ends] = [positions(readme, begin), positions(readme, end)];
  if (begins.length === 0 && ends.length === 0) {
    const before = readme.trimEnd();
    return `${before}${before === "" ? "" : newline.repeat(2)}${section}${newline}`;
  }
  const [from = -1] = begins;
  const [to = -1] = ends;
  const isPair = begins.length === 1 && ends.length === 1 && from < to;
  if (!isPair) throw new TaskError([faultOf(begins.length, ends.length, place)]);
  return readme.slice(0, from) + section + readme.slice(to + end.length);
}

function positions(text: string, marker: string): readonly number[] {
  return [...text.matchAll(new RegExp(marker, "g"))].map(({ index }) => index);
}

function faultOf(begins: number, ends: number, place: string): Fault {
  const isOrder = begins === 1 && ends === 1;
  return {
    place,
    fault: isOrder ? `has ${end} before ${begin}` : `has ${begins} of ${begin} and ${ends} of ${end}`,
    mend: "leave one pair of them, around what is to be replaced, or none",
  };
}
