import { expect, it } from "vitest";
import type { Sample } from "../../api/types";
import { heat, valueOf } from "./heat";

it("has a step for every value, and none for what is not known", () => {
  expect([0, 24.9, 25, 49.9, 79.9, 80, 94.9, 95, 100].map(heat)).toEqual([0, 0, 1, 1, 2, 3, 3, 4, 4]);
  expect(heat(null)).toBeNull();
  expect(heat(undefined)).toBeNull();
});

it("takes the measure that was asked for", () => {
  expect(valueOf({ cpuUsage: 1, memoryUsage: 2, diskUsage: 3 } as Sample, "disk")).toBe(3);
  expect(valueOf(undefined, "cpu")).toBeNull();
});
