// What people read while they write: findings, explanations, outline, colours, folds.

import { scenario } from "./neovim.mjs";

scenario("reading");
