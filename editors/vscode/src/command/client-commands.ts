/** The commands of this extension that the server may put behind a lens. */

/** Their names, as the server knows them. */
export const clientCommands = ['journey.showReferences', 'journey.goToLocation', 'journey.showDiagram'] as const;
