import { runStandIn } from "../../step/step.ts";
import { attest } from "./attest.ts";

await runStandIn(attest);
