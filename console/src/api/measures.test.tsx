// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { live } from "./live";
import { keep, useSample } from "./measures";
import type { Sample } from "./types";

const sample = (nodeId: string, cpuUsage: number, recordedAt: string) => ({ nodeId, cpuUsage, recordedAt }) as Sample;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("the server is told once who is looked at, and again when somebody is not any more", () => {
  const choose = vi.spyOn(live, "choose").mockImplementation(() => undefined);
  const first = renderHook(() => useSample("one"));
  const second = renderHook(() => useSample("two"));
  const again = renderHook(() => useSample("two"));
  vi.runAllTimers();
  expect(choose.mock.calls).toEqual([[["one", "two"]]]);

  again.unmount();
  vi.runAllTimers();
  expect(choose).toHaveBeenCalledTimes(1);

  second.unmount();
  vi.runAllTimers();
  expect(choose.mock.lastCall).toEqual([["one"]]);
  first.unmount();
  vi.runAllTimers();
  expect(choose.mock.lastCall).toEqual([[]]);
});

test("a row has the newest sample of its node, whatever comes late", () => {
  vi.spyOn(live, "choose").mockImplementation(() => undefined);
  const row = renderHook(() => useSample("three"));
  act(() => {
    keep(sample("three", 20, "2026-01-01T00:00:02Z"));
    keep(sample("three", 10, "2026-01-01T00:00:00Z"));
    keep(sample("four", 99, "2026-01-01T00:00:03Z"));
    vi.runAllTimers();
  });
  expect(row.result.current?.cpuUsage).toBe(20);
});
