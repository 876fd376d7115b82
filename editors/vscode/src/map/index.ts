/** The map beside the text, and what is written of it to files. */

import * as vscode from 'vscode';

import type { Server } from '../server/server.ts';
import { copyMermaid, type Exported, exportView } from './export.ts';
import type { Wanted } from './messages.ts';
import { MapPanel } from './panel.ts';

/** The view that is shown before somebody chose one. */
const FIRST_VIEW = 'map';
/** Where the view that was chosen last is remembered. */
const LAST_VIEW = 'journey.map.view';

/** What lenses and other extensions may name: a file, or a journey of it in a view. */
type Asked = vscode.Uri | { uri: string; id?: string; view?: string } | undefined;

/** Adds the map to the editor. */
export function activateMap(context: vscode.ExtensionContext, server: Server): void {
  let open: MapPanel | undefined;

  const adopt = (panel: vscode.WebviewPanel, wanted: Wanted): MapPanel => {
    const map = new MapPanel(panel, context.extensionUri, server, wanted);
    map.onDidClose(() => {
      if (open === map) open = undefined;
    });
    map.onDidChoose(({ view }) => context.workspaceState.update(LAST_VIEW, view));
    return (open = map);
  };

  const wantedOf = (asked: Asked): Wanted | undefined => {
    const view = context.workspaceState.get(LAST_VIEW, FIRST_VIEW);
    if (asked !== undefined && !(asked instanceof vscode.Uri) && typeof asked.uri === 'string') {
      const uri = vscode.Uri.parse(asked.uri).toString();
      return { uri, view: asked.view ?? view, ...(asked.id === undefined ? {} : { journey: asked.id }) };
    }
    const document = asked instanceof vscode.Uri ? asked : activeJourney();
    return document && { uri: document.toString(), view };
  };

  const show = (asked: Asked): void => {
    const wanted = wantedOf(asked);
    if (wanted === undefined) {
      // In the panel itself, and wherever else there is no journey: what is open comes into sight.
      if (open) return open.show(open.wanted);
      void vscode.window.showInformationMessage('Open a .journey file first: the map shows the journey under the cursor.');
      return;
    }
    if (open) return open.show(wanted);
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    adopt(vscode.window.createWebviewPanel(MapPanel.type, 'Map', column, { retainContextWhenHidden: true, enableFindWidget: true }), wanted);
  };

  const source = (asked: Asked): Exported | undefined => {
    if (asked === undefined && open) return { wanted: open.wanted, painter: open.painter };
    const wanted = wantedOf(asked);
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === wanted?.uri);
    return wanted && { wanted, position: editor?.selection.active };
  };
  const exporting = (format: 'mermaid' | 'svg' | 'png') => (given: Asked, target?: unknown) =>
    // A menu gives something of its own behind the address.
    exportView(context.extensionUri, server, format, source(ofDocument(given)), target instanceof vscode.Uri ? target : undefined);

  const commands: Record<string, (...given: never[]) => unknown> = {
    'journey.showMap': show,
    'journey.showDiagram': show,
    'journey.exportMermaid': exporting('mermaid'),
    'journey.exportSvg': exporting('svg'),
    'journey.exportPng': exporting('png'),
    'journey.copyMermaid': (given: Asked) => copyMermaid(server, source(ofDocument(given))),
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, run));
  }
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(MapPanel.type, {
      deserializeWebviewPanel(panel, state: Partial<Wanted> | undefined) {
        const wanted = typeof state?.uri === 'string' ? state : wantedOf(undefined);
        // A panel that was closed before it knew what to show, or a second one.
        if (wanted?.uri === undefined || open) panel.dispose();
        else adopt(panel, { view: FIRST_VIEW, ...wanted, uri: wanted.uri });
        return Promise.resolve();
      },
    }),
  );
}

/** What is asked for; the menu over the panel gives an address that the panel itself has. */
function ofDocument(given: Asked): Asked {
  return given instanceof vscode.Uri && given.scheme === 'webview-panel' ? undefined : given;
}

/** The document of the journey that is edited, or that is in sight. */
function activeJourney(): vscode.Uri | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editors = [...(activeTextEditor ? [activeTextEditor] : []), ...visibleTextEditors];
  return editors.find(({ document }) => document.languageId === 'journey')?.document.uri;
}
