import { expect, it } from "vitest";
import { withGaps } from "./series";

it("shows a step in which nothing was sent as a gap", () => {
  const at = (second: number) => new Date(second * 1000).toISOString();
  const table = withGaps({ from: at(100), to: at(150), step: 10, source: "samples", points: [{ at: at(100), cpuAvg: 1 }, { at: at(140), cpuAvg: 2 }] });
  expect(table.times).toEqual([100, 110, 120, 130, 140, 150]);
  expect(table.points.map((point) => point?.cpuAvg ?? null)).toEqual([1, null, null, null, 2, null]);
});
