import { expect, it } from "vitest";
import { nodeSearch, taskSearch } from "./search";

it("drops what an address says wrongly", () => {
  expect(nodeSearch({ status: "burning", search: "7", sort: "name", order: "up" })).toEqual({ status: undefined, search: "7", maintenance: undefined, sort: "name", order: undefined });
  expect(taskSearch({ within: "24", older: "five" })).toMatchObject({ within: "24", older: undefined });
});
