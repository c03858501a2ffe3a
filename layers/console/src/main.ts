/** The entry is small, so that all that the address needs is asked for at the same time. */
import { beginPage } from "./shell/beginning";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/components.css";
import "./styles/shell.css";
import "./styles/graph.css";

beginPage(window.location.pathname);
void import("./start");
