import assert from "node:assert/strict";
import { movingImage } from "../../../../../documents/workflows/check/rules/moving-image.ts";
import { faultsOf, judgesScripts, saidBy, workflowOf } from "./judge.ts";

const digest = `@sha256:${"0".repeat(64)}`;
const said = (job: Readonly<Record<string, unknown>>) => saidBy(movingImage, workflowOf(job));

describe("rule moving-image", () => {
  it("refuses containers and services by a tag, or by none", () => {
    assert.deepEqual(said({ container: "python:3.14" }), [
      'jobs.job.container names the image "python:3.14" without its digest',
    ]);
    const services = { database: { image: "postgres" }, cache: { image: `redis${digest}` } };
    assert.deepEqual(said({ container: { image: "ghcr.io/octo/build:v1" }, services }), [
      'jobs.job.container.image names the image "ghcr.io/octo/build:v1" without its digest',
      'jobs.job.services.database.image names the image "postgres" without its digest',
    ]);
  });

  it("refuses those that a matrix names", () => {
    const strategy = { matrix: { image: [`python:3.14${digest}`, "python:3.13"] } };
    assert.deepEqual(said({ container: "${{ matrix.image }}", strategy }), [
      'jobs.job.container names the image "python:3.13" without its digest',
    ]);
  });

  it("lets digests pass, no container, and what nobody can tell", () => {
    for (const container of [
      `python:3.14${digest}`,
      { image: `python${digest}` },
      "",
      null,
      "${{ inputs.image }}",
    ])
      assert.deepEqual(said({ container }), []);
  });

  it("stands beside the check of actions, which refuses `docker://` by a tag", async () => {
    const faults = await faultsOf(workflowOf({ steps: [{ uses: "docker://alpine:3" }] }));
    assert.deepEqual(
      faults.map(({ fault }) => fault),
      ['jobs.job.steps[0].uses runs "docker://alpine:3", which is not pinned'],
    );
    assert.deepEqual(await faultsOf(workflowOf({ steps: [{ uses: `docker://alpine:3${digest}` }] })), []);
  });
});

describe("rule moving-image on scripts", () => {
  const without = (image: string) => new RegExp(`names the image "${image}" without its digest$`);
  judgesScripts(
    movingImage,
    [
      ["docker run alpine:3 sh -c true", without("alpine:3")],
      [
        "sudo docker run -it --rm --name x -v /a:/b -p80:80 --env=A=b ghcr.io/octo/tool make",
        without("ghcr.io/octo/tool"),
      ],
      ["docker container create --network none redis", without("redis")],
      ["docker pull -q postgres:18", without("postgres:18")],
      ['image=alpine\ndocker run "$image"', without("alpine")],
      [
        "docker buildx create --use --driver-opt network=host,image=moby/buildkit:v0.20.0",
        without("moby/buildkit:v0.20.0"),
      ],
      ["podman run --privileged --entrypoint sh quay.io/podman/stable", without("quay.io/podman/stable")],
    ],
    [
      `docker run --rm alpine${digest} redis`,
      `docker buildx create --driver-opt=image=moby/buildkit:v0.20.0${digest}`,
      "docker build -t app . && docker run --rm app",
      "docker buildx build --load --tag=app . && docker run app",
      'docker run "$IMAGE"',
      "docker run sha256:0123",
      "docker buildx create --driver docker-container",
      "docker images && docker ps -a",
    ],
  );

  it("lets pass what an action of the job builds", () => {
    const steps = [
      { uses: "docker/build-push-action@v6", with: { load: true, tags: "octo/app:test" } },
      { run: "docker run octo/app:test" },
    ];
    assert.deepEqual(said({ steps }), []);
  });
});
