import { describe, expect, it } from "vitest";
import type { LogRow } from "../../api/types";
import { append, first, last, MOST, NOTHING, prepend } from "./window";

const rows = (from: number, to: number): LogRow[] =>
  Array.from({ length: to - from + 1 }, (_, place) => ({ id: `${from + place}`, level: "stdout", message: "", timestamp: "", seq: from + place }));

describe("the window on a log", () => {
  it("grows at both ends without a gap and nothing twice", () => {
    const end = append(NOTHING, rows(50, 60), false);
    const more = append(end, rows(58, 65), false);
    const whole = prepend(more, rows(1, 49));
    expect(whole.rows.map((row) => row.seq)).toEqual(rows(1, 65).map((row) => row.seq));
    expect(whole.above).toBe(false);
  });

  it("takes nothing that would leave a gap", () => {
    const window = append(NOTHING, rows(1, 10), false);
    expect(append(window, rows(12, 20), false)).toBe(window);
    expect(prepend(append(NOTHING, rows(50, 60), false), rows(1, 40)).rows).toHaveLength(11);
  });

  it("forgets at the far end, and knows that it has", () => {
    const window = append(append(NOTHING, rows(1, MOST), true), rows(MOST + 1, MOST + 5), true);
    expect(first(window)).toBe(6);
    expect(window.above).toBe(true);
    const back = prepend(window, rows(1, 5));
    expect(last(back)).toBe(MOST);
    expect(back.below).toBe(true);
  });
});
