import { runStandIn } from "../../step/step.ts";
import { uploadArtifact } from "./upload-artifact.ts";

await runStandIn(uploadArtifact);
