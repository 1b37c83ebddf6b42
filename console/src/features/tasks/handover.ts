// A choice of nodes on its way to the page that makes tasks: in the address while it is short, else kept in this tab.
import type { ComposeSearch } from "../../app/search";

const LONGEST_IN_ADDRESS = 50;
const KEY = "noderax.choice.";

export function hand(ids: readonly string[], kept: Pick<Storage, "setItem"> = sessionStorage, name = Date.now().toString(36)): ComposeSearch {
  if (ids.length <= LONGEST_IN_ADDRESS) return { nodes: ids.join(",") };
  kept.setItem(KEY + name, ids.join(","));
  return { choice: name };
}

/** The ids of the choice; null when this tab does not know it. */
export function taken(search: ComposeSearch, kept: Pick<Storage, "getItem"> = sessionStorage): string[] | null {
  const text = search.choice === undefined ? (search.nodes ?? "") : kept.getItem(KEY + search.choice);
  return text === null ? null : text.split(",").filter(Boolean);
}
