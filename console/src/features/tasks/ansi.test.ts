import { describe, expect, it } from "vitest";
import { pieces, plain } from "./ansi";

const ESC = "\u001b";

describe("colours in a line", () => {
  it("leaves a line without any as it is", () => {
    expect(pieces("plain <b>text</b>")).toEqual([{ text: "plain <b>text</b>", style: {} }]);
  });

  it("begins and ends a colour", () => {
    const found = pieces(`a${ESC}[1;31mred${ESC}[0m b`);
    expect(found.map((piece) => piece.text)).toEqual(["a", "red", " b"]);
    expect(found[1]?.style.bold).toBe(true);
    expect(found[1]?.style.color).toContain("#b3202c");
    expect(found[2]?.style).toEqual({});
  });

  it("knows the 256 colours and the true ones", () => {
    expect(pieces(`${ESC}[38;5;196mx`)[0]?.style.color).toBe("rgb(255 0 0)");
    expect(pieces(`${ESC}[38;2;1;2;3mx`)[0]?.style.color).toBe("rgb(1 2 3)");
    expect(pieces(`${ESC}[38;2;999;;6mx`)[0]?.style.color).toBe("rgb(255 0 6)");
  });

  it("drops what moves cursors, sets titles or rings", () => {
    expect(plain(`${ESC}[2J${ESC}[10;3Hhere${ESC}]0;title\u0007 and\u0007 there${ESC}(B`)).toBe("here and there");
  });
});
