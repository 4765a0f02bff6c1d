import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import * as grpc from "@grpc/grpc-js";

/**
 * What the vendor's `pulumi-language-nodejs` does for a program, over the same protocol: it runs the SDK's own
 * `cmd/run` with the node on PATH. So tests can run the CLI itself on this project as its users do.
 */
const require = createRequire(import.meta.url);
const runner = require.resolve("@pulumi/pulumi/cmd/run/index.js");

interface RunRequest {
  getMonitorAddress(): string;
  getProject(): string;
  getStack(): string;
  getOrganization(): string;
  getPwd(): string;
  getDryrun(): boolean;
  getParallel(): number;
  getInfo(): { getProgramDirectory(): string; getEntryPoint(): string };
  getConfigMap(): { toObject(): [string, string][] };
  getConfigsecretkeysList(): string[];
}

interface Message {
  setVersion?(version: string): void;
  setError?(text: string): void;
  setBail?(bail: boolean): void;
}

type Messages = Record<string, new () => Message>;
const language = require("@pulumi/pulumi/proto/language_pb.js") as Messages;
const plugin = require("@pulumi/pulumi/proto/plugin_pb.js") as Messages;
const empty = require("google-protobuf/google/protobuf/empty_pb.js") as Messages;
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb.js") as {
  LanguageRuntimeService: grpc.ServiceDefinition;
};

/** The exit code by which `cmd/run` says that it has told the fault already. */
const faultTold = 32;
const engine = process.argv.at(-1) ?? "";

function run(request: RunRequest): Promise<Message> {
  const info = request.getInfo();
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: info.getProgramDirectory(),
    parallel: String(request.getParallel()),
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(
    "node",
    [runner, ...args, ...(request.getDryrun() ? ["--dry-run"] : []), info.getEntryPoint()],
    {
      cwd: info.getProgramDirectory(),
      stdio: ["ignore", 2, 2],
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toObject())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        PULUMI_NODEJS_TYPESCRIPT: "false",
      },
    },
  );
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      const response = message(language, "RunResponse");
      if (code === faultTold) response.setBail?.(true);
      else if (code !== 0) response.setError?.(`the program ended with ${code}`);
      resolve(response);
    });
  });
}

function message(messages: Messages, name: string): Message {
  const Type = messages[name];
  if (Type === undefined) throw new Error(`the protocol has no message ${name}`);
  return new Type();
}

type Handler = grpc.handleUnaryCall<RunRequest, Message>;
const answer =
  (make: (request: RunRequest) => Message | Promise<Message>): Handler =>
  (call, callback) =>
    void Promise.resolve(make(call.request)).then(
      (response) => callback(null, response),
      (error: unknown) => callback(error as Error),
    );

const server = new grpc.Server();
server.addService(LanguageRuntimeService, {
  handshake: answer(() => message(language, "LanguageHandshakeResponse")),
  getRequiredPlugins: answer(() => message(language, "GetRequiredPluginsResponse")),
  getRequiredPackages: answer(() => message(language, "GetRequiredPackagesResponse")),
  getPluginInfo: answer(() => {
    const info = message(plugin, "PluginInfo");
    info.setVersion?.("3.256.0");
    return info;
  }),
  cancel: answer(() => message(empty, "Empty")),
  run: answer(run),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
