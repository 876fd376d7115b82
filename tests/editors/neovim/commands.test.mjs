// The plugin's commands, and what it says about its own health.

import { scenario } from "./neovim.mjs";

scenario("commands");
scenario("health_good");
