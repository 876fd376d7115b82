/** How serious a line of the server's log is. */

type Level = 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** The level that a line names behind its time, and the line without both. A line without them tells of a crash. */
export function levelOf(line: string): [Level, string] {
  const [, level, text] = /^\S+Z +(ERROR|WARN|INFO|DEBUG|TRACE) (.*)$/.exec(line) ?? [];
  return level === undefined || text === undefined ? ['error', line] : [level.toLowerCase() as Level, text];
}
