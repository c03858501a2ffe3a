/** The application, shown when the code of its first page is there. */
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { newCache } from "./api/cache";
import { currentKey } from "./session/key";
import { prepareCode, prepareData } from "./shell/pages";

const path = window.location.pathname;
const read = newCache();
if (currentKey()) prepareData(path, read);
const isPrepared = prepareCode(path).catch(() => undefined); // the page says so itself
void isPrepared.then(() =>
  createRoot(document.getElementById("root")!).render(
    <StrictMode>
      <App read={read} />
    </StrictMode>,
  ),
);
