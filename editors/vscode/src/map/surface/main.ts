/** The page inside the map panel: puts the map's surface on it and passes on what it and the extension say. */

import { MapSurface } from '../../../../../crates/journey-preview/page/map.js';
import '../../../../../crates/journey-preview/page/map.css';
import './panel.css';
import type { FromPage, ToPage } from '../messages.ts';
import { toPng } from './png.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void; setState(state: unknown): void };

const editor = acquireVsCodeApi();
const root = document.getElementById('map');
if (!root) {
  throw new Error('the page has no place for the map');
}
const surface = new MapSurface(root, {
  onOpen({ location, element }) {
    editor.postMessage({ type: 'open', location, ...(element === undefined ? {} : { element }) });
  },
  onChoose(choice) {
    editor.postMessage({ type: 'choose', choice });
  },
});

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case 'show':
      editor.setState(data.wanted);
      surface.choose({ persona: '', target: '', theme: '', ...data.wanted });
      surface.show(data.picture);
      if (data.note !== undefined) surface.keep(data.note);
      break;
    case 'keep':
      surface.keep(data.message);
      break;
    case 'light':
      surface.light(data.elements);
      break;
    case 'png':
      void drawPng(data.number, data.svg, data.scale);
      break;
  }
});

async function drawPng(number: number, svg: string, scale: number): Promise<void> {
  try {
    editor.postMessage({ type: 'png', number, bytes: await toPng(svg, scale) });
  } catch (error) {
    editor.postMessage({ type: 'png', number, problem: error instanceof Error ? error.message : String(error) });
  }
}

editor.postMessage({ type: 'ready' });
