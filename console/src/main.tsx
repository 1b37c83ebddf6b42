import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queries } from "./api/queries";
import { router } from "./app/router";
import { applyTheme } from "./app/theme";
import { Door } from "./features/auth/session";
import { Tips } from "./ui/floating";
import { Toasts } from "./ui/toasts";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/parts.css";
import "./ui/floating.css";
import "./ui/table.css";

applyTheme();
const page = document.getElementById("page");
if (!page) throw new Error("the page has no place for the console");
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Tips delayDuration={400}>
        <Door>
          <RouterProvider router={router} />
        </Door>
        <Toasts />
      </Tips>
    </QueryClientProvider>
  </StrictMode>,
);
