// The page: asks for the words first, then shows the view that the address names.

import "@zazuko/yasqe/build/yasqe.min.css";
import "./style.css";
import { render } from "preact";
import { App } from "./app";

const root = document.getElementById("page");
if (root) {
  root.replaceChildren();
  render(<App />, root);
}
