import { enableCompileCache } from "node:module";

enableCompileCache();
// Imported after the cache is on, so that it serves the libraries too: they are most of the start.
const [{ serveProcess }, { dockerStandIn }, { githubStandIn }, { withEmulatedGitHub }, { slipway }] =
  await Promise.all([
    import("../../provider/protocol/server.ts"),
    import("./docker.ts"),
    import("./github.ts"),
    import("./emulated.ts"),
    import("../../provider/slipway.ts"),
  ]);

const [name = ""] = process.argv.slice(2);
const emulated = { baseUrl: process.env["GITHUB_BASE_URL"] ?? "" };
switch (name) {
  case "docker":
    await serveProcess(
      dockerStandIn({ file: ".slipway/cloud.json", registryUrl: process.env["REGISTRY_URL"] }),
    );
    break;
  case "github":
    await serveProcess(githubStandIn(emulated));
    break;
  case "slipway":
    await serveProcess(withEmulatedGitHub(slipway, emulated));
    break;
  default:
    process.stderr.write(`rehearsal: there is no stand-in "${name}"; there are docker, github and slipway\n`);
    process.exit(1);
}
