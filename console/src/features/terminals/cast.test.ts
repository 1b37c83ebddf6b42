import { expect, it } from "vitest";
import { readCast, SILENCE, withoutSilence } from "./cast";

it("reads a transcript and shortens its silences", () => {
  const cast = readCast('{"version":2,"width":100,"height":30}\n[0.5,"o","a"]\n[60,"r","90x20"]\n[61,"o","b"]\n');
  expect([cast.cols, cast.rows, cast.length]).toEqual([100, 30, 61]);
  const shorter = withoutSilence(cast);
  expect(shorter.events.map(([at]) => at)).toEqual([0.5, 0.5 + SILENCE, 1.5 + SILENCE]);
  expect(shorter.length).toBe(1.5 + SILENCE);
});
