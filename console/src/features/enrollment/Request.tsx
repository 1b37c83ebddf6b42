import { useState } from "react";
import { post } from "../../api/call";
import { queries } from "../../api/queries";
import type { Enrollment } from "../../api/types";
import { inWorkspace, useWorkspace } from "../../app/workspace";
import { Button, Trouble } from "../../ui/parts";
import { useNow } from "../../ui/time";
import { say } from "../../ui/toasts";
import { span } from "../../ui/words";

/** One machine that asks to join: the code to compare, and yes or no. */
export function Request({ request }: { request: Enrollment }) {
  const workspace = useWorkspace();
  const now = useNow();
  const [name, setName] = useState(request.hostname);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const info = request.additionalInfo ?? {};
  const system = [info.os, info.arch, info.platformVersion].filter((part) => typeof part === "string").join(", ");
  const act = async (verb: "approve" | "refuse", body: Record<string, string>) => {
    setBusy(true);
    setError(null);
    try {
      await post(inWorkspace(workspace, `/enrollments/${request.id}/${verb}`), body);
      say(verb === "approve" ? `${name} may join` : `${request.hostname} was refused`);
      await queries.invalidateQueries({ queryKey: ["enrollments"] });
      void queries.invalidateQueries({ queryKey: ["nodes"] });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <li className="request">
      <div className="request-code" aria-label={`Code ${[...request.code].join(" ")}`}>
        {request.code}
      </div>
      <div className="grow">
        <strong>{request.hostname}</strong>
        <div className="soft small">
          {request.email}
          {system && `, ${system}`}
        </div>
        <div className="soft small">Compare the code with the one on the machine; it is good for {span(Date.parse(request.expiresAt) - now)} more.</div>
      </div>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          void act("approve", { nodeName: name });
        }}
      >
        <input className="input" aria-label={`Name of the node on ${request.hostname}`} minLength={2} maxLength={120} required value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" look="first" disabled={busy}>
          Approve
        </Button>
        <Button look="danger" disabled={busy} onClick={() => void act("refuse", { reason: "refused in the console" })}>
          Refuse
        </Button>
      </form>
      {error !== null && (
        <div className="request-error">
          <Trouble what={request.hostname} error={error} />
        </div>
      )}
    </li>
  );
}
