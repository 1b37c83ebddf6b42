// Who is signed in, and the door before everything else while nobody is.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, type ReactNode } from "react";
import { Failure, get, onSignedOut, remove } from "../../api/call";
import type { User } from "../../api/types";
import { Skeleton, Trouble } from "../../ui/parts";
import { SignIn } from "./SignIn";

interface Session {
  user: User;
  signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("nobody is signed in");
  return session;
}

const me = async (): Promise<User | null> => {
  try {
    return await get<User>("/users/me");
  } catch (failure) {
    if (failure instanceof Failure && failure.kind === "signed-out") return null;
    throw failure;
  }
};

/** Shows its children to who is signed in, at the address that was asked for; the sign-in to everybody else. */
export function Door({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ["me"], queryFn: me, staleTime: Infinity });
  useEffect(() => onSignedOut(() => queries.setQueryData(["me"], null)), [queries]);
  if (query.isPending) return <Skeleton />;
  if (query.isError) {
    return (
      <div className="door">
        <Trouble what="Signing in" error={query.error} retry={() => void query.refetch()} />
      </div>
    );
  }
  if (!query.data) return <SignIn onSignedIn={(user) => queries.setQueryData(["me"], user)} />;
  const signOut = async () => {
    await remove("/auth/session");
    queries.clear();
    queries.setQueryData(["me"], null);
  };
  return <SessionContext value={{ user: query.data, signOut }}>{children}</SessionContext>;
}
