/** Asks the language server for pictures, and says in plain words why there is none. */

import * as vscode from 'vscode';

import type { Server } from '../server/server.ts';
import type { Location, Picture, RenderParams } from './picture.ts';

/** A journey as an SVG, with the places of what it shows. Addresses in it are spelt as VS Code spells them. */
export async function render(server: Server, params: RenderParams): Promise<Picture> {
  const picture = await server.request<Picture>('journey/render', { format: 'svg', ...params });
  const spelt = new Map<string, string>();
  const spell = (location: Location | undefined): void => {
    if (location === undefined) return;
    const known = spelt.get(location.uri) ?? vscode.Uri.parse(location.uri).toString();
    spelt.set(location.uri, known);
    location.uri = known;
  };
  for (const { location } of picture.places ?? []) spell(location);
  for (const { location } of picture.errors ?? []) spell(location);
  for (const { location } of picture.choices?.journeys ?? []) spell(location);
  return picture;
}

/** The colours of pictures that go with VS Code's. */
export function ownTheme(): 'calm' | 'dark' {
  const { kind } = vscode.window.activeColorTheme;
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast ? 'dark' : 'calm';
}

/** Why nothing is drawn: because of the server, or because of what it answered. */
export function whyNot(server: Server, error?: unknown): string {
  const { state } = server;
  switch (state.kind) {
    case 'starting':
      return 'Journey’s server is starting. The map comes as soon as it runs.';
    case 'waiting':
      return 'Journey’s server has stopped and is started again.';
    case 'stopped':
      return 'Journey’s server does not run. “Journey: Restart Server” starts it.';
    case 'failed':
      return state.problem.message;
    case 'running':
      return error instanceof Error ? sentence(error.message) : 'The map cannot be drawn.';
  }
}

function sentence(message: string): string {
  const text = message.trim();
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}
