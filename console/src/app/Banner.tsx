import { useEffect, useState, useSyncExternalStore } from "react";
import { live, type Connection } from "../api/live";
import { useNow } from "../ui/time";
import { span } from "../ui/words";

export const useConnection = (): Connection =>
  useSyncExternalStore(
    (watcher) => live.watch(watcher),
    () => live.connection,
  );

/** Polling stands in for the socket as long as that is lost; undefined: none is needed. */
export const useFallback = (every = 10_000): number | false => (useConnection().state === "live" ? false : every);

const PATIENCE = 1_500;

/** Says that news do not arrive, why, and since when; a blink of the network says nothing. */
export function Banner() {
  const connection = useConnection();
  const now = useNow();
  const [shown, setShown] = useState(false);
  const isLost = connection.state === "lost";
  useEffect(() => {
    if (!isLost) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (!shown || connection.state !== "lost") return null;
  const news = connection.lastNews ? `The last news is ${span(now - connection.lastNews)} old` : "No news has arrived yet";
  return (
    <div className="banner" role="status">
      Live updates are interrupted: {connection.cause}. {news}; what is shown is asked for every 10 s.
    </div>
  );
}

export function Lamp() {
  const connection = useConnection();
  const words = { live: "Live", lost: "Interrupted", connecting: "Connecting" }[connection.state];
  const look = { live: "lamp live", lost: "lamp lost", connecting: "lamp" }[connection.state];
  return <span className={look}>{words}</span>;
}
