// Typing: indentation, comments, folds, colours.

import { scenario } from "./neovim.mjs";

scenario("editing");
scenario("colours");
