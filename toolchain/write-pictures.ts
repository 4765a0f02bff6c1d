import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Draws what commands print, for the README and the guides: `npm run pictures`, after what they show has changed, or
 * `npm run pictures -- start` for one of them. A release takes minutes.
 */
const project = join(import.meta.dirname, "..");
const columns = 104;
const font = { width: 7.83, height: 18, size: 13 };
const margin = 16;

interface Theme {
  readonly name: "light" | "dark";
  readonly back: string;
  readonly text: string;
  /** Colours by the code that a terminal takes (ECMA-48, select graphic rendition). */
  readonly colours: Readonly<Record<string, string>>;
}

const themes: readonly Theme[] = [
  {
    name: "light",
    back: "#f6f8fa",
    text: "#1f2328",
    colours: { 2: "#59636e", 31: "#cf222e", 32: "#116329", 33: "#7d4e00", 36: "#1b7c83" },
  },
  {
    name: "dark",
    back: "#151b23",
    text: "#f0f6fc",
    colours: { 2: "#9198a1", 31: "#ff7b72", 32: "#7ee787", 33: "#d29922", 36: "#76e3ea" },
  },
];

interface Picture {
  /** File name, before the theme's. */
  readonly name: string;
  /** What is typed. */
  readonly command: string;
  output(run: Run): Promise<string>;
}

/** Runs the command line, whose things are kept in a folder that goes away; what it wrote comes in colours. */
type Run = (...args: readonly string[]) => Promise<string>;

const release = ["rehearse", "release", "--stack", "prod", "--version", "0.3.2"] as const;

const pictures: readonly Picture[] = [
  { name: "start", command: "npm start", output: (run) => run("start") },
  {
    name: "rehearsal",
    command: "npm run rehearse -- release --stack prod --version 0.3.2",
    output: async (run) => {
      await run("start");
      await run("rehearse", "merge", "--stack", "prod");
      return run(...release, "--approve");
    },
  },
];

async function outputOf(picture: Picture): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "slipway-picture-"));
  const env = { ...process.env, FORCE_COLOR: "1" };
  const run: Run = async (...args) => {
    const all = [join(project, "cli", "main.ts"), ...args, "--root", root];
    const { stdout } = await promisify(execFile)(process.execPath, all, { cwd: project, env });
    return stdout.replaceAll(` --root ${root}`, "").replaceAll(root, ".slipway");
  };
  try {
    return await picture.output(run);
  } finally {
    await rm(root, { recursive: true });
  }
}

const code = /\u001b\[(\d+)m/;

/** Lines of at most `columns` letters, wrapped at a space with the indent of the line. */
function wrap(line: string): string[] {
  const plain = line.replaceAll(new RegExp(code, "g"), "");
  const indent = `${/^ */.exec(plain)?.[0] ?? ""}    `;
  if (plain.length <= columns || plain !== line) return [line];
  const at = line.lastIndexOf(" ", columns);
  return [line.slice(0, at), ...wrap(indent + line.slice(at + 1))];
}

function drawLine(line: string, at: number, theme: Theme): string {
  const [first = "", ...rest] = line.split(code);
  let [x, style] = [margin, ""];
  // Of several spaces in one element, readers of SVG draw a single one.
  const draw = (text: string) =>
    text.split(/( {2,})/).flatMap((part) => {
      const blank = part.length - part.trimStart().length;
      const left = (x + blank * font.width).toFixed(1);
      x += part.length * font.width;
      if (part.trim() === "") return [];
      const length = (part.trim().length * font.width).toFixed(1);
      const y = margin + (at + 1) * font.height;
      return [`<text x="${left}" y="${y}" textLength="${length}"${style}>${escape(part.trim())}</text>`];
    });
  const drawn = draw(first);
  for (let i = 0; i < rest.length; i += 2) {
    const sgr = rest[i] ?? "";
    const colour = theme.colours[sgr];
    style = sgr === "1" ? ' font-weight="700"' : colour === undefined ? "" : ` fill="${colour}"`;
    drawn.push(...draw(rest[i + 1] ?? ""));
  }
  return drawn.join("");
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function draw({ command }: Picture, lines: readonly string[], theme: Theme): string {
  const width = Math.ceil(columns * font.width + 2 * margin);
  const height = Math.ceil((lines.length + 0.5) * font.height + 2 * margin);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>What ${escape(command)} prints</title>
<rect width="100%" height="100%" rx="8" fill="${theme.back}" />
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="${font.size}" fill="${theme.text}">
${lines.map((line, at) => drawLine(line, at, theme)).join("\n")}
</g>
</svg>
`;
}

const asked = process.argv.slice(2);
for (const picture of pictures.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const printed = (await outputOf(picture)).trimEnd().split("\n");
  const lines = [`$ ${picture.command}`, "", ...printed.flatMap(wrap)];
  for (const theme of themes) {
    const file = join(project, "docs", "images", `${picture.name}-${theme.name}.svg`);
    await writeFile(file, draw(picture, lines, theme));
  }
}
