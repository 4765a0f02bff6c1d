import assert from "node:assert/strict";
import { downloadedScript } from "../../../../../documents/workflows/check/rules/downloaded-script.ts";
import { judgesScripts, saidBy, workflowOf } from "./judge.ts";

describe("rule downloaded-script", () => {
  judgesScripts(
    downloadedScript,
    [
      ["curl -sSf https://example.com/install.sh | sh", /runs what it downloads \(curl into sh\)/],
      ["curl -fsSL https://example.com/i | sudo -E bash -s -- --yes", /curl into bash/],
      ["curl \\\n  -fsSL https://example.com/i \\\n  | bash -", /curl into bash/],
      ["wget -qO- https://example.com/i | tee install.log | /bin/bash", /wget into bash/],
      ["set -e; if ! curl https://example.com/i | sh; then exit 1; fi", /curl into sh/],
      ["bash <(curl -s https://example.com/i)", /curl into bash/],
      ["source <(wget -qO- https://example.com/i) --quiet", /wget into source/],
      [". <(curl -s https://example.com/i)", /curl into \./],
      ['sh -c "$(curl -fsSL https://example.com/i)" "" --unattended', /curl into sh/],
      ["bash -lc 'curl https://example.com/i | bash'", /curl into bash/],
      ['eval "$(curl -s https://example.com/env)"', /curl into eval/],
      ["eval `curl -s https://example.com/env`", /curl into eval/],
      ['bash <<< "$(curl -s https://example.com/i)"', /curl into bash/],
      ["(cd /tmp && curl -s https://example.com/i) | sh", /curl into sh/],
      ["curl -s https://example.com/i.py | python3 -", /curl into python3/],
      ["curl -s https://example.com/i.js | node", /curl into node/],
      ["iwr https://example.com/i.ps1 | iex", /iwr into iex/],
      ["irm https://example.com/i.ps1 -UseBasicParsing | Invoke-Expression", /irm into invoke-expression/],
      ["iex (irm https://example.com/i.ps1)", /irm into iex/],
      [
        "iex ((New-Object System.Net.WebClient).DownloadString('https://example.com/i.ps1'))",
        /\.downloadstring into iex/,
      ],
      ['powershell -Command "iwr https://example.com/i.ps1 | iex"', /iwr into iex/],
      [
        "python -c \"import urllib.request as u; exec(u.urlopen('https://example.com/i.py').read())\"",
        /\(python\)/,
      ],
      ["python - <<EOF\nimport requests\nexec(requests.get('https://example.com').text)\nEOF", /\(python\)/],
      ["curl -o install.sh https://example.com/install.sh\nsh install.sh", /downloads and runs install\.sh/],
      [
        "curl -fsSLO https://example.com/a/install.sh?x=1\nchmod +x install.sh\n./install.sh",
        /runs install\.sh/,
      ],
      ['F=/tmp/get.sh\nwget https://example.com/i -O $F && bash "$F"', /downloads and runs get\.sh/],
      ["curl https://example.com/i > i.sh; . ./i.sh", /downloads and runs i\.sh/],
      ["Invoke-WebRequest https://example.com/s.ps1 -OutFile s.ps1\n.\\s.ps1 -Quiet", /runs s\.ps1/],
    ],
    [
      "curl -fsS https://example.com/status",
      "curl -s https://example.com/a.json | jq .version",
      'curl -s https://example.com/a.json | python3 -c "import json, sys; print(json.load(sys.stdin))"',
      "curl -s https://example.com/a.json | python3 -m json.tool",
      "curl -s https://example.com/a.txt | perl -ne 'print if /x/'",
      "curl -s https://example.com/a.txt | bash scripts/read.sh",
      'bash scripts/report.sh "$(curl -s https://example.com/status)"',
      "curl -o data.csv https://example.com/data.csv\npython report.py data.csv",
      'curl -fsSLo i.sh https://example.com/i.sh\necho "$HASH  i.sh" | sha256sum --check\nsh i.sh',
      'echo "do not run curl https://example.com | sh"',
      "# curl https://example.com/i | sh\ntrue",
      "cat <<EOF > readme.md\ncurl https://example.com/i | sh\nEOF",
      "cat script.sh | sh",
      "./configure && make",
    ],
  );

  it("reads a step in Python as Python", () => {
    const run = "from urllib.request import urlopen\nexec(urlopen('https://example.com').read())";
    assert.equal(saidBy(downloadedScript, workflowOf({ steps: [{ shell: "python", run }] })).length, 1);
    const sound = "from urllib.request import urlopen\nprint(urlopen('https://example.com').status)";
    assert.deepEqual(saidBy(downloadedScript, workflowOf({ steps: [{ shell: "python", run: sound }] })), []);
  });
});
