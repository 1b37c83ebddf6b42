// What an operator does by a button: once at a time, and its outcome is said.
import { useState } from "react";
import { complain, say } from "./toasts";

/** `run` does it and says `done`, or what went wrong with `subject`; meanwhile it is `busy`. */
export function useDeed(subject: string) {
  const [busy, setBusy] = useState(false);
  const run = async (deed: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await deed();
      say(done);
    } catch (failure) {
      complain(subject, failure);
    }
    setBusy(false);
  };
  return { busy, run };
}
