import { useNavigate, useSearch } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import { useWorkspace } from "../../app/workspace";
import type { NodeSearch } from "../../app/search";
import { PageHead } from "../../ui/parts";
import { Icon } from "../../ui/icons";
import { Fleet } from "./Fleet";

export function FleetPage() {
  const workspace = useWorkspace();
  const search = useSearch({ from: "/w/$slug/nodes" });
  const navigate = useNavigate({ from: "/w/$slug/nodes" });
  const onSearch = (change: Partial<NodeSearch>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <>
      <PageHead title="Nodes">
        <Link to="/w/$slug/enrollments" params={{ slug: workspace.slug }} className="button first">
          <Icon name="plus" />
          Add a node
        </Link>
      </PageHead>
      <Fleet search={search} onSearch={onSearch} />
    </>
  );
}

