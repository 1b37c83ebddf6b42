// Every address of the console.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { base } from "../api/call";
import { Skeleton } from "../ui/parts";
import { Home, NoPage, PageTrouble, WorkspaceDoor } from "./doors";
import { alertSearch, auditSearch, composeSearch, eventSearch, logSearch, nodePageSearch, nodeSearch, taskSearch, type Raw } from "./search";

const root = createRootRoute({ notFoundComponent: NoPage });
const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });
const workspace = createRoute({ getParentRoute: () => root, path: "/w/$slug", component: WorkspaceDoor, notFoundComponent: NoPage });

const overview = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  validateSearch: nodeSearch,
  component: lazyRouteComponent(() => import("../features/overview/OverviewPage"), "OverviewPage"),
});
const nodes = createRoute({
  getParentRoute: () => workspace,
  path: "/nodes",
  validateSearch: nodeSearch,
  component: lazyRouteComponent(() => import("../features/nodes/FleetPage"), "FleetPage"),
});
const node = createRoute({
  getParentRoute: () => workspace,
  path: "/nodes/$nodeId",
  validateSearch: nodePageSearch,
  component: lazyRouteComponent(() => import("../features/nodes/NodePage"), "NodePage"),
});
const tasks = createRoute({
  getParentRoute: () => workspace,
  path: "/tasks",
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import("../features/tasks/TasksPage"), "TasksPage"),
});
const compose = createRoute({
  getParentRoute: () => workspace,
  path: "/tasks/new",
  validateSearch: composeSearch,
  component: lazyRouteComponent(() => import("../features/tasks/ComposePage"), "ComposePage"),
});
const task = createRoute({
  getParentRoute: () => workspace,
  path: "/tasks/$taskId",
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import("../features/tasks/TaskPage"), "TaskPage"),
});
const fanOut = createRoute({
  getParentRoute: () => workspace,
  path: "/fan-outs/$fanOutId",
  validateSearch: (raw: Raw): { at?: string } => (typeof raw.at === "string" ? { at: raw.at } : {}),
  component: lazyRouteComponent(() => import("../features/tasks/FanOutPage"), "FanOutPage"),
});
const terminals = createRoute({
  getParentRoute: () => workspace,
  path: "/terminals",
  component: lazyRouteComponent(() => import("../features/terminals/TerminalsPage"), "TerminalsPage"),
});
const terminal = createRoute({
  getParentRoute: () => workspace,
  path: "/terminals/$sessionId",
  component: lazyRouteComponent(() => import("../features/terminals/TerminalPage"), "TerminalPage"),
});
const replay = createRoute({
  getParentRoute: () => workspace,
  path: "/terminals/$sessionId/replay",
  component: lazyRouteComponent(() => import("../features/terminals/ReplayPage"), "ReplayPage"),
});
const enrollments = createRoute({
  getParentRoute: () => workspace,
  path: "/enrollments",
  component: lazyRouteComponent(() => import("../features/enrollment/EnrollmentPage"), "EnrollmentPage"),
});
const alerts = createRoute({
  getParentRoute: () => workspace,
  path: "/alerts",
  validateSearch: alertSearch,
  component: lazyRouteComponent(() => import("../features/alerts/AlertsPage"), "AlertsPage"),
});
const events = createRoute({
  getParentRoute: () => workspace,
  path: "/events",
  validateSearch: eventSearch,
  component: lazyRouteComponent(() => import("../features/events/EventsPage"), "EventsPage"),
});
const audit = createRoute({
  getParentRoute: () => workspace,
  path: "/audit",
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import("../features/audit/AuditPage"), "AuditPage"),
});
const updates = createRoute({
  getParentRoute: () => workspace,
  path: "/updates",
  component: lazyRouteComponent(() => import("../features/updates/UpdatesPage"), "UpdatesPage"),
});
const rollout = createRoute({
  getParentRoute: () => workspace,
  path: "/updates/$rolloutId",
  component: lazyRouteComponent(() => import("../features/updates/RolloutPage"), "RolloutPage"),
});

const pages = [overview, nodes, node, tasks, compose, task, fanOut, terminals, terminal, replay, enrollments, updates, rollout, alerts, events, audit];

export const router = createRouter({
  routeTree: root.addChildren([home, workspace.addChildren(pages)]),
  basepath: base.pathname,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: () => <Skeleton />,
  defaultErrorComponent: PageTrouble,
  // Plain names and values, as a person writes them.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const told = Object.entries(search).filter(([, value]) => value !== undefined && value !== null);
    const text = new URLSearchParams(told.map(([name, value]) => [name, String(value)])).toString();
    return text === "" ? "" : `?${text}`;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
