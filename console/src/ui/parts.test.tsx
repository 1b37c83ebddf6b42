// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import userEvent from "@testing-library/user-event";
import { Failure } from "../api/call";
import { Trouble } from "./parts";

afterEach(cleanup);

it("says what failed, why, and when to come back", async () => {
  const retry = vi.fn();
  render(<Trouble what="Nodes" error={new Failure("limited", "Too many tries", 12)} retry={retry} stale />);
  expect(screen.getByRole("alert").textContent).toContain("Nodes: too many requests");
  expect(screen.getByRole("alert").textContent).toContain("Try again in 12 s");
  expect(screen.getByRole("alert").textContent).toContain("What is shown is older");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(retry).toHaveBeenCalledOnce();
});
