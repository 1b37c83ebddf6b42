// Small parts that every page uses.
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { asFailure } from "../api/call";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "first" | "danger" | "plain";
  small?: boolean;
  icon?: boolean;
}

export function Button({ look, small, icon, className, ...rest }: ButtonProps) {
  const classes = ["button", look, small && "small", icon && "icon", className].filter(Boolean).join(" ");
  return <button type="button" className={classes} {...rest} />;
}

export type Tone = "good" | "warn" | "bad" | "busy" | "none";

export function Badge({ tone = "none", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={tone === "none" ? "badge" : `badge ${tone}`}>{children}</span>;
}

/** What a list shows when it has nothing: what that means, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** What failed, why, and a way to try again. With older data on screen it says so. */
export function Trouble({ error, what, retry, stale }: { error: unknown; what: string; retry?: () => void; stale?: boolean }) {
  const failure = asFailure(error);
  const wait = failure.retryAfter ? ` Try again in ${failure.retryAfter} s.` : "";
  return (
    <div className={stale ? "notice warn" : "notice bad"} role="alert">
      <div>
        <strong>
          {what}: {failure.title.charAt(0).toLowerCase() + failure.title.slice(1)}
        </strong>
        <span>
          {failure.message}
          {wait}
          {stale ? " What is shown is older." : ""}
        </span>
      </div>
      {retry && (
        <Button small onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div aria-busy="true" aria-label="Loading" role="status" className="stack" style={{ padding: 16 }}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="skeleton" style={{ width: `${[92, 74, 84, 61, 79, 68][row % 6]}%` }} />
      ))}
    </div>
  );
}

export function Card({ title, actions, children, flush }: { title?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className="card">
      {title && (
        <header>
          <h2>{title}</h2>
          <div className="row">{actions}</div>
        </header>
      )}
      {flush ? children : <div className="body">{children}</div>}
    </section>
  );
}

export function Progress({ percent, label }: { percent: number; label: string }) {
  const whole = Math.round(Math.min(100, Math.max(0, percent)));
  return (
    <div className="bar" role="progressbar" aria-label={label} aria-valuenow={whole} aria-valuemin={0} aria-valuemax={100}>
      <i style={{ width: `${whole}%` }} />
    </div>
  );
}

interface ChoicesProps<T extends string> {
  label: string;
  value: T;
  choices: readonly { value: T; label: string }[];
  onChoose: (value: T) => void;
}

export function Choices<T extends string>({ label, value, choices, onChoose }: ChoicesProps<T>) {
  return (
    <div className="choices" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button key={choice.value} type="button" aria-pressed={choice.value === value} onClick={() => onChoose(choice.value)}>
          {choice.label}
        </button>
      ))}
    </div>
  );
}

export function PageHead({ title, sub, children }: { title: ReactNode; sub?: ReactNode; children?: ReactNode }) {
  return (
    <div className="page-head">
      <div>
        <h1>{title}</h1>
        {sub && <div className="sub">{sub}</div>}
      </div>
      {children && <div className="row wrap">{children}</div>}
    </div>
  );
}
