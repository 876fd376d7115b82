// What people read while they write: findings, explanations, outline, colours, folds; and of which project.

import { scenario } from "./neovim.mjs";

scenario("reading");
scenario("projects");
