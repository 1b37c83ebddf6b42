// How the console asks: one cache, kept data while newer is fetched, few retries that help.
import { QueryClient } from "@tanstack/react-query";
import { Failure } from "./call";

const WORTH_RETRYING = new Set(["offline", "unavailable"]);

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (times, error) => times < 2 && error instanceof Failure && WORTH_RETRYING.has(error.kind),
      retryDelay: (times) => 500 * 2 ** times,
    },
  },
});
