import { Command } from "commander";
import { cancelCommand } from "./rehearse/cancel.ts";
import { closeCommand } from "./rehearse/close.ts";
import { destroyCommand } from "./rehearse/destroy.ts";
import { mergeCommand } from "./rehearse/merge.ts";
import { previewCommand } from "./rehearse/preview.ts";
import { recoverCommand } from "./rehearse/recover.ts";
import { refreshCommand } from "./rehearse/refresh.ts";
import { releaseCommand } from "./rehearse/release.ts";
import { serveCommand } from "./rehearse/serve.ts";
import { upCommand } from "./rehearse/up.ts";
import { rehearsedReleasePrepareCommand } from "./release-prepare.ts";

/** `rehearse`: a stack on this machine alone. */
export function rehearseCommand(): Command {
  return new Command("rehearse")
    .description("Run a stack on this machine alone, against an emulated GitHub: no account, nothing leaves.")
    .addCommand(previewCommand())
    .addCommand(upCommand())
    .addCommand(mergeCommand())
    .addCommand(closeCommand())
    .addCommand(rehearsedReleasePrepareCommand())
    .addCommand(releaseCommand())
    .addCommand(refreshCommand())
    .addCommand(destroyCommand())
    .addCommand(recoverCommand())
    .addCommand(serveCommand())
    .addCommand(cancelCommand());
}
