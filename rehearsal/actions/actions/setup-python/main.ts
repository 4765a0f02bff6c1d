import { runStandIn } from "../../step/step.ts";
import { setUpPython } from "./setup-python.ts";

await runStandIn(setUpPython);
