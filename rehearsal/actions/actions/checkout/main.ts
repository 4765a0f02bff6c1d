import { runStandIn } from "../../step/step.ts";
import { checkout } from "./checkout.ts";

await runStandIn(checkout);
