/** Journeys in Markdown. */

import * as vscode from 'vscode';

import { ownTheme } from '../map/render.ts';
import type { Server } from '../server/server.ts';
import { Drawings } from './drawings.ts';
import { readFence } from './fence.ts';
import { figure } from './figure.ts';
import type { MarkdownIt, Rule } from './markdown-it.ts';

/** Teaches the Markdown preview, which is a markdown-it, to draw fences of journeys. */
export function extendMarkdownIt<M>(markdownIt: M, server: Server, context: vscode.ExtensionContext): M {
  const markdown = markdownIt as MarkdownIt;
  const drawings = new Drawings(server, () => vscode.commands.executeCommand('markdown.preview.refresh'));
  context.subscriptions.push(drawings);
  const others = markdown.renderer.rules.fence;

  const fence: Rule = (tokens, index, options, environment, renderer) => {
    const token = tokens[index];
    const asked = token && readFence(token.info, token.content);
    if (!token || !asked) return others ? others(tokens, index, options, environment, renderer) : '';
    const page = environment?.currentDocument;
    const before = tokens.slice(0, index).filter(({ type }) => type === 'fence').length;
    const drawn = asked.mistakes.length > 0 ? undefined : drawings.get({ page, ordinal: before, fence: asked, text: token.content, theme: ownTheme() });
    return figure({
      fence: asked,
      drawn,
      // The line behind the opening mark, from 1: what stands in the fence starts there.
      line: (token.map?.[0] ?? 0) + 2,
      attributes: renderer.renderAttrs(token),
      escape: markdown.utils.escapeHtml,
      // What is made of our own text has no lines in the page to scroll along with.
      render: (text) => markdown.render(text).replace(/ data-line="\d+"/g, ''),
    });
  };
  markdown.renderer.rules.fence = fence;
  return markdownIt;
}
