/** The application, shown when the code of its first page is there, and its data if that does not take long. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { newCache } from "./shell/cache";
import { currentKey } from "./session/key";
import { prepareCode, prepareData } from "./shell/pages";
import { keepFocus } from "./ui/keptFocus";

const PATIENCE_MS = 100;

async function start(path: string): Promise<void> {
  const read = newCache();
  const data = currentKey() ? prepareData(path, read) : undefined;
  await prepareCode(path).catch(() => undefined); // the page says so itself
  await Promise.race([data, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  keepFocus();
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <App read={read} />
    </StrictMode>,
  );
}

void start(window.location.pathname);
