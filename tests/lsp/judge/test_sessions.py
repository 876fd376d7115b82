"""Everything that an editor can ask for, asked by pygls and read by lsprotocol."""

import asyncio

import pytest
from conftest import NEXT, PEOPLE, SHOP, Session
from lsprotocol import types as lsp

pytestmark = [
    pytest.mark.asyncio,
    # What pytest-lsp finds to be against the protocol or the client's capabilities.
    pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning"),
]


async def opened(session: Session, name: str, text: str) -> lsp.TextDocumentIdentifier:
    uri = session.uri(name)
    item = lsp.TextDocumentItem(uri=uri, language_id="journey", version=1, text=text)
    session.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
    await until_read(session)
    return lsp.TextDocumentIdentifier(uri=uri)


async def until_read(session: Session) -> None:
    """Waits until the server has read the folder."""
    while True:
        found = await session.client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query="maya"))
        if found:
            return
        await asyncio.sleep(0.01)


async def diagnostics(session: Session, document: lsp.TextDocumentIdentifier, count: int) -> list[lsp.Diagnostic]:
    """The diagnostics of a text, as soon as there are so many."""
    async with asyncio.timeout(60):
        while True:
            if session.can("diagnostic"):
                asked = lsp.DocumentDiagnosticParams(text_document=document)
                found = (await session.client.text_document_diagnostic_async(asked)).items
            else:
                found = session.client.diagnostics.get(document.uri)
            if found is not None and len(found) == count:
                return list(found)
            await asyncio.sleep(0.01)


def change(session: Session, document: lsp.TextDocumentIdentifier, version: int, text: str) -> None:
    session.client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            text_document=lsp.VersionedTextDocumentIdentifier(uri=document.uri, version=version),
            content_changes=[lsp.TextDocumentContentChangeWholeDocument(text=text)],
        )
    )


async def test_reading(session):
    client, document = session.client, await opened(session, "shop.journey", SHOP)
    maya = session.position(SHOP, "maya")
    hover = await client.text_document_hover_async(lsp.HoverParams(text_document=document, position=maya))
    assert "Maya" in hover.contents.value
    definition = lsp.DefinitionParams(text_document=document, position=maya)
    assert await client.text_document_definition_async(definition)
    context = lsp.ReferenceContext(include_declaration=True)
    references = lsp.ReferenceParams(text_document=document, position=maya, context=context)
    # One more from the journey of next year.
    assert len(await client.text_document_references_async(references)) == 4
    for ask, kind in [
        (client.text_document_declaration_async, lsp.DeclarationParams),
        (client.text_document_type_definition_async, lsp.TypeDefinitionParams),
        (client.text_document_implementation_async, lsp.ImplementationParams),
        (client.text_document_document_highlight_async, lsp.DocumentHighlightParams),
    ]:
        await ask(kind(text_document=document, position=maya))
    outline = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(text_document=document))
    trees = session.capabilities["textDocument"]["documentSymbol"].get("hierarchicalDocumentSymbolSupport")
    assert isinstance(outline[0], lsp.DocumentSymbol if trees else lsp.SymbolInformation)
    folds = await client.text_document_folding_range_async(lsp.FoldingRangeParams(text_document=document))
    assert folds
    selections = lsp.SelectionRangeParams(text_document=document, positions=[maya])
    assert (await client.text_document_selection_range_async(selections))[0].parent
    found = await client.workspace_symbol_async(lsp.WorkspaceSymbolParams(query="wkshop"))
    assert any(symbol.name for symbol in found)


async def test_hierarchies(session):
    client, document = session.client, await opened(session, "shop.journey", SHOP)
    if session.can("callHierarchy"):
        at = session.position(SHOP, 'pay "')
        items = await client.text_document_prepare_call_hierarchy_async(
            lsp.CallHierarchyPrepareParams(text_document=document, position=at)
        )
        incoming = lsp.CallHierarchyIncomingCallsParams(item=items[0])
        assert await client.call_hierarchy_incoming_calls_async(incoming)
        outgoing = lsp.CallHierarchyOutgoingCallsParams(item=items[0])
        assert await client.call_hierarchy_outgoing_calls_async(outgoing)
    if session.can("typeHierarchy"):
        at = session.position(SHOP, "weekly_shop")
        items = await client.text_document_prepare_type_hierarchy_async(
            lsp.TypeHierarchyPrepareParams(text_document=document, position=at)
        )
        subtypes = await client.type_hierarchy_subtypes_async(lsp.TypeHierarchySubtypesParams(item=items[0]))
        assert len(subtypes) == 1
        await client.type_hierarchy_supertypes_async(lsp.TypeHierarchySupertypesParams(item=subtypes[0]))


async def test_typing(session):
    client, document = session.client, await opened(session, "shop.journey", SHOP)
    typed = SHOP.replace("      next: search\n", "      next: search\n      front\n")
    change(session, document, 2, typed)
    completion = lsp.CompletionParams(text_document=document, position=session.position(typed, "front", behind=True))
    offered = await client.text_document_completion_async(completion)
    items = offered.items if isinstance(offered, lsp.CompletionList) else offered
    item = next(item for item in items if item.label == "frontstage")
    resolved = await client.completion_item_resolve_async(item)
    assert resolved.label == "frontstage"


async def test_mending(session):
    client, document = session.client, await opened(session, "shop.journey", SHOP)
    broken = SHOP.replace("persona: maya", "persona: mayo")
    change(session, document, 2, broken)
    found = await diagnostics(session, document, 1)
    context = lsp.CodeActionContext(diagnostics=found, trigger_kind=lsp.CodeActionTriggerKind.Invoked)
    asked = lsp.CodeActionParams(text_document=document, range=found[0].range, context=context)
    actions = await client.text_document_code_action_async(asked)
    fix = next(action for action in actions if "`maya`" in action.title)
    if fix.edit is None:
        fix = await client.code_action_resolve_async(fix)
    edit = fix.edit
    edits = edit.document_changes[0].edits if edit.document_changes else edit.changes[document.uri]
    assert edits[0].new_text == "maya"
    rename = lsp.RenameParams(text_document=document, position=session.position(SHOP, "stale\n"), new_name="old")
    assert await client.text_document_rename_async(rename)
    if session.server.rename_provider is not True:
        prepare = lsp.PrepareRenameParams(text_document=document, position=session.position(SHOP, "stale\n"))
        assert await client.text_document_prepare_rename_async(prepare)


async def test_showing(session):
    client, document = session.client, await opened(session, "next.journey", NEXT)
    whole = lsp.Range(start=lsp.Position(0, 0), end=lsp.Position(NEXT.count("\n"), 0))
    if session.can("inlayHint"):
        hints = await client.text_document_inlay_hint_async(lsp.InlayHintParams(text_document=document, range=whole))
        for hint in hints:
            await client.inlay_hint_resolve_async(hint)
    if session.can("codeLens"):
        lenses = await client.text_document_code_lens_async(lsp.CodeLensParams(text_document=document))
        assert lenses
        for lens in lenses:
            await client.code_lens_resolve_async(lens)
    if session.can("documentLink"):
        links = await client.text_document_document_link_async(lsp.DocumentLinkParams(text_document=document))
        assert links[0].target or (await client.document_link_resolve_async(links[0])).target
    if session.can("semanticTokens"):
        full = await client.text_document_semantic_tokens_full_async(lsp.SemanticTokensParams(text_document=document))
        assert full.data
        delta = lsp.SemanticTokensDeltaParams(text_document=document, previous_result_id=full.result_id)
        await client.text_document_semantic_tokens_full_delta_async(delta)
        part = lsp.SemanticTokensRangeParams(text_document=document, range=whole)
        assert list((await client.text_document_semantic_tokens_range_async(part)).data) == list(full.data)


async def test_living(session):
    client, document = session.client, await opened(session, "shop.journey", SHOP)
    await diagnostics(session, document, 0)
    client.set_configuration({"journey": {"lenses": {"render": False}}})
    client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings=None))
    (session.folder / "people.journey").write_text(PEOPLE.replace("persona maya", "persona maja"), encoding="utf-8")
    event = lsp.FileEvent(uri=session.uri("people.journey"), type=lsp.FileChangeType.Changed)
    client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes=[event]))
    await diagnostics(session, document, 2)
    if session.can("diagnostic"):
        asked = lsp.WorkspaceDiagnosticParams(previous_result_ids=[])
        # The settings of the folder count too.
        assert len((await client.workspace_diagnostic_async(asked)).items) == 4
    commands = session.server.execute_command_provider.commands
    listing = next(command for command in commands if "list" in command)
    assert await client.workspace_execute_command_async(lsp.ExecuteCommandParams(command=listing, arguments=[]))
    client.text_document_did_save(lsp.DidSaveTextDocumentParams(text_document=document))
    client.text_document_did_close(lsp.DidCloseTextDocumentParams(text_document=document))
