import { runStandIn } from "../../step/step.ts";
import { publish } from "./publish.ts";

await runStandIn(publish);
