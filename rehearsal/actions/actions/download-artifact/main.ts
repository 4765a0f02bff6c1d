import { runStandIn } from "../../step/step.ts";
import { downloadArtifact } from "./download-artifact.ts";

await runStandIn(downloadArtifact);
