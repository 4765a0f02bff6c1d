/** A compiled file for Linux (ELF, 64 bit) with these sections. */
export function elf(sections: Readonly<Record<string, string>>): Buffer {
  const names = ["", ...Object.keys(sections), ".shstrtab"];
  const texts = Buffer.from(names.map((name) => `${name}\0`).join(""), "latin1");
  const contents = [
    Buffer.alloc(0),
    ...Object.values(sections).map((text) => Buffer.from(text, "latin1")),
    texts,
  ];
  const header = Buffer.alloc(64);
  header.write("\x7fELF\x02\x01", "latin1");
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(contents.length, 60);
  header.writeUInt16LE(contents.length - 1, 62);
  let offset = header.length;
  const table = contents.map((content, index) => {
    const entry = Buffer.alloc(64);
    entry.writeUInt32LE(texts.indexOf(`${names[index] ?? ""}\0`), 0);
    entry.writeUInt32LE(index === 0 ? 0 : 1, 4);
    entry.writeBigUInt64LE(BigInt(offset), 24);
    entry.writeBigUInt64LE(BigInt(content.length), 32);
    offset += content.length;
    return entry;
  });
  header.writeBigUInt64LE(BigInt(offset), 40);
  return Buffer.concat([header, ...contents, ...table]);
}

/** A compiled file for Windows (PE) with a time in its header, and one section. */
export function pe(time: number, text: string): Buffer {
  const header = Buffer.alloc(64 + 24 + 40);
  header.write("MZ", "latin1");
  header.writeUInt32LE(64, 60);
  header.write("PE\0\0", 64, "latin1");
  header.writeUInt16LE(1, 64 + 6);
  header.writeUInt32LE(time, 64 + 8);
  header.write(".rdata", 88, "latin1");
  header.writeUInt32LE(text.length, 88 + 16);
  header.writeUInt32LE(header.length, 88 + 20);
  return Buffer.concat([header, Buffer.from(text, "latin1")]);
}

/** A compiled file for macOS (Mach-O, 64 bit) with a section, an identifier and names of symbols. */
export function macho(text: string, uuid: string, names: string): Buffer {
  const segment = Buffer.alloc(72 + 80);
  segment.writeUInt32LE(0x19, 0);
  segment.writeUInt32LE(segment.length, 4);
  segment.writeUInt32LE(1, 64);
  segment.write("__text", 72, "latin1");
  segment.write("__TEXT", 72 + 16, "latin1");
  segment.writeBigUInt64LE(BigInt(text.length), 72 + 40);
  const id = Buffer.alloc(24);
  id.writeUInt32LE(0x1b, 0);
  id.writeUInt32LE(id.length, 4);
  id.write(uuid.padEnd(16, "0"), 8, "latin1");
  const symbols = Buffer.alloc(24);
  symbols.writeUInt32LE(2, 0);
  symbols.writeUInt32LE(symbols.length, 4);
  const header = Buffer.alloc(32);
  header.write("cffaedfe", "hex");
  header.writeUInt32LE(3, 16);
  const start = header.length + segment.length + id.length + symbols.length;
  segment.writeUInt32LE(start, 72 + 48);
  symbols.writeUInt32LE(start + text.length, 16);
  symbols.writeUInt32LE(names.length, 20);
  return Buffer.concat([header, segment, id, symbols, Buffer.from(text + names, "latin1")]);
}
