/** A part of a compiled file: its name, and where its bytes are. */
interface Section {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Sections of a compiled file (ELF, PE, Mach-O) by their names; none where it is no such file, or broken. */
export function sectionsIn(content: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  try {
    return new Map(sectionsOf(bytes).map(({ name, start, end }) => [name, bytes.subarray(start, end)]));
  } catch (error) {
    // Whoever wrote a broken header: it is only a hint.
    if (error instanceof RangeError) return new Map();
    throw error;
  }
}

function sectionsOf(bytes: Buffer): readonly Section[] {
  // 64 bit, and the lower byte first, as on all platforms that wheels are built for.
  if (bytes.subarray(0, 6).equals(Buffer.from("\x7fELF\x02\x01", "latin1"))) return elfSections(bytes);
  if (bytes.subarray(0, 4).equals(Buffer.from("cffaedfe", "hex"))) return machSections(bytes);
  return bytes.subarray(0, 2).toString("latin1") === "MZ" ? peSections(bytes) : [];
}

function elfSections(bytes: Buffer): readonly Section[] {
  const table = Number(bytes.readBigUInt64LE(40));
  const [size, count, names] = [58, 60, 62].map((at) => bytes.readUInt16LE(at)) as [number, number, number];
  const header = (index: number) => {
    const at = table + index * size;
    const start = Number(bytes.readBigUInt64LE(at + 24));
    return {
      name: bytes.readUInt32LE(at),
      // A section of zeros alone (SHT_NOBITS) has no bytes in the file.
      end: bytes.readUInt32LE(at + 4) === 8 ? start : start + Number(bytes.readBigUInt64LE(at + 32)),
      start,
    };
  };
  const texts = header(names);
  return Array.from({ length: count }, (_, index) => {
    const { name, start, end } = header(index);
    const from = texts.start + name;
    return { name: bytes.toString("latin1", from, bytes.indexOf(0, from)), start, end };
  });
}

function peSections(bytes: Buffer): readonly Section[] {
  const pe = bytes.readUInt32LE(60);
  const count = bytes.readUInt16LE(pe + 6);
  const table = pe + 24 + bytes.readUInt16LE(pe + 20);
  const stamp = { name: "the time of its header", start: pe + 8, end: pe + 12 };
  const sections = Array.from({ length: count }, (_, index) => {
    const at = table + 40 * index;
    const [size, start] = [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20)];
    const name = bytes.toString("latin1", at, at + 8).replace(/\0.*$/s, "");
    return { name, start, end: start + size };
  });
  return [stamp, ...sections];
}

/** Of a Mach-O file its load commands tell where all is. */
function machSections(bytes: Buffer): readonly Section[] {
  const sections: Section[] = [];
  let at = 32;
  for (let left = bytes.readUInt32LE(16); left > 0; left -= 1) {
    sections.push(...commandSections(bytes, at));
    const size = bytes.readUInt32LE(at + 4);
    if (size < 8) break;
    at += size;
  }
  return sections;
}

function commandSections(bytes: Buffer, at: number): readonly Section[] {
  const part = (name: string, start: number, size: number) => ({ name, start, end: start + size });
  const number = (offset: number) => bytes.readUInt32LE(at + offset);
  switch (number(0)) {
    case 0x19: {
      const text = (from: number) => bytes.toString("latin1", from, from + 16).replace(/\0.*$/s, "");
      return Array.from({ length: number(64) }, (_, index) => {
        const header = at + 72 + 80 * index;
        const size = Number(bytes.readBigUInt64LE(header + 40));
        return part(`${text(header + 16)},${text(header)}`, bytes.readUInt32LE(header + 48), size);
      });
    }
    case 0x2:
      return [
        part("its symbols", number(8), 16 * number(12)),
        part("names of its symbols", number(16), number(20)),
      ];
    case 0x1b:
      return [part("LC_UUID", at + 8, 16)];
    case 0x1d:
      return [part("its signature", number(8), number(12))];
    default:
      return [];
  }
}
