// @vitest-environment jsdom
import { expect, it } from "vitest";
import { queryOf, searchOf } from "./savedViews";

it("writes the same filters the same way, and reads them back", () => {
  expect(queryOf({ status: "offline", search: "a b&c", view: undefined })).toBe("search=a+b%26c&status=offline");
  expect(queryOf({ search: "a b&c", status: "offline" })).toBe("search=a+b%26c&status=offline");
  expect(searchOf("search=a+b%26c&status=offline")).toMatchObject({ search: "a b&c", status: "offline" });
});

it("unsets what a view does not say, and drops what is not known", () => {
  expect(searchOf("status=sleeping&colour=red")).toEqual({ status: undefined, search: undefined, maintenance: undefined, sort: undefined, order: undefined, view: undefined, measure: undefined });
});
