import { expect, it } from "vitest";
import { hand, taken } from "./handover";

function storage() {
  const kept = new Map<string, string>();
  return { setItem: (key: string, value: string) => void kept.set(key, value), getItem: (key: string) => kept.get(key) ?? null };
}
const ids = (count: number) => Array.from({ length: count }, (_, number) => `id-${number}`);

it("puts few nodes into the address, so that it can be sent to somebody", () => {
  const search = hand(ids(3), storage());
  expect(search).toEqual({ nodes: "id-0,id-1,id-2" });
  expect(taken(search, storage())).toEqual(ids(3));
});

it("keeps ten thousand in the tab", () => {
  const tab = storage();
  const search = hand(ids(10_000), tab, "now");
  expect(search).toEqual({ choice: "now" });
  expect(taken(search, tab)).toHaveLength(10_000);
});

it("says that another tab's choice is not known, and that none was made", () => {
  expect(taken({ choice: "other" }, storage())).toBeNull();
  expect(taken({}, storage())).toEqual([]);
});
