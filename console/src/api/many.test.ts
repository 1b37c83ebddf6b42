import { expect, it } from "vitest";
import { chunks, eachOf } from "./many";

it("runs a few at a time, goes on after a failure, and says which failed", async () => {
  let running = 0;
  let most = 0;
  const counts: number[] = [];
  const failed = await eachOf([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    if (item % 3 === 0) throw new Error(`no ${item}`);
  }, (count) => counts.push(count));
  expect(most).toBe(3);
  expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(failed.map(({ item }) => item).sort()).toEqual([3, 6]);
});

it("cuts a list into pieces without losing the rest", () => {
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunks([], 2)).toEqual([]);
});
