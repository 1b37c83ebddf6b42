// Everything by keyboard: pages, nodes by name, actions.
import { useNavigate } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Dialog as RadixDialog } from "radix-ui";
import { useDeferredValue, useState } from "react";
import { page } from "../api/call";
import type { Node } from "../api/types";
import { PLACES } from "./Navigation";
import { switchTheme } from "./theme";
import { inWorkspace, useWorkspace } from "./workspace";

export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="veil" />
        <RadixDialog.Content className="dialog palette" aria-describedby="">
          <RadixDialog.Title className="hidden">Go to a page, a node or an action</RadixDialog.Title>
          <Entries onClose={onClose} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

function Entries({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const nodes = useQuery({
    queryKey: ["nodes", workspace.id, "palette", search],
    queryFn: ({ signal }) => page<Node>(inWorkspace(workspace, "/nodes"), { search, limit: 8, sort: "name" }, signal),
    placeholderData: (before) => before,
  });
  const slug = workspace.slug;
  const go = (to: string, params: Record<string, string> = {}) => {
    onClose();
    void navigate({ to, params: { slug, ...params } });
  };
  return (
    <Command label="Go to" loop>
      <Command.Input autoFocus placeholder="Go to a page or a node, or do something" value={text} onValueChange={setText} />
      <Command.List label="Suggestions">
        <Command.Empty>{nodes.isFetching ? "Searching" : "Nothing has that name."}</Command.Empty>
        <Command.Group heading="Pages">
          {PLACES.flatMap((group) => group.places).map((place) => (
            <Command.Item key={place.to} value={`page ${place.label}`} onSelect={() => go(place.to)}>
              {place.label}
            </Command.Item>
          ))}
        </Command.Group>
        <Command.Group heading="Actions">
          <Command.Item value="run a task" onSelect={() => go("/w/$slug/tasks/new")}>
            Run a task
          </Command.Item>
          <Command.Item value="add a node" onSelect={() => go("/w/$slug/enrollments")}>
            Add a node
          </Command.Item>
          <Command.Item
            value="switch dark light"
            onSelect={() => {
              switchTheme();
              onClose();
            }}
          >
            Switch between dark and light
          </Command.Item>
        </Command.Group>
        <Command.Group heading="Nodes">
          {nodes.data?.items.map((node) => (
            <Command.Item key={node.id} value={`${node.name} ${node.hostname} ${node.id}`} onSelect={() => go("/w/$slug/nodes/$nodeId", { nodeId: node.id })}>
              <span className="cut">{node.name}</span>
              <span className="faint small">{node.status}</span>
            </Command.Item>
          ))}
        </Command.Group>
      </Command.List>
    </Command>
  );
}
