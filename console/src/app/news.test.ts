// @vitest-environment jsdom
import { QueryClient } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import type { Page } from "../api/call";
import type { Node } from "../api/types";
import { calmly, patchNode } from "./news";

afterEach(() => vi.useRealTimers());

it("runs at once, and then at most once in its time", () => {
  vi.useFakeTimers();
  const run = vi.fn();
  const calm = calmly(run, 1_000);
  calm();
  vi.advanceTimersByTime(0);
  for (let time = 0; time < 100; time++) calm();
  vi.advanceTimersByTime(999);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(2);
});

it("changes a node wherever it is shown, and leaves counts alone", () => {
  const queries = new QueryClient();
  const node = { id: "1", status: "online" } as Node;
  queries.setQueryData(["node", "w", "1"], node);
  queries.setQueryData(["nodes", "w", {}, 0], { items: [node], total: 1 });
  queries.setQueryData(["nodes", "w", "count", {}], 1);
  patchNode(queries, "1", { status: "offline" });
  expect(queries.getQueryData<Node>(["node", "w", "1"])?.status).toBe("offline");
  expect(queries.getQueryData<Page<Node>>(["nodes", "w", {}, 0])?.items[0]?.status).toBe("offline");
  expect(queries.getQueryData(["nodes", "w", "count", {}])).toBe(1);
});
