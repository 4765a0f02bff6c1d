import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Sets HOME to one that is full of settings of act, and a file of pip's. */
export function userHome(folder: string): {
  readonly files: { readonly home: string; readonly pip: string };
  readonly restore: () => void;
} {
  const home = join(folder, "user");
  const pip = join(home, ".config", "pip", "pip.conf");
  const texts = {
    [pip]: "[global]\nindex-url = https://example.com/simple\n",
    [join(home, ".actrc")]: "--env LEAKED=yes\n",
    [join(home, ".config", "act", "actrc")]: "--secret LEAKED=yes\n",
    [join(home, ".config", ".actrc")]: "--var LEAKED=yes\n",
  };
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const names = ["HOME", "XDG_CONFIG_HOME"] as const;
  const before = names.map((name) => process.env[name]);
  process.env["HOME"] = home;
  delete process.env["XDG_CONFIG_HOME"];
  return {
    files: { home, pip },
    restore: () => {
      for (const [at, name] of names.entries()) {
        const value = before[at];
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    },
  };
}
