import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { base, get, post } from "../../api/call";
import type { User } from "../../api/types";
import { Button, Trouble } from "../../ui/parts";
import "../../app/frame.css";

interface Fields {
  code: string;
  name: string;
  email: string;
  password: string;
}

/** The sign-in, or, while the server knows nobody, the making of the first administrator. */
export function SignIn({ onSignedIn }: { onSignedIn: (user: User) => void }) {
  const first = useQuery({
    queryKey: ["first-administrator"],
    queryFn: () => get<{ needed: boolean }>("/auth/first-administrator"),
    retry: false,
    staleTime: Infinity,
  });
  const [fields, setFields] = useState<Fields>({ code: "", name: "", email: "", password: "" });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isFirst = first.data?.needed ?? false;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const { code, name, email, password } = fields;
    try {
      if (isFirst) await post("/auth/first-administrator", { code, email, password, ...(name ? { name } : {}) });
      onSignedIn(await post<User>("/auth/session", { email, password }));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const field = (name: keyof Fields, label: string, type: string, complete: string, hint?: string) => (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        className={name === "code" ? "input mono" : "input"}
        type={type}
        autoComplete={complete}
        required={name !== "name"}
        minLength={name === "password" ? 8 : undefined}
        value={fields[name]}
        onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      />
      {hint && <span className="hint">{hint}</span>}
    </div>
  );
  return (
    <main className="door">
      <form className="card stack" onSubmit={(event) => void submit(event)}>
        <div className="mark" style={{ padding: 0 }}>
          <img src={new URL("mark.svg", base).href} alt="" />
          Noderax
        </div>
        <div>
          <h1>{isFirst ? "Make the first administrator" : "Sign in"}</h1>
          {isFirst && <p className="soft">This server has no user yet. It has written a code to its output at its start.</p>}
        </div>
        {isFirst && field("code", "Code from the server's output", "text", "one-time-code", "Another one is shown after each start.")}
        {isFirst && field("name", "Name (optional)", "text", "name")}
        {field("email", "E-mail", "email", "username")}
        {field("password", "Password", "password", isFirst ? "new-password" : "current-password", isFirst ? "8 characters at least." : undefined)}
        {error !== null && <Trouble what={isFirst ? "Not made" : "Not signed in"} error={error} />}
        <Button type="submit" look="first" disabled={busy || first.isPending}>
          {busy ? "One moment" : isFirst ? "Make the account" : "Sign in"}
        </Button>
      </form>
    </main>
  );
}
