/** The language server from the extension's side: it is started, watched, started again, stopped. */

import * as os from 'node:os';

import * as vscode from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/node';

import { Backoff } from './backoff.ts';
import { makeClient } from './client.ts';
import { findProgram, type Program } from './find.ts';
import type { Problem } from './problem.ts';
import { begin, type ServerProcess } from './process.ts';
import type { ServerState } from './state.ts';

/** How long a server may take to say good-bye, in milliseconds. */
const GOODBYE = 2_000;
/** How long a server may take to answer for the first time, in milliseconds. */
const PATIENCE = 30_000;

/** The one server of this window. */
export class Server implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ServerState>();
  readonly #worked = new vscode.EventEmitter<boolean>();
  readonly #toldFiles = new vscode.EventEmitter<void>();
  readonly #backoff = new Backoff();
  #state: ServerState = { kind: 'stopped' };
  #isWorking = false;
  #client: LanguageClient | undefined;
  #process: ServerProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Counts starts and stops: what was begun for an earlier number ends without effect. */
  #turn = 0;
  #stopping: Promise<void> = Promise.resolve();

  /** Tells every change of the state. */
  readonly onDidChangeState = this.#changed.event;
  /** Tells whether the server works on something long, such as reading a project. */
  readonly onDidWork = this.#worked.event;
  /** Tells that the server has been told of files that changed, which takes the editor a moment. */
  readonly onDidTellFiles = this.#toldFiles.event;

  readonly #extension: vscode.Uri;
  /** Where everything about the server is told. */
  readonly log: vscode.LogOutputChannel;

  constructor(extension: vscode.Uri, log: vscode.LogOutputChannel) {
    this.#extension = extension;
    this.log = log;
  }

  /** What the server does now. */
  get state(): ServerState {
    return this.#state;
  }

  /** Whether the server works on something long now. */
  get isWorking(): boolean {
    return this.#isWorking;
  }

  /** The program as soon as it runs; undefined where none is going to. */
  async whenRunning(): Promise<Program | undefined> {
    await this.#running().catch(() => undefined);
    return this.#state.kind === 'running' ? this.#state.program : undefined;
  }

  /** The client of the running server, for conversions of its types; undefined while none runs. */
  get client(): LanguageClient | undefined {
    return this.#state.kind === 'running' ? this.#client : undefined;
  }

  /**
   * Asks the server, and waits for it while it starts.
   *
   * Rejects with the server's own error, or with the reason why there is no server.
   */
  async request<R>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<R> {
    const client = await this.#running(token);
    // A token that is undefined would be sent as a second parameter.
    return token === undefined ? client.sendRequest<R>(method, params) : client.sendRequest<R>(method, params, token);
  }

  /** Starts the server, and the one that runs anew. Earlier crashes are forgotten. */
  async restart(): Promise<void> {
    const stopped = this.#halt({ kind: 'starting' });
    const turn = this.#turn;
    await stopped;
    // Somebody else has asked for the same meanwhile, or for an end.
    if (turn !== this.#turn) return;
    this.#backoff.reset();
    await this.#launch(turn);
  }

  /** Stops the server. */
  stop(): Promise<void> {
    return this.#halt({ kind: 'stopped' });
  }

  dispose(): void {
    void this.stop();
    this.#changed.dispose();
    this.#worked.dispose();
    this.#toldFiles.dispose();
  }

  async #halt(state: ServerState): Promise<void> {
    this.#turn += 1;
    clearTimeout(this.#timer);
    const [client, server] = this.#forget();
    if (client !== undefined && server !== undefined) this.#stopping = this.#stopping.then(() => end(client, server));
    this.#become(state);
    await this.#stopping;
  }

  async #launch(turn: number): Promise<void> {
    this.#become({ kind: 'starting' });
    const program = await findProgram({
      setting: vscode.workspace.getConfiguration('journey').get<string>('server.path', ''),
      extension: this.#extension.fsPath,
      environment: process.env,
      platform: process.platform,
      home: os.homedir(),
    });
    if (turn !== this.#turn) return;
    if ('kind' in program) return this.#fail(program);
    this.log.info(`Starting ${program.path} (${program.version}, from ${program.from})`);
    const level = vscode.workspace.getConfiguration('journey').get<string>('server.logLevel', 'warn');
    const server = begin(program.path, { ...process.env, JOURNEY_LOG: level });
    const started = Date.now();
    const crashed = (): void => {
      if (turn !== this.#turn) return;
      void server.ended.then((how) => this.log.warn(`The server ended with ${how}`));
      this.#crashed(Date.now() - started);
    };
    const client = makeClient(server, this.log, {
      closed: crashed,
      working: (count) => turn === this.#turn && this.#work(count),
      filesTold: () => turn === this.#turn && this.#toldFiles.fire(),
    });
    this.#client = client;
    this.#process = server;
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<string>((resolve) => {
      limit = setTimeout(resolve, PATIENCE, `it did not answer within ${PATIENCE / 1_000} seconds`);
    });
    const failed = await Promise.race([
      client.start().then(() => undefined, (error: unknown) => (error instanceof Error ? error.message : String(error))),
      // The client goes on waiting for an answer that nobody can give any more.
      server.ended.then((how) => `it ended with ${how}`),
      late,
    ]);
    clearTimeout(limit);
    if (failed !== undefined) {
      if (turn === this.#turn) this.log.error(`The server did not start: ${failed}`);
      return crashed();
    }
    if (turn === this.#turn) this.#become({ kind: 'running', program });
  }

  #crashed(ranFor: number): void {
    const turn = (this.#turn += 1);
    // The client notices by itself that nobody is there any more, and must not be told to stop meanwhile.
    this.#forget()[1]?.kill();
    const next = this.#backoff.crashed(ranFor);
    if (next === 'rest') {
      return this.#fail({
        kind: 'crashed',
        message: `Journey’s server stopped ${Backoff.restarts + 1} times in a row and is left alone now. The log says why; your files are untouched.`,
        remedies: ['restart', 'log'],
      });
    }
    this.log.warn(`The server stopped after ${ranFor} ms; it is started again in ${next.restartIn} ms`);
    this.#become({ kind: 'waiting', restartIn: next.restartIn });
    this.#timer = setTimeout(() => void this.#again(turn), next.restartIn);
  }

  async #again(turn: number): Promise<void> {
    await this.#stopping;
    if (turn === this.#turn) await this.#launch(turn);
  }

  #forget(): [LanguageClient | undefined, ServerProcess | undefined] {
    const known: [LanguageClient | undefined, ServerProcess | undefined] = [this.#client, this.#process];
    this.#client = undefined;
    this.#process = undefined;
    this.#work(0);
    return known;
  }

  #fail(problem: Problem): void {
    this.log.error(problem.message);
    this.#become({ kind: 'failed', problem });
  }

  #become(state: ServerState): void {
    this.#state = state;
    this.#changed.fire(state);
  }

  #work(count: number): void {
    if (this.#isWorking === count > 0) return;
    this.#isWorking = count > 0;
    this.#worked.fire(this.#isWorking);
  }

  #running(token?: vscode.CancellationToken): Promise<LanguageClient> {
    return new Promise((resolve, reject) => {
      const settle = (): boolean => {
        const state = this.#state;
        if (state.kind === 'running' && this.#client !== undefined) resolve(this.#client);
        else if (state.kind === 'failed') reject(new Error(state.problem.message));
        else if (state.kind === 'stopped') reject(new Error('Journey’s server does not run.'));
        else if (token?.isCancellationRequested === true) reject(new vscode.CancellationError());
        else return false;
        return true;
      };
      if (settle()) return;
      const listeners: vscode.Disposable[] = [];
      const look = (): void => {
        if (settle()) listeners.forEach((listener) => listener.dispose());
      };
      listeners.push(this.onDidChangeState(look));
      if (token !== undefined) listeners.push(token.onCancellationRequested(look));
    });
  }
}

/** Ends a client and its server, however far they came. */
async function end(client: LanguageClient, server: ServerProcess): Promise<void> {
  try {
    if (client.state === State.Running) await client.stop(GOODBYE);
  } catch {
    // It has gone already, or does not answer.
  }
  server.kill();
  await server.ended;
}
