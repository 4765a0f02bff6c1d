import assert from "node:assert/strict";
import type { Report, ResourceChange } from "../../../cli/changes/change.ts";
import type { DeliveryState } from "../../../cli/changes/delivery.ts";
import { deliveryLines } from "../../../cli/show/delivery.ts";

const state: DeliveryState = {
  repository: "octo/pkg",
  by: "pull-request",
  branch: "slipway/prod",
  status: "waiting",
  pullRequest: { number: 7, url: "https://github.com/octo/pkg/pull/7" },
  edited: [],
};

function reportOf(delivery: DeliveryState, operation: ResourceChange["operation"] = "same"): Report {
  const resource = { urn: "", type: "", name: "", parent: null, properties: [], files: [], drift: null };
  const change = { ...resource, operation, delivery, delivers: [], failed: false };
  return { resources: [change], diagnostics: [], outputs: {}, counts: {} };
}

const real = { stack: "prod", operation: "up", root: null } as const;
const lines = (...args: Parameters<typeof deliveryLines>) => deliveryLines(...args).join("\n");

describe("what people have to do about a delivery", () => {
  it("names the pull request that waits; in a rehearsal also how it is merged", () => {
    assert.equal(
      lines(reportOf(state), real),
      "The files wait in https://github.com/octo/pkg/pull/7 to be merged.",
    );
    const rehearsed = lines(reportOf(state), { ...real, root: ".slipway" });
    assert.match(
      rehearsed,
      /pull request 7, on the branch slipway\/prod of \.slipway\/repository\/octo\/pkg/,
    );
    assert.match(rehearsed, /\n {2}npm run rehearse -- merge --stack prod$/);
    assert.doesNotMatch(rehearsed, /https:/);
    assert.match(lines(reportOf(state), { ...real, root: "/a b" }), / merge --stack prod --root '\/a b'$/);
  });

  it("says that it was declined, and nothing of one that has arrived", () => {
    assert.match(lines(reportOf({ ...state, status: "declined" }), real), /declined: \S+\/7 was closed/);
    assert.equal(lines(reportOf({ ...state, status: "delivered" }), real), "");
  });

  it("says what to do about edited files where the program does not run, which says it itself", () => {
    const edited = reportOf({ ...state, status: "edited", edited: ["a.yml"] });
    assert.match(
      lines(edited, { ...real, operation: "refresh" }),
      /left so: a\.yml\..*slipway:delivery\.adopt/,
    );
    assert.equal(lines(edited, real), "");
  });

  it("says that destroyed files stay until their removal is merged, unless they are pushed", () => {
    const destroy = { ...real, operation: "destroy" } as const;
    const arrived: DeliveryState = { ...state, status: "delivered" };
    assert.match(
      lines(reportOf(arrived, "delete"), destroy),
      /are removed by a pull request .*slipway\/prod/,
    );
    assert.match(
      lines(reportOf(arrived, "delete"), { ...destroy, operation: "preview-destroy" }),
      /would be removed/,
    );
    assert.equal(lines(reportOf({ ...arrived, by: "push" }, "delete"), destroy), "");
  });
});
