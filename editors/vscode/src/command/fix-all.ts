/** The command “Fix All”: makes all safe fixes in the file. */

import * as vscode from 'vscode';

const KIND = vscode.CodeActionKind.SourceFixAll.append('journey');

/** Makes all safe fixes in the active document, and says what came of it. Gives whether anything changed. */
export async function fixAll(): Promise<boolean> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'journey') {
    void vscode.window.showInformationMessage('Open a .journey file first: Fix All mends the file that you are in.');
    return false;
  }
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider', document.uri, everything, KIND.value, 1);
  const edit = actions.find((action) => action.edit !== undefined)?.edit;
  if (edit === undefined) {
    vscode.window.setStatusBarMessage('Journey: nothing here can be fixed without a decision of yours', 5_000);
    return false;
  }
  return vscode.workspace.applyEdit(edit);
}
