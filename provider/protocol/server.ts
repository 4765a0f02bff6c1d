import * as grpc from "@grpc/grpc-js";
import protocol from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type { ProviderPackage } from "./provider.ts";
import { providerService, type Activity } from "./service.ts";

/** A provider that listens on this machine alone. */
export interface ProviderServer {
  readonly port: number;
  /** Requests under way. */
  readonly activity: Readonly<Activity>;
  close(): void;
}

// The engine sends whole files and states in one message, as its own clients and servers do.
const messageLimit = 1024 * 1024 * 400;

/** Serves a package to an engine on this machine, on a free port. */
export async function listen(pack: ProviderPackage): Promise<ProviderServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": messageLimit,
    "grpc.max_send_message_length": messageLimit,
  });
  const activity: Activity = { running: 0 };
  server.addService(protocol.ResourceProviderService, providerService(pack, activity));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { port, activity, close: () => server.forceShutdown() };
}

/** Serves a package as the engine expects of a process it starts: prints its port, ends with the engine. */
export async function serveProcess(pack: ProviderPackage): Promise<void> {
  const server = await listen(pack);
  process.stdout.write(`${server.port}\n`);
  // An engine that is killed can't end its plugins: this one would live on for ever. It ends by itself once
  // it belongs to another parent, but not in the middle of a request.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && server.activity.running === 0) process.exit(0);
  }, 1000).unref();
}
