// What root access allows, in words. Pure.
import type { RootProfile } from "../../api/types";

export const PROFILE_WORDS: Record<RootProfile, string> = {
  off: "Nothing runs as root",
  operational: "Reboot, restart of the agent, package index",
  task: "Tasks",
  terminal: "Terminals",
  operational_task: "Tasks, and reboot and the like",
  operational_terminal: "Terminals, and reboot and the like",
  task_terminal: "Tasks and terminals",
  all: "Everything",
};

export const allows = (profile: RootProfile, surface: "task" | "terminal" | "operational"): boolean =>
  profile === "all" || profile.split("_").includes(surface);
