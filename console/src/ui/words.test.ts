import { expect, it } from "vitest";
import { ago, bytes, duration, plural, span } from "./words";

it("says times with the units that matter", () => {
  expect(span(59_400)).toBe("59 s");
  expect(span(3_600_000)).toBe("1 h");
  expect(duration(250)).toBe("250 ms");
  expect(duration(3_840_000)).toBe("1 h 4 min");
  expect(ago("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:02:05Z"))).toBe("2 min ago");
  expect(ago("2026-01-01T00:00:00Z", Date.parse("2026-01-01T00:00:01Z"))).toBe("just now");
});

it("says sizes and counts", () => {
  expect(bytes(0)).toBe("0 B");
  expect(bytes(1536)).toBe("1.5 KiB");
  expect(bytes(1024 ** 3)).toBe("1.0 GiB");
  expect(plural(1, "node")).toBe("1 node");
  expect(plural(12_000, "node")).toBe("12\u202f000 nodes");
});
