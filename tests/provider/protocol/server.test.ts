import assert from "node:assert/strict";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { dispatcher, type Resource } from "../../../provider/protocol/dispatch.ts";
import { UNKNOWN, type Properties, type ProviderPackage } from "../../../provider/protocol/provider.ts";
import { listen, type ProviderServer } from "../../../provider/protocol/server.ts";

const type = "test:index:Thing";

/** A resource that tells in its outputs how its provider was configured. */
const thing: Resource<Properties> = {
  type,
  check: (inputs) => ({
    inputs,
    failures: inputs["name"] === undefined ? [{ property: "name", reason: "is missing" }] : [],
  }),
  diff: (old, inputs) => ({
    changes: old.inputs["name"] === inputs["name"] ? [] : ["name"],
    replaces: inputs["name"] === "forced" ? ["name"] : [],
  }),
  preview: (inputs) => ({ ...inputs, settings: UNKNOWN }),
  create: (settings, inputs) =>
    inputs["name"] === "bad"
      ? Promise.reject(new Error("place: fault; mend"))
      : Promise.resolve({ id: "1", outputs: { ...inputs, settings } }),
  update: (_settings, _old, inputs) => Promise.resolve(inputs),
  read: (_settings, known) => Promise.resolve(known.id === "gone" ? null : { ...known }),
  delete: () => Promise.resolve(),
};

const pack: ProviderPackage = {
  name: "test",
  version: "1.2.3",
  configure: (settings) => dispatcher({ resources: [thing] }, settings),
};

describe("a provider's server", () => {
  let server: ProviderServer;
  const clients: grpc.Client[] = [];

  before(async () => {
    server = await listen(pack);
  });
  after(() => {
    clients.forEach((client) => client.close());
    server.close();
  });

  const connect = () => {
    const options = { "grpc.use_local_subchannel_pool": 1 };
    const client = new services.ResourceProviderClient(
      `127.0.0.1:${server.port}`,
      grpc.credentials.createInsecure(),
      options,
    );
    clients.push(client);
    return client;
  };
  const configure = async (client: services.ResourceProviderClient, settings: Properties) => {
    const request = new messages.ConfigureRequest();
    request.setArgs(toStruct(settings));
    return promisify(client.configure.bind(client) as Call<messages.ConfigureResponse>)(request);
  };
  const create = async (client: services.ResourceProviderClient, inputs: Properties, preview = false) => {
    const request = new messages.CreateRequest();
    request.setType(type);
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    const response = await promisify(client.create.bind(client) as Call<messages.CreateResponse>)(request);
    return response.getProperties()?.toJavaScript();
  };

  it("keeps the configurations of two provider resources apart", async () => {
    const [one, other] = [connect(), connect()];
    await configure(one, { owner: "one" });
    await configure(other, { owner: "other" });
    assert.deepEqual(await create(one, { name: "a" }), { name: "a", settings: { owner: "one" } });
    assert.deepEqual(await create(other, { name: "a" }), { name: "a", settings: { owner: "other" } });
  });

  it("opens secrets and JSON among the settings", async () => {
    const client = connect();
    const secret = (value: string) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value,
    });
    await configure(client, { token: secret("t"), appAuth: secret('{"id":"7"}'), baseUrl: "{not json" });
    const settings = { token: "t", appAuth: { id: "7" }, baseUrl: "{not json" };
    assert.deepEqual(await create(client, { name: "a" }), { name: "a", settings });
  });

  it("refuses work before it is configured", async () => {
    await assert.rejects(
      create(connect(), { name: "a" }),
      /test: the engine has not configured the provider/,
    );
  });

  it("passes on what an error says, and nothing of where it happened", async () => {
    const client = connect();
    await configure(client, {});
    const error = await create(client, { name: "bad" }).then(
      () => assert.fail("was not refused"),
      (caught: unknown) => caught as ServiceError,
    );
    assert.equal(error.details, "place: fault; mend");
  });

  it("creates nothing in a preview", async () => {
    const client = connect();
    await configure(client, {});
    assert.deepEqual(await create(client, { name: "bad" }, true), { name: "bad", settings: UNKNOWN });
  });

  it("tells differences, replacements and what the program ignores", async () => {
    const client = connect();
    await configure(client, {});
    const diff = async (name: string, ignored: string[] = []) => {
      const request = new messages.DiffRequest();
      request.setType(type);
      request.setOldInputs(toStruct({ name: "a" }));
      request.setOlds(toStruct({ name: "a" }));
      request.setNews(toStruct({ name }));
      request.setIgnorechangesList(ignored);
      const response = await promisify(client.diff.bind(client) as Call<messages.DiffResponse>)(request);
      return [response.getChanges(), response.getReplacesList()];
    };
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    assert.deepEqual(await diff("a"), [DIFF_NONE, []]);
    assert.deepEqual(await diff("b"), [DIFF_SOME, []]);
    assert.deepEqual(await diff("forced"), [DIFF_SOME, ["name"]]);
    assert.deepEqual(await diff("forced", ["name"]), [DIFF_NONE, []]);
  });

  it("names what it has where something else is asked for", async () => {
    const configured = pack.configure({});
    await assert.rejects(
      configured.check("test:index:Other", {}),
      /test:index:Other: this provider has no such resource; it has test:index:Thing/,
    );
    await assert.rejects(configured.invoke("test:index:get", {}), /has no such function; it has none/);
  });
});

type Call<Response> = (
  request: unknown,
  callback: (error: ServiceError | null, response: Response) => void,
) => void;

function toStruct(properties: Properties): struct.Struct {
  return struct.Struct.fromJavaScript(properties as Record<string, struct.JavaScriptValue>);
}
