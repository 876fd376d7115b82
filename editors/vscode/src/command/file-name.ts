/** File names made of what people call things. */

/** A name for a file, without its ending: small letters, digits and `-`. Letters of every script stay. */
export function fileNameOf(name: string): string {
  const words = name.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  // Most file systems stop at 255 bytes, and a character can take four.
  return [...words.join('-')].slice(0, 60).join('').replace(/-$/, '') || 'journey';
}
