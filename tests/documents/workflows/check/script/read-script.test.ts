import assert from "node:assert/strict";
import { startedBy } from "../../../../../documents/workflows/check/script/command.ts";
import { readScript, resolved } from "../../../../../documents/workflows/check/script/read-script.ts";

const wordsOf = (script: string) => readScript(script).commands.map(({ words }) => words.join(" "));

describe("a step's script", () => {
  it("is read as commands, with those inside others before them", () => {
    assert.deepEqual(wordsOf("a 1;b \"2 3\" && c '4;5' || d & e\nf | g |& h"), [
      "a 1",
      "b 2 3",
      "c 4;5",
      "d",
      "e",
      "f",
      "g",
      "h",
    ]);
    assert.deepEqual(wordsOf('a "$(b `c`)" <(d)'), ["c", "b $()", "d", "a $() <()"]);
    assert.deepEqual(wordsOf("a \\\n  b\r\nc `\n  d"), ["a b", "c d"]);
  });

  it("is looked into where it hands a script to a shell, and not where it only writes one", () => {
    assert.deepEqual(wordsOf("bash -ec 'a | b'"), ["bash -ec a | b", "a", "b"]);
    assert.deepEqual(wordsOf("sh <<'END'\na\nEND\nb"), ["sh", "a", "b"]);
    assert.deepEqual(wordsOf("cat > x <<END\na\nEND\nb"), ["cat", "b"]);
    assert.deepEqual(wordsOf("echo 'a | b' # c | d\ne#f"), ["echo a | b", "e#f"]);
  });

  it("knows redirections, what is written where, and what feeds what", () => {
    const [a, b] = readScript("a 2>&1 >/dev/null | b > file").commands;
    assert.deepEqual([a?.words, a?.writes], [["a"], "/dev/null"]);
    assert.deepEqual([b?.fedBy.map(({ words }) => words), b?.writes], [[["a"]], "file"]);
  });

  it("tells what a command starts behind what stands before it", () => {
    const started = (text: string) => startedBy(text.split(" "));
    const pip = { program: "pip", args: ["install", "x"] };
    for (const text of [
      "pip install x",
      "A=1 sudo -u me -E env B=2 pip install x",
      "if ! pip install x",
      "timeout -k 5 60 nice -n 3 /usr/bin/pip install x",
      "python3.14 -I -m pip install x",
      "xargs -n 1 pip.exe install x",
    ])
      assert.deepEqual(started(text), pip, text);
    assert.deepEqual(started("python x.py -m pip"), { program: "python", args: ["x.py", "-m", "pip"] });
    assert.equal(started("A=1"), null);
  });

  it("gives variables their values where those are texts, and expressions a name", () => {
    const { variables, commands } = readScript("f=(dist/*.whl)\nv='1 2'\nx ${{ a.b }}");
    assert.equal(resolved("${f[0]}-$v-${v}-$other", variables), "dist/*.whl-1 2-1 2-$other");
    assert.deepEqual(commands.at(-1)?.words, ["x", "$EXPRESSION"]);
  });
});
