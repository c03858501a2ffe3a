import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/components.css";
import "./styles/shell.css";
import "./styles/graph.css";

// The layout engine needs a moment to read 1.6 MB: it begins before the page of a drawing has been fetched.
if (/^\/console\/(workflows|runs)\/[^/]/.test(window.location.pathname)) void import("./graph/elk").then(({ elk }) => elk());

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
