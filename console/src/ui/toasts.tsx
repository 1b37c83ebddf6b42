// Short words on what the operator has just done; nothing else speaks here.
import { useEffect, useState } from "react";
import { asFailure } from "../api/call";
import { Button } from "./parts";

interface Toast {
  id: number;
  text: string;
  bad: boolean;
}

const SHOWN_FOR = 6_000;
let next = 1;
let show: ((toast: Toast) => void) | null = null;

export function say(text: string): void {
  show?.({ id: next++, text, bad: false });
}

export function complain(what: string, thrown: unknown): void {
  show?.({ id: next++, text: `${what}: ${asFailure(thrown).message}`, bad: true });
}

export function Toasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  useEffect(() => {
    show = (toast) => {
      setToasts((shown) => [...shown.slice(-2), toast]);
      if (!toast.bad) setTimeout(() => setToasts((shown) => shown.filter((one) => one.id !== toast.id)), SHOWN_FOR);
    };
    return () => {
      show = null;
    };
  }, []);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={toast.bad ? "toast bad" : "toast"}>
          <span className="grow">{toast.text}</span>
          <Button look="plain" small icon aria-label="Dismiss" onClick={() => setToasts((shown) => shown.filter((one) => one.id !== toast.id))}>
            ×
          </Button>
        </div>
      ))}
    </div>
  );
}
