// @ts-check
/** Runs before the first paint, so that no page flashes in the wrong colours. */

import { applyScheme, chosenScheme } from "./reading/scheme.js";

document.documentElement.classList.replace("no-js", "js");
applyScheme(chosenScheme());
