import { runStandIn } from "../../step/step.ts";
import { buildWheels } from "./build-wheels.ts";

await runStandIn(buildWheels);
