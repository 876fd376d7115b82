/** The little of markdown-it, and of what VS Code's Markdown preview hands to it, that is used here. */

import type { Uri } from 'vscode';

export interface Token {
  type: string;
  info: string;
  content: string;
  /** The first line, and the line behind the last one, from 0. */
  map: [number, number] | null;
}

export interface Renderer {
  rules: Record<string, Rule | undefined> & { fence?: Rule };
  renderAttrs(token: Token): string;
}

export type Rule = (
  tokens: Token[],
  index: number,
  options: unknown,
  environment: { currentDocument?: Uri } | undefined,
  renderer: Renderer,
) => string;

export interface MarkdownIt {
  renderer: Renderer;
  utils: { escapeHtml(text: string): string };
  render(text: string): string;
}
