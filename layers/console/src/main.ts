/** The entry is small, so that all that the address needs is asked for at the same time. */
import { beginCode } from "./shell/code";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/components.css";
import "./styles/shell.css";
import "./styles/graph.css";

beginCode(window.location.pathname);
void import("./start");
