// What each grammar takes the words of a text for, in one form: a list of "kind start-end", places in bytes.

import { tokensOf } from "./textmate.mjs";

/** Where each UTF-16 code unit of a text starts, in bytes. */
function bytesOf(text) {
  const bytes = new Uint32Array(text.length + 1);
  let at = 0;
  for (let unit = 0; unit < text.length; unit++) {
    bytes[unit] = at;
    const code = text.charCodeAt(unit);
    const pair = code >= 0xd800 && code < 0xdc00 && unit + 1 < text.length;
    // The second half of a pair stands where the first one stands; nothing starts there.
    if (pair) bytes[++unit] = at;
    at += code < 0x80 ? 1 : code < 0x800 ? 2 : pair ? 4 : 3;
  }
  bytes[text.length] = at;
  return bytes;
}

/** Space at the end of a word is never meant, and each grammar has its own way with it. */
const trimmed = (bytes) => Buffer.from(bytes.toString().trimEnd());

const OF_RECORD = {
  Keyword: "keyword",
  Name: "id",
  UnknownKeyword: "unknown keyword",
  Key: "key",
  Qualifier: "qualifier",
  Text: "text",
  BlockText: "block text",
  Number: "number",
  Percentage: "percentage",
  Duration: "duration",
  Date: "date",
  Range: "range",
  Handle: "handle",
  Reference: "reference",
  Comment: "comment",
  Documentation: "documentation",
  UnterminatedText: "unterminated text",
  UnterminatedBlockText: "unterminated block text",
  WrongQuotes: "wrong quotes",
  UnquotedText: "unquoted text",
  UnreadableValue: "unreadable",
  WrongCitation: "unreadable",
  Junk: "junk",
  HeadJunk: "junk",
};

/** @param {{ words: [string, number, number, string][] }} record */
export function ofRecord({ words }, text) {
  const source = Buffer.from(text);
  const found = words.map(([kind, start, end, parent]) => {
    const id = kind === "Name" && parent === "UnknownDeclaration" ? "unknown id" : OF_RECORD[kind];
    return id ? { kind: id, start, end: start + trimmed(source.subarray(start, end)).length } : undefined;
  });
  return sorted(found.filter(Boolean));
}

/**
 * The declarations: where each one is, and where its parts are. Of properties and citations
 * the start: whether a comment behind their last comma is inside is nobody's concern.
 */
export function declarationsOfRecord({ words }, text) {
  const source = Buffer.from(text);
  const kinds = { Declaration: "declaration", Body: "body", Property: "property", Citation: "from" };
  return words.flatMap(([kind, start, end, parent]) => {
    const label = parent === "Declaration" && (kind === "Text" || kind === "BlockText");
    const name = label ? "label" : kinds[kind];
    // A node of the grammar of record may end with the space behind its last word.
    const place = kind === "Property" || kind === "Citation" ? start : `${start}-${start + trimmed(source.subarray(start, end)).length}`;
    return name ? [`${name} ${place}`] : [];
  });
}

const OF_TREE_SITTER = {
  keyword: "keyword",
  id: "id",
  unknown_keyword: "unknown keyword",
  key: "key",
  qualifier: "qualifier",
  text: "text",
  block_text: "block text",
  number: "number",
  percentage: "percentage",
  duration: "duration",
  date: "date",
  range: "range",
  handle: "handle",
  reference: "reference",
  comment: "comment",
  doc_comment: "documentation",
  unterminated_text: "unterminated text",
  unterminated_block_text: "unterminated block text",
  wrong_quotes: "wrong quotes",
  unquoted_text: "unquoted text",
  unreadable_value: "unreadable",
  wrong_citation: "unreadable",
  junk: "junk",
  head_junk: "junk",
  ERROR: "ERROR",
};

/** The start of each row, in bytes: only LF ends a row. */
function rowsOf(text) {
  const rows = [0];
  const bytes = Buffer.from(text);
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) rows.push(at + 1);
  return rows;
}

export function ofTreeSitter(tree, text) {
  const source = Buffer.from(text);
  const rows = rowsOf(text);
  const found = tree.map((node) => {
    const unknown = node.kind === "id" && tree[node.parent].kind === "unknown_declaration";
    const kind = unknown ? "unknown id" : OF_TREE_SITTER[node.kind];
    const [start, end] = [node.start, node.end].map(([row, column]) => rows[row] + column);
    return kind ? { kind, start, end: start + trimmed(source.subarray(start, end)).length } : undefined;
  });
  return sorted(found.filter(Boolean));
}

export function declarationsOfTreeSitter(tree, text) {
  const rows = rowsOf(text);
  const kinds = { declaration: "declaration", label: "label", body: "body", property: "property", from_clause: "from" };
  return tree.flatMap((node) => {
    if (node.kind === "label" && tree[node.parent].kind !== "declaration") return [];
    const [start, end] = [node.start, node.end].map(([row, column]) => rows[row] + column);
    const place = node.kind === "property" || node.kind === "from_clause" ? start : `${start}-${end}`;
    return kinds[node.kind] ? [`${kinds[node.kind]} ${place}`] : [];
  });
}

/** By the scope that says most; the first that fits counts. */
const OF_TEXTMATE = [
  ["comment.block.documentation", "documentation"],
  ["comment.line", "comment"],
  ["string.quoted.triple", "block text"],
  ["string.quoted.double.unterminated", "unterminated text"],
  ["string.quoted.double", "text"],
  ["string.quoted.other", "wrong quotes"],
  ["string.unquoted.word", "reference"],
  ["string.unquoted", "unquoted text"],
  ["constant.numeric.date", "date"],
  ["constant.numeric.range", "range"],
  ["constant.numeric.percentage", "percentage"],
  ["constant.numeric.duration", "duration"],
  ["constant.numeric", "number"],
  ["constant.language", "reference"],
  ["keyword.declaration", "keyword"],
  ["entity.name.type.declaration", "id"],
  ["entity.name.type.qualifier", "qualifier"],
  ["entity.name.type.reference", "reference"],
  ["entity.name.function.decorator", "handle"],
  ["variable.other.property", "key"],
  ["variable.other.unknown", "unknown keyword"],
  ["variable.other", "unknown id"],
  ["meta.unreadable", "unreadable"],
  ["meta.junk", "junk"],
];

export function ofTextMate(text) {
  const bytes = bytesOf(text);
  const found = [];
  let last;
  for (const { start, end, scopes } of tokensOf(text)) {
    const rule = OF_TEXTMATE.find(([scope]) => scopes.some((name) => name === scope || name.startsWith(`${scope}.`)));
    if (!rule) continue;
    const [, kind] = rule;
    // A word is several tokens where it has parts, and a block text is at least one a line.
    const joined = last?.kind === kind && !scopes.some((name) => name.startsWith("punctuation.definition.string.begin")) &&
      (last.end === start || (kind === "block text" && /^[\r\n]*$/.test(text.slice(last.end, start))));
    if (joined) {
      last.end = end;
    } else {
      last = { kind, start, end };
      found.push(last);
    }
  }
  const trimmed = found.map(({ kind, start, end }) => {
    const written = text.slice(start, end);
    return { kind, start: bytes[start], end: bytes[start + written.trimEnd().length] };
  });
  return sorted(trimmed);
}

function sorted(words) {
  return words.filter(({ kind, start, end }) => start < end || kind === "ERROR").sort((one, other) => one.start - other.start || other.end - one.end);
}

/** The words that only one of two lists has. */
export function differences(one, other) {
  const name = ({ kind, start, end }) => `${kind} ${start}-${end}`;
  const names = [new Set(one.map(name)), new Set(other.map(name))];
  return [...one.filter((word) => !names[1].has(name(word))), ...other.filter((word) => !names[0].has(name(word)))];
}
