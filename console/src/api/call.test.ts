// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { Failure, failureOf, get, onSignedOut, page, post } from "./call";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });

afterEach(() => vi.unstubAllGlobals());

it("names the cause of what went wrong, and the time to wait", async () => {
  expect((await failureOf(answer(404, { message: "Node x was not found" }), "/nodes/x")).title).toBe("Not found");
  const limited = await failureOf(answer(429, { message: "Too many" }, { "retry-after": "7" }), "/nodes");
  expect([limited.kind, limited.retryAfter, limited.message]).toEqual(["limited", 7, "Too many"]);
  expect((await failureOf(answer(502, "<html>"), "/nodes")).message).toContain("A proxy may stand in between");
});

it("tells a dead network from a refusal", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(get("/nodes")).rejects.toMatchObject({ kind: "offline" });
});

it("says once that the session has ended, but not for a wrong password", async () => {
  const told = vi.fn();
  const end = onSignedOut(told);
  vi.stubGlobal("fetch", () => Promise.resolve(answer(401, { message: "Unauthorized" })));
  await expect(get("/nodes")).rejects.toBeInstanceOf(Failure);
  await expect(post("/auth/session")).rejects.toMatchObject({ kind: "refused" });
  expect(told).toHaveBeenCalledTimes(1);
  end();
});

it("sends the header that other pages cannot, and reads the whole count of a list", async () => {
  const fetched = vi.fn((_url: URL, _init: RequestInit) => Promise.resolve(answer(200, [1, 2], { "x-noderax-total": "10000" })));
  vi.stubGlobal("fetch", fetched);
  expect(await page<number>("/nodes", { search: "a b", status: undefined })).toEqual({ items: [1, 2], total: 10_000 });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url?.search).toBe("?search=a+b&total=true");
  expect((init?.headers as Record<string, string>)["x-noderax-console"]).toBe("1");
});
