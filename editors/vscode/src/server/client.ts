/** What this editor tells the server about itself, and how it takes what the server says. */

import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type FeatureState,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type StaticFeature,
} from 'vscode-languageclient/node';

import { clientCommands } from '../command/client-commands.ts';
import { printLines, type ServerProcess } from './process.ts';

/** What whoever makes a client wants to hear of it. */
export interface ClientEvents {
  /** The server has gone without having been asked to. */
  closed(): void;
  /** The server works on something long, or has finished it. */
  working(count: number): void;
  /** The server was told that files have changed: whatever it is asked from now on, it answers with them. */
  filesTold(): void;
}

const JOURNEYS = [{ scheme: 'file', language: 'journey' }, { scheme: 'untitled', language: 'journey' }];

/** The documents that the server is about: journeys, journey.toml, and what one extends (such as journey.base.toml). */
export const DOCUMENTS = [...JOURNEYS, { scheme: 'file', pattern: '**/*journey*.toml' }];

/** A client for a server. It does not speak yet. */
export function makeClient(server: ServerProcess, log: vscode.LogOutputChannel, events: ClientEvents): LanguageClient {
  let ongoing = 0;
  const options: LanguageClientOptions = {
    documentSelector: DOCUMENTS,
    diagnosticCollectionName: 'journey',
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Which settings count is the server's to say: it asks for them.
    initializationOptions: {},
    initializationFailedHandler: () => false,
    diagnosticPullOptions: { onChange: true, onSave: true },
    stdioOptions: {
      stdout: () => {},
      stderr: (input) => printLines(input as NodeJS.ReadableStream, (level, line) => log[level](line)),
    },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        events.closed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: {
      workspace: {
        async didChangeWatchedFile(event, next) {
          await next(event);
          events.filesTold();
        },
      },
      handleWorkDoneProgress(token, value, next) {
        if (value.kind === 'begin') events.working((ongoing += 1));
        if (value.kind === 'end') events.working((ongoing = Math.max(0, ongoing - 1)));
        next(token, value);
      },
    },
  };
  const client = new QuietClient('journey', 'Journey', () => Promise.resolve(server.child), options);
  client.registerFeature(new Commands());
  layOutJourneysOnly(client);
  return client;
}

/** Leaves the layout of TOML to others: two who could do it would make the editor ask which one shall. */
function layOutJourneysOnly(client: LanguageClient): void {
  const features = [
    client.getFeature('textDocument/formatting'),
    client.getFeature('textDocument/rangeFormatting'),
    client.getFeature('textDocument/onTypeFormatting'),
  ];
  for (const feature of features) {
    const initialize = feature.initialize.bind(feature);
    feature.initialize = (capabilities) => initialize(capabilities, JOURNEYS);
  }
}

/** A client that writes into the log what goes wrong: what people have to know about the server is told elsewhere, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Says which commands the server may put behind a lens. */
class Commands implements StaticFeature {
  fillClientCapabilities(capabilities: { experimental?: { commands?: { commands: string[] } } }): void {
    capabilities.experimental = { ...capabilities.experimental, commands: { commands: [...clientCommands] } };
  }
  initialize(): void {}
  getState(): FeatureState {
    return { kind: 'static' };
  }
  clear(): void {}
}
