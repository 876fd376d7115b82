// A file of 100,000 lines, a workspace of 5,000 files, and folders that may not be read.

import { scenario } from "./neovim.mjs";

// The program that is tested is not optimised, and the machine may have other things to do.
scenario("large", { patience: 600_000 });

// Root may read everything, unless it gives that right up.
const RIGHTS = "-dac_override,-dac_read_search";
scenario("permission", {
  wrapper: process.getuid() === 0 ? ["setpriv", `--bounding-set=${RIGHTS}`, `--inh-caps=${RIGHTS}`] : [],
});
