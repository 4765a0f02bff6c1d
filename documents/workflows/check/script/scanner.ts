import type { Command } from "./command.ts";

/** Brackets within brackets beyond this are read as words: no script is written so. */
const deepest = 12;
/** So many commands before it feed a command. */
const longestPipe = 20;

interface Draft {
  words: string[];
  inside: Command[];
  writes: string | null;
  text: string | null;
}

/**
 * Reads a script for Bash, with what PowerShell has besides as far as it looks alike. Never fails: what is not closed
 * ends with the script.
 */
export class Scanner {
  readonly #text: string;
  #at = 0;
  readonly #depth: number;
  /** Here-documents whose text begins on the next line, and how each ends. */
  #open: { readonly command: Draft; readonly end: string }[] = [];
  readonly #commands: Command[] = [];
  #pipe: Command[] = [];
  #draft: Draft = emptyDraft();
  #word: string | null = null;
  /** What the next word is: an argument, the file that is written to, or nothing of interest. */
  #next: "argument" | "file" | "descriptor" = "argument";

  constructor(text: string, depth = 0) {
    this.#text = text;
    this.#depth = depth;
  }

  /** The commands up to the end, or to the closing character where one is given. */
  read(closing: ")" | "`" | null = null): readonly Command[] {
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? "";
      this.#at += 1;
      if (character === closing) break;
      this.#take(character);
    }
    this.#endPipe();
    return this.#commands;
  }

  #take(character: string): void {
    const next = this.#text[this.#at] ?? "";
    switch (character) {
      case "\\":
        return this.#escape(next);
      case "'":
        return this.#add(this.#until("'"));
      case '"':
        return this.#quoted();
      case "$":
        return this.#dollar(next);
      case "`":
        return next === "\n" || next === "\r" ? this.#skipLineEnd() : this.#nested("`", "$()");
      case "(":
        return this.#nested(")", "");
      case "<":
      case ">":
        return this.#redirect(character, next);
      case "#":
        return this.#word === null ? this.#skipLine() : this.#add("#");
      case "|":
        return this.#bar(next);
      case "&":
        if (next === ">") return this.#endWord();
        return this.#endPipe();
      case "\n":
        this.#endPipe();
        return this.#hereDocuments();
      case ";":
      case ")":
        return this.#endPipe();
      case " ":
      case "\t":
      case "\r":
        return this.#endWord();
      default:
        return this.#add(character);
    }
  }

  #add(text: string): void {
    this.#word = (this.#word ?? "") + text;
  }

  /** A path of Windows keeps what stands before its parts. */
  #escape(next: string): void {
    if (next === "\n" || next === "\r") return this.#skipLineEnd();
    this.#at += 1;
    this.#add(/[\w.]/.test(next) ? `\\${next}` : next);
  }

  #skipLineEnd(): void {
    this.#at += this.#text.startsWith("\r\n", this.#at) ? 2 : 1;
  }

  #skipLine(): void {
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  #until(closing: string): string {
    const end = this.#text.indexOf(closing, this.#at);
    const text = this.#text.slice(this.#at, end === -1 ? undefined : end);
    this.#at = end === -1 ? this.#text.length : end + closing.length;
    return text;
  }

  #quoted(): void {
    this.#add("");
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] ?? "";
      this.#at += 1;
      if (character === '"') return;
      if (character === "\\" || character === "`") this.#quotedEscape(character);
      else if (character === "$") this.#dollar(this.#text[this.#at] ?? "");
      else this.#add(character);
    }
  }

  #quotedEscape(character: string): void {
    const next = this.#text[this.#at] ?? "";
    if (character === "`" && /[\w./-]/.test(next)) return this.#nested("`", "$()");
    if (/["$`\\]/.test(next)) {
      this.#at += 1;
      this.#add(next);
    } else if (next === "\n") this.#at += 1;
    else this.#add(character);
  }

  #dollar(next: string): void {
    if (next === "(") {
      this.#at += 1;
      this.#nested(")", "$()");
    } else if (next === "{") {
      this.#at += 1;
      this.#add(`\${${this.#until("}")}}`);
    } else this.#add("$");
  }

  #nested(closing: ")" | "`", shown: string): void {
    if (this.#depth > deepest) return this.#add(closing);
    const inner = new Scanner(this.#text, this.#depth + 1);
    inner.#at = this.#at;
    const commands = inner.read(closing);
    this.#at = inner.#at;
    this.#draft.inside.push(...commands);
    // A list of values: `files=(dist/*.whl)`.
    const values = this.#word?.endsWith("=") === true ? (commands[0]?.words.join(" ") ?? "") : "";
    this.#add(shown + values);
    if (shown === "") this.#endWord();
  }

  #redirect(character: string, next: string): void {
    if (character === "<" && next === "(") {
      this.#at += 1;
      return this.#nested(")", "<()");
    }
    if (character === "<" && next === "<") return this.#here();
    if (this.#word !== null && /^\d$/.test(this.#word)) this.#word = null;
    this.#endWord();
    if (next === character) this.#at += 1;
    if (this.#text[this.#at] === "&") {
      this.#at += 1;
      this.#next = "descriptor";
    } else if (character === ">") this.#next = "file";
  }

  #here(): void {
    this.#endWord();
    this.#at += 1;
    if (this.#text[this.#at] === "<") {
      this.#at += 1;
      return;
    }
    const found = /-?[ \t]*(['"]?)([\w.-]+)\1/y;
    found.lastIndex = this.#at;
    const end = found.exec(this.#text)?.[2];
    if (end === undefined) return;
    this.#at = found.lastIndex;
    this.#open.push({ command: this.#draft, end });
  }

  #hereDocuments(): void {
    for (const { command, end } of this.#open.splice(0)) {
      const lines: string[] = [];
      while (this.#at < this.#text.length) {
        const line = this.#until("\n");
        if (line.trim() === end) break;
        lines.push(line);
      }
      command.text = lines.join("\n");
    }
  }

  #bar(next: string): void {
    if (next === "|") {
      this.#at += 1;
      return this.#endPipe();
    }
    if (next === "&") this.#at += 1;
    this.#endCommand();
  }

  #endWord(): void {
    if (this.#word === null) return;
    if (this.#next === "file") this.#draft.writes = this.#word;
    else if (this.#next === "argument" && (this.#word !== "" || this.#draft.inside.length === 0))
      this.#draft.words.push(this.#word);
    this.#word = null;
    this.#next = "argument";
  }

  #endCommand(): void {
    this.#endWord();
    const draft = this.#draft;
    if (draft.words.length > 0 || draft.inside.length > 0)
      // The same object, since its here-document is yet to be read.
      this.#pipe.push(Object.assign(draft, { fedBy: this.#pipe.slice(-longestPipe) }));
    this.#draft = emptyDraft();
  }

  #endPipe(): void {
    this.#endCommand();
    this.#commands.push(...this.#pipe);
    this.#pipe = [];
  }
}

function emptyDraft(): Draft {
  return { words: [], inside: [], writes: null, text: null };
}
