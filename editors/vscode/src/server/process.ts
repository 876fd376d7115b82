/** The process of the server: begun, read, and ended for certain. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

import { levelOf } from './log-level.ts';

/** Where the lines go that the server prints. */
export type Print = (level: 'error' | 'warn' | 'info' | 'debug' | 'trace', line: string) => void;

/** A server that was begun. */
export interface ServerProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** How it ended, in words; never rejects. */
  readonly ended: Promise<string>;
  /** Ends it at once, if it has not ended. */
  kill(): void;
}

/** Begins a server. It ends with the editor in any case, because it watches the editor's process. */
export function begin(program: string, environment: NodeJS.ProcessEnv): ServerProcess {
  const child = spawn(program, ['lsp'], { env: environment, windowsHide: true });
  // What is written to a server that has gone is lost, and its end is told by itself.
  child.stdin.on('error', () => {});
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (status, signal) => resolve(signal === null ? `status ${status}` : `signal ${signal}`));
  });
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  };
  return { child, ended, kill };
}

/** Prints what the server says on standard error, line by line, each as serious as the server says. */
export function printLines(input: NodeJS.ReadableStream, print: Print): void {
  let rest = '';
  input.setEncoding('utf8');
  input.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) print(...levelOf(line));
  });
  input.on('end', () => rest !== '' && print(...levelOf(rest)));
}
