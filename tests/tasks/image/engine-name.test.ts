import assert from "node:assert/strict";
import { engineNameOf } from "../../../tasks/image/engines/name.ts";

describe("the engine of an image", () => {
  it("is the one that the option names, else that of IMAGE_ENGINE, else docker", () => {
    const inRehearsal = { IMAGE_ENGINE: " buildah " };
    const option = { place: "--engine", name: "docker" };
    assert.deepEqual(engineNameOf("docker", inRehearsal), option);
    assert.deepEqual(engineNameOf("", inRehearsal), { place: "IMAGE_ENGINE", name: "buildah" });
    for (const variables of [{}, { IMAGE_ENGINE: "" }])
      assert.equal(engineNameOf("", variables).name, "docker");
  });
});
