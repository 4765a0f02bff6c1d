import { runStandIn } from "../../step/step.ts";
import { cache } from "./cache.ts";

await runStandIn(cache);
