// What an address may say after its question mark: read leniently, everything else is dropped.
export type Raw = Record<string, unknown>;

const text = (raw: Raw, name: string): string | undefined => {
  const value = raw[name];
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
};

const oneOf = <T extends string>(raw: Raw, name: string, known: readonly T[]): T | undefined =>
  known.find((one) => one === raw[name]);

export const NODE_SORTS = ["name", "hostname", "status", "lastSeen", "os", "agentVersion", "created"] as const;
export type NodeSort = (typeof NODE_SORTS)[number];

export const HEAT_MEASURES = ["cpu", "memory", "disk"] as const;
export type HeatMeasure = (typeof HEAT_MEASURES)[number];

export interface NodeSearch {
  status?: "online" | "offline";
  search?: string;
  maintenance?: "yes" | "no";
  sort?: NodeSort;
  order?: "asc" | "desc";
  view?: "map";
  measure?: HeatMeasure;
}

export const nodeSearch = (raw: Raw): NodeSearch => ({
  status: oneOf(raw, "status", ["online", "offline"]),
  search: text(raw, "search"),
  maintenance: oneOf(raw, "maintenance", ["yes", "no"]),
  sort: oneOf(raw, "sort", NODE_SORTS),
  order: oneOf(raw, "order", ["asc", "desc"]),
  view: oneOf(raw, "view", ["map"]),
  measure: oneOf(raw, "measure", HEAT_MEASURES),
});

export const TASK_STATUSES = ["queued", "accepted", "running", "success", "failed", "cancelled"] as const;

export interface TaskSearch {
  status?: (typeof TASK_STATUSES)[number];
  nodeId?: string;
  /** Hours back from now. */
  within?: string;
  /** Older than so many minutes. */
  older?: string;
}

const digits = (value: string | undefined) => (value && /^\d{1,6}$/.test(value) ? value : undefined);

export const taskSearch = (raw: Raw): TaskSearch => ({
  status: oneOf(raw, "status", TASK_STATUSES),
  nodeId: text(raw, "nodeId"),
  within: digits(text(raw, "within")),
  older: digits(text(raw, "older")),
});

export interface ComposeSearch {
  nodes?: string;
  /** Where the choice of more nodes than an address holds is kept. */
  choice?: string;
  command?: string;
}

export const composeSearch = (raw: Raw): ComposeSearch => ({ nodes: text(raw, "nodes"), choice: text(raw, "choice"), command: text(raw, "command") });

export interface LogSearch {
  line?: string;
  stream?: "stdout" | "stderr";
}

export const logSearch = (raw: Raw): LogSearch => ({
  line: digits(text(raw, "line")),
  stream: oneOf(raw, "stream", ["stdout", "stderr"]),
});

export const NODE_TABS = ["measures", "tasks", "packages", "logs", "events", "access"] as const;
export type NodeTab = (typeof NODE_TABS)[number];

export interface NodePageSearch {
  tab?: NodeTab;
  range?: "1h" | "6h" | "24h" | "7d" | "30d";
}

export const nodePageSearch = (raw: Raw): NodePageSearch => ({
  tab: oneOf(raw, "tab", NODE_TABS),
  range: oneOf(raw, "range", ["1h", "6h", "24h", "7d", "30d"]),
});

export interface EventSearch {
  severity?: "info" | "warning" | "critical";
  type?: string;
  nodeId?: string;
}

export const eventSearch = (raw: Raw): EventSearch => ({
  severity: oneOf(raw, "severity", ["info", "warning", "critical"]),
  type: text(raw, "type"),
  nodeId: text(raw, "nodeId"),
});

export const ALERT_STATES = ["attention", "open", "recovered", "all"] as const;

export interface AlertSearch {
  state?: (typeof ALERT_STATES)[number];
  nodeId?: string;
}

export const alertSearch = (raw: Raw): AlertSearch => ({ state: oneOf(raw, "state", ALERT_STATES), nodeId: text(raw, "nodeId") });

export interface AuditSearch {
  actor?: string;
  action?: string;
  targetType?: string;
  page?: string;
}

export const auditSearch = (raw: Raw): AuditSearch => ({
  actor: text(raw, "actor"),
  action: text(raw, "action"),
  targetType: text(raw, "targetType"),
  page: digits(text(raw, "page")),
});
