// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { Sentence } from "./time";
import { exact, moment } from "./words";

afterEach(cleanup);

it("shows the times in a sentence in the viewer's zone", () => {
  const at = "2026-11-24T10:15:30.123Z";
  const { container } = render(<Sentence text={`queued: node web-1 offline, last seen ${at}, twice ${at}`} />);
  expect(container.textContent).toBe(`queued: node web-1 offline, last seen ${moment(at)}, twice ${moment(at)}`);
  expect([...container.querySelectorAll("time")].map((time) => [time.dateTime, time.title])).toEqual([
    [at, exact(at)],
    [at, exact(at)],
  ]);
});

it("leaves a sentence without times as it is", () => {
  const { container } = render(<Sentence text="queued: 2 of 2 slots of node web-1 busy" />);
  expect(container.innerHTML).toBe("queued: 2 of 2 slots of node web-1 busy");
});
