// A server that is missing, is of another version, is another program, crashes, or may not read.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { journey, scenario } from "./neovim.mjs";

/** A program that is wrong in one way, and the words in which people are told. */
function bad(title, told, prepare, settings) {
  scenario("bad_program", {
    title,
    prepare: (place) => {
      prepare?.(place);
      const environment = { JOURNEY_TOLD: told, JOURNEY_GOOD: journey };
      if (settings) environment.JOURNEY_SETTINGS = JSON.stringify(settings);
      return { environment };
    },
  });
}

bad("no program", "The program `journey` is not installed, or not on the PATH.", (place) =>
  rmSync(join(place.bin, "journey")));
bad("a setting that leads nowhere", "The setting `cmd` names `/nowhere/journey`, which is no program", undefined, {
  cmd: "/nowhere/journey",
});
bad("an old version", "has version 0.0.9; this plugin needs 0.1.0 or newer.", (place) =>
  place.program("journey", "#!/bin/sh\necho 'journey 0.0.9'\n"));
bad("a version from the future", "has version 0.2.0, which is newer than this plugin knows (below 0.2.0)", (place) =>
  place.program("journey", "#!/bin/sh\necho 'journey 0.2.0'\n"));
bad("another program of that name", "is another program that is called like Journey's.", (place) =>
  place.program("journey", "#!/bin/sh\necho 'Journey through the Netherlands, release 7'\n"));
bad("a program that fails", "--version` fails: cannot open shared object file", (place) =>
  place.program("journey", "#!/bin/sh\necho 'cannot open shared object file' >&2\nexit 127\n"));
bad("a file that is no program", "cannot be run: ", (place) => place.program("journey", "#!/nowhere/sh\n"));

scenario("endings");
scenario("crash_later");

scenario("crash_at_start", {
  prepare: (place) => {
    const starts = join(place.folder, "starts");
    const text = `#!/bin/sh
if [ "$1" = --version ]; then echo 'journey 0.1.0'; exit 0; fi
echo started >> '${starts}'
echo 'no memory for journeys' >&2
exit 3
`;
    place.program("journey", text);
    return { environment: { JOURNEY_STARTS: starts } };
  },
});
