// The window in which everything about the language is tried.

import { scenarios as commands } from './commands.mjs';
import { scenarios as findings } from './findings.mjs';
import { scenarios as reading } from './reading.mjs';
import { run as running } from './scenarios.mjs';
import { scenarios as writing } from './writing.mjs';

export const run = running('language', { ...commands, ...findings, ...reading, ...writing });
