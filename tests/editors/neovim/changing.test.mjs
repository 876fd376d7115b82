// What changes the text: new names, mendings, layout; and the facts above declarations that lead elsewhere.

import { scenario } from "./neovim.mjs";

scenario("changing");
scenario("lenses");
