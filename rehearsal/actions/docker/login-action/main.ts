import { runStandIn } from "../../step/step.ts";
import { signIn } from "./sign-in.ts";

await runStandIn(signIn);
