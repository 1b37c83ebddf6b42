// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { LogLine } from "./LogLine";

afterEach(cleanup);

it("shows what a task wrote as text, never as a part of the page", () => {
  const message = '\u001b[31m<img src=x onerror="alert(1)">\u001b[0m needle';
  const row = { id: "1", level: "stderr", message, timestamp: "2026-01-01T00:00:00Z", seq: 41 };
  const { container } = render(<LogLine row={row} top={0} marked={false} text="NEEDLE" onMark={() => undefined} />);
  expect(container.querySelector("img")).toBeNull();
  expect(container.textContent).toContain('<img src=x onerror="alert(1)">');
  expect(container.querySelector("mark")?.textContent).toBe("needle");
  expect(screen.getByText("41").closest("a")?.getAttribute("href")).toBe("?line=41");
});
