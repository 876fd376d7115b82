// What people set, and set wrongly.

import { scenario } from "./neovim.mjs";

scenario("settings");
