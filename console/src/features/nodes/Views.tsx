import { useState, type FormEvent } from "react";
import type { NodeSearch } from "../../app/search";
import { useWorkspace } from "../../app/workspace";
import { Dialog, Menu } from "../../ui/floating";
import { Icon } from "../../ui/icons";
import { Button, Trouble } from "../../ui/parts";
import { complain, say } from "../../ui/toasts";
import { forgetView, queryOf, saveView, searchOf, useViews } from "./savedViews";

/** The person's saved views: one click to each, and a dialog to name the filters of now or to forget some. */
export function Views({ search, onSearch }: { search: NodeSearch; onSearch: (change: Partial<NodeSearch>) => void }) {
  const views = useViews();
  const [open, setOpen] = useState(false);
  const now = queryOf(search);
  const current = views.data?.find((view) => view.query === now);
  return (
    <>
      <Menu
        trigger={
          <Button>
            <span className="cut" style={{ maxWidth: 160 }}>
              {current ? current.name : "Views"}
            </span>
            <Icon name="down" />
          </Button>
        }
        entries={[
          ...(views.data ?? []).map((view) => ({ label: view.name, run: () => onSearch(searchOf(view.query)) })),
          ...(views.data?.length ? [null] : []),
          { label: views.data?.length ? "Save these filters, or forget a view" : "Save these filters", run: () => setOpen(true) },
        ]}
      />
      <Edit search={search} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function Edit({ search, open, onClose }: { search: NodeSearch; open: boolean; onClose: () => void }) {
  const workspace = useWorkspace();
  const views = useViews();
  const [name, setName] = useState("");
  const [error, setError] = useState<unknown>(null);
  const close = () => {
    setName("");
    setError(null);
    onClose();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await saveView(workspace, name.trim(), search);
      say(`The view "${name.trim()}" is saved`);
      close();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Dialog open={open} onClose={close} title="Saved views" description="The filters, the order and the look of now under a name, for you, in every browser.">
      <form className="stack" onSubmit={(event) => void save(event)}>
        <div className="field">
          <label htmlFor="view-name">Name</label>
          <input id="view-name" className="input" maxLength={80} required value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        {error !== null && <Trouble what="Not saved" error={error} />}
        {views.data && views.data.length > 0 && (
          <ul className="stack tight" style={{ listStyle: "none" }} aria-label="Views">
            {views.data.map((view) => (
              <li key={view.id} className="spread">
                <span className="cut">{view.name}</span>
                <Button small look="plain" aria-label={`Forget ${view.name}`} onClick={() => void forgetView(workspace, view).catch((failure: unknown) => complain(view.name, failure))}>
                  Forget
                </Button>
              </li>
            ))}
          </ul>
        )}
        <footer>
          <Button onClick={close}>Close</Button>
          <Button type="submit" look="first" disabled={name.trim() === ""}>
            Save
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
