// @vitest-environment jsdom
import { expect, it } from "vitest";
import { joined, pauseAfter } from "./following";

const line = (message: string) => ({ timestamp: "", message });

it("goes on after what is shown, and drops the oldest when there is too much", () => {
  expect(joined([line("a"), line("b")], [line("c")], 10).map(({ message }) => message)).toEqual(["a", "b", "c"]);
  expect(joined([line("a"), line("b")], [line("c"), line("d")], 3).map(({ message }) => message)).toEqual(["b", "c", "d"]);
});

it("asks at once for what the node has already, and seldom while it fails", () => {
  expect(pauseAfter({ truncated: true, error: null })).toBe(0);
  expect(pauseAfter({ truncated: false, error: null })).toBe(2_000);
  expect(pauseAfter({ truncated: true, error: "no" })).toBe(10_000);
});
