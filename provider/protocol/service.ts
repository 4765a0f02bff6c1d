import * as grpc from "@grpc/grpc-js";
import type * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Checked, Known, Properties, Provider, ProviderPackage, Value } from "./provider.ts";
import { isList, isProperties } from "./values.ts";

type Request<Message> = grpc.ServerUnaryCall<Message, unknown>;
type Implementation = grpc.UntypedServiceImplementation;

/** How the protocol marks a value that is more than its JSON, and that it is a secret. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** The requests under way, for those who must not stop in the middle of one. */
export interface Activity {
  running: number;
}

/**
 * Pulumi's provider protocol on top of a `ProviderPackage`. The SDK's own server (`@pulumi/pulumi/provider`)
 * drops the configuration that the engine sends, and a provider without its token and address is of no use.
 */
export function providerService(pack: ProviderPackage, activity: Activity): Implementation {
  // Each provider resource of a program has a connection of its own: that is what tells two of them apart
  // when both attach to this one server.
  const configured = new Map<string, Provider>();
  const of = (call: Request<unknown>): Provider => {
    const found = configured.get(call.getPeer());
    if (found === undefined) throw new Error(`${pack.name}: the engine has not configured the provider`);
    return found;
  };
  return {
    ...metadata(pack, activity),
    configure: unary<messages.ConfigureRequest>(activity, (call) => {
      configured.set(call.getPeer(), pack.configure(settingsOf(call.request.getArgs())));
      const response = new provider.ConfigureResponse();
      // Secrets are not accepted: the engine then keeps each output secret that was secret as an input, as it
      // does for the bridged providers.
      response.setSupportspreview(true);
      return Promise.resolve(response);
    }),
    ...reading(of, activity),
    ...writing(of, activity),
  };
}

function metadata(pack: ProviderPackage, activity: Activity): Implementation {
  const nothing = unary<unknown>(activity, () => Promise.resolve(new empty.Empty()));
  return {
    getPluginInfo: unary<unknown>(activity, () => {
      const response = new plugin.PluginInfo();
      response.setVersion(pack.version);
      return Promise.resolve(response);
    }),
    getSchema: unary<unknown>(activity, () => {
      const response = new provider.GetSchemaResponse();
      response.setSchema(pack.schema?.() ?? "{}");
      return Promise.resolve(response);
    }),
    attach: nothing,
    cancel: nothing,
  };
}

function reading(of: (call: Request<unknown>) => Provider, activity: Activity): Implementation {
  return {
    check: unary<messages.CheckRequest>(activity, async (call) => {
      const { request } = call;
      return checkResponse(await of(call).check(request.getType(), toProperties(request.getNews())));
    }),
    diff: unary<messages.DiffRequest>(activity, async (call) => {
      const ignored = new Set(call.request.getIgnorechangesList());
      const found = await of(call).diff(known(call.request), toProperties(call.request.getNews()));
      const changes = found.changes.filter((name) => !ignored.has(name));
      const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
      const response = new provider.DiffResponse();
      response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
      response.setDiffsList(changes);
      response.setReplacesList(found.replaces.filter((name) => !ignored.has(name)));
      response.setDeletebeforereplace(found.deleteBeforeReplace ?? false);
      return response;
    }),
    read: unary<messages.ReadRequest>(activity, async (call) => {
      const { request } = call;
      const found = await of(call).read({
        ...subject(request),
        inputs: toProperties(request.getInputs()),
        outputs: toProperties(request.getProperties()),
      });
      const response = new provider.ReadResponse();
      if (found === null) return response;
      response.setId(found.id);
      response.setProperties(toStruct(found.outputs));
      response.setInputs(toStruct(found.inputs));
      return response;
    }),
    invoke: unary<messages.InvokeRequest>(activity, async (call) => {
      const response = new provider.InvokeResponse();
      const result = await of(call).invoke(call.request.getTok(), toProperties(call.request.getArgs()));
      response.setReturn(toStruct(result));
      return response;
    }),
  };
}

function writing(of: (call: Request<unknown>) => Provider, activity: Activity): Implementation {
  return {
    create: unary<messages.CreateRequest>(activity, async (call) => {
      const { request } = call;
      const inputs = toProperties(request.getProperties());
      const created = await of(call).create(request.getType(), inputs, request.getPreview());
      const response = new provider.CreateResponse();
      response.setId(created.id);
      response.setProperties(toStruct(created.outputs));
      return response;
    }),
    update: unary<messages.UpdateRequest>(activity, async (call) => {
      const { request } = call;
      const inputs = toProperties(request.getNews());
      const response = new provider.UpdateResponse();
      response.setProperties(toStruct(await of(call).update(known(request), inputs, request.getPreview())));
      return response;
    }),
    delete: unary<messages.DeleteRequest>(activity, async (call) => {
      const { request } = call;
      await of(call).delete({
        ...subject(request),
        inputs: toProperties(request.getOldInputs()),
        outputs: toProperties(request.getProperties()),
      });
      return new empty.Empty();
    }),
  };
}

function checkResponse({ inputs, failures = [] }: Checked): messages.CheckResponse {
  const response = new provider.CheckResponse();
  response.setInputs(toStruct(inputs));
  const list = failures.map(({ property, reason }) => {
    const failure = new provider.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
  response.setFailuresList(list);
  return response;
}

function unary<Message>(activity: Activity, answer: (call: Request<Message>) => Promise<unknown>) {
  return (call: Request<Message>, callback: grpc.sendUnaryData<unknown>): void => {
    activity.running += 1;
    // Called inside the promise, so that what it throws at once is caught as well.
    Promise.resolve()
      .then(() => answer(call))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: grpc.status.UNKNOWN, details: messageOf(error) }),
      )
      .finally(() => (activity.running -= 1));
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function subject(request: messages.ReadRequest | messages.DeleteRequest | messages.DiffRequest): {
  readonly type: string;
  readonly id: string;
} {
  return { type: request.getType(), id: request.getId() };
}

function known(request: messages.DiffRequest | messages.UpdateRequest): Known {
  return {
    type: request.getType(),
    id: request.getId(),
    inputs: toProperties(request.getOldInputs()),
    outputs: toProperties(request.getOlds()),
  };
}

function toProperties(message: struct.Struct | undefined): Properties {
  return message?.toJavaScript() ?? {};
}

function toStruct(properties: Properties): struct.Struct {
  const present = Object.entries(properties).filter(([, value]) => value !== undefined);
  return struct.Struct.fromJavaScript(Object.fromEntries(present) as Record<string, struct.JavaScriptValue>);
}

/** The engine sends settings with their secrets marked, and those that are no strings as JSON. */
function settingsOf(message: struct.Struct | undefined): Properties {
  const settings = Object.entries(toProperties(message)).map(
    ([name, value]) => [name, parsed(opened(value))] as const,
  );
  return Object.fromEntries(settings);
}

function parsed(value: Value | undefined): Value | undefined {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}

/** Takes the mark of a secret off, at any depth. */
function opened(value: Value | undefined): Value | undefined {
  if (isList(value)) return value.map((item) => opened(item) ?? null);
  if (!isProperties(value)) return value;
  if (value[signature] === secretSignature) return opened(value["value"]);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, opened(item)]));
}
