import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/call";
import type { Enrollment } from "../api/types";
import { base } from "../api/call";
import { Icon, type IconName } from "../ui/icons";
import { useFallback } from "./Banner";
import { inWorkspace, mayChange, useWorkspace } from "./workspace";

interface Place {
  to: string;
  label: string;
  icon: IconName;
  exact?: boolean;
}

export const PLACES: { title: string; places: Place[] }[] = [
  {
    title: "Fleet",
    places: [
      { to: "/w/$slug", label: "Overview", icon: "overview", exact: true },
      { to: "/w/$slug/alerts", label: "Alerts", icon: "alerts" },
      { to: "/w/$slug/nodes", label: "Nodes", icon: "nodes" },
      { to: "/w/$slug/enrollments", label: "Enrollment", icon: "inbox" },
    ],
  },
  {
    title: "Work",
    places: [
      { to: "/w/$slug/tasks", label: "Tasks", icon: "tasks" },
      { to: "/w/$slug/terminals", label: "Terminals", icon: "terminal" },
      { to: "/w/$slug/updates", label: "Updates", icon: "updates" },
    ],
  },
  {
    title: "Record",
    places: [
      { to: "/w/$slug/events", label: "Events", icon: "events" },
      { to: "/w/$slug/audit", label: "Audit", icon: "audit" },
    ],
  },
];

export function Navigation({ open, onChoose }: { open: boolean; onChoose: () => void }) {
  const workspace = useWorkspace();
  const fallback = useFallback(15_000);
  const pending = useQuery({
    queryKey: ["enrollments", workspace.id, "pending"],
    queryFn: ({ signal }) => get<Enrollment[]>(inWorkspace(workspace, "/enrollments"), { status: "pending", limit: 100 }, signal),
    enabled: mayChange(workspace),
    refetchInterval: fallback || 15_000,
  });
  const waiting = pending.data?.length ?? 0;
  return (
    <aside className={open ? "side open" : "side"}>
      <Link to="/w/$slug" params={{ slug: workspace.slug }} className="mark" onClick={onChoose}>
        <img src={new URL("mark.svg", base).href} alt="" />
        Noderax
      </Link>
      <nav className="nav" aria-label="Pages">
        {PLACES.map((group) => (
          <div key={group.title} className="nav">
            <h2>{group.title}</h2>
            {group.places.map((place) => (
              <Link
                key={place.to}
                to={place.to}
                params={{ slug: workspace.slug }}
                activeOptions={{ exact: place.exact ?? false, includeSearch: false }}
                activeProps={{ className: "active", "aria-current": "page" }}
                onClick={onChoose}
              >
                <Icon name={place.icon} />
                {place.label}
                {place.icon === "inbox" && waiting > 0 && (
                  <span className="count" aria-label={`${waiting} waiting`}>
                    {waiting}
                  </span>
                )}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="grow" />
    </aside>
  );
}
