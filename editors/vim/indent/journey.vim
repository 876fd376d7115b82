" Customer journeys as text: two columns for each block, as `journey fmt` has it.
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal autoindent indentexpr=JourneyIndent(v:lnum) indentkeys=0},o,O,!^F
let b:undo_indent = 'setlocal autoindent< indentexpr< indentkeys<'

if exists('*JourneyIndent')
  finish
endif

" What cannot go on with the list of the line before.
let s:own = '^\s*\%(}\|///\|\k\+\%(\s\+[[:keyword:].]\+\)\?\s*:\|' . journey#keywords . '\s\+["{[:keyword:]]\)'

function! JourneyIndent(line) abort
  let before = prevnonblank(a:line - 1)
  if before == 0
    return 0
  endif
  " A text in triple quotes is the writer's.
  if s:in_text(a:line)
    return getline(a:line) =~# '^\s*$' ? indent(before) : -1
  endif
  let text = s:bare(before)
  " Behind such a text, or behind a list over several lines, the line that it began with counts.
  let first = before
  while first > 1 && (s:in_text(first) || s:goes_on(first))
    let first = prevnonblank(first - 1)
  endwhile
  let indent = indent(first)
  if text =~# '{\s*$'
    let indent += shiftwidth()
  elseif text =~# ',\s*$' && getline(a:line) !~# s:own
    return indent + shiftwidth()
  endif
  if getline(a:line) =~# '^\s*}'
    let indent -= shiftwidth()
  endif
  return max([indent, 0])
endfunction

" Whether the line stands in the list of the line before.
function! s:goes_on(line) abort
  return getline(a:line) !~# s:own && s:bare(prevnonblank(a:line - 1)) =~# ',\s*$'
endfunction

" Whether the line begins inside of a text in triple quotes.
function! s:in_text(line) abort
  return synIDattr(get(synstack(a:line, 1), 0, 0), 'name') ==# 'journeyBlockText' && s:began_before(a:line)
endfunction

function! s:began_before(line) abort
  return a:line > 1 && synIDattr(get(synstack(a:line - 1, max([col([a:line - 1, '$']) - 1, 1])), 0, 0), 'name') ==# 'journeyBlockText'
endfunction

" The line without its texts and its comment.
function! s:bare(line) abort
  return substitute(substitute(getline(a:line), '"\%([^"\\]\|\\.\)*"', '""', 'g'), '//.*$', '', '')
endfunction
