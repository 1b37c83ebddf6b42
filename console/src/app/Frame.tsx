// What stands around every page: navigation, search, the state of the connection.
import { Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { live } from "../api/live";
import { Button } from "../ui/parts";
import { Menu } from "../ui/floating";
import { Icon } from "../ui/icons";
import { useSession } from "../features/auth/session";
import { Banner, Lamp } from "./Banner";
import { Navigation } from "./Navigation";
import { Palette } from "./Palette";
import { takeNews } from "./news";
import { switchTheme, theme } from "./theme";
import "./frame.css";

const subscribeTheme = (watcher: () => void) => {
  addEventListener("themechange", watcher);
  return () => removeEventListener("themechange", watcher);
};

export function Frame() {
  const queries = useQueryClient();
  const [navigating, setNavigating] = useState(false);
  const [searching, setSearching] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    live.start();
    const end = takeNews(queries);
    return () => {
      end();
      live.stop();
    };
  }, [queries]);
  useEffect(() => {
    setNavigating(false);
    scrollTo(0, 0);
  }, [path]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setSearching((open) => !open);
      }
      if (event.key === "Escape") setNavigating(false);
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  return (
    <div className="frame">
      {navigating && <div className="side-veil" onClick={() => setNavigating(false)} />}
      <Navigation open={navigating} onChoose={() => setNavigating(false)} />
      <div className="main">
        <div className="top" role="banner">
          <Button look="plain" icon className="opener" aria-label="Navigation" aria-expanded={navigating} onClick={() => setNavigating(!navigating)}>
            <Icon name="menu" />
          </Button>
          <Button className="find" onClick={() => setSearching(true)}>
            <span className="row">
              <Icon name="search" />
              Go to
            </span>
            <span className="kbd">Ctrl K</span>
          </Button>
          <span className="grow" />
          <Lamp />
          <Account />
        </div>
        <Banner />
        <main className="page" id="content">
          <Outlet />
        </main>
      </div>
      <Palette open={searching} onClose={() => setSearching(false)} />
    </div>
  );
}

function Account() {
  const { user, signOut } = useSession();
  const navigate = useNavigate();
  const shown = useSyncExternalStore(subscribeTheme, theme);
  return (
    <>
      <Button look="plain" icon aria-label={shown === "dark" ? "Switch to light" : "Switch to dark"} onClick={() => switchTheme()}>
        <Icon name={shown === "dark" ? "sun" : "moon"} />
      </Button>
      <Menu
        trigger={
          <Button look="plain">
            <span className="cut" style={{ maxWidth: 160 }}>
              {user.name}
            </span>
            <Icon name="down" />
          </Button>
        }
        entries={[
          { label: user.email, run: () => undefined, disabled: "Signed in" },
          null,
          { label: "Sign out", run: () => void signOut().then(() => navigate({ to: "/" })) },
        ]}
      />
    </>
  );
}

