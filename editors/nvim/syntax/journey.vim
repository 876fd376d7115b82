" Journey: colours for Vim, and for Neovim where its tree-sitter parser is not installed.
if exists('b:current_syntax')
  finish
endif
let s:cpo = &cpo
set cpo&vim

syntax case match
syntax iskeyword @,48-57,_,192-255,-

" What stands at the start of a statement: of a line, or behind a brace or a semicolon.
syntax match journeyKey '\%(^\%uFEFF\?\|[{};]\)\s*\zs\k\+\ze\%(\s\+[[:keyword:].]\+\)\?\s*:' nextgroup=journeyQualifier,journeyColon skipwhite
syntax match journeyQualifier '[[:keyword:].]\+\ze\s*:' contained nextgroup=journeyColon skipwhite
syntax match journeyColon ':' contained
syntax match journeyKeyword '\%(^\%uFEFF\?\|[{};]\)\s*\zs\<\%(persona\|channel\|actor\|source\|metric\|journey\|stage\|touchpoint\|pain\|gain\|opportunity\)\>\ze\s*\%(\s[^ \t:]\|["{]\|$\)\%([^:"{]*:\)\@!' nextgroup=journeyName,journeyLabel,journeyBlockLabel skipwhite
syntax match journeyName '\k\+' contained nextgroup=journeyLabel,journeyBlockLabel skipwhite
syntax region journeyLabel start='"' skip='\\.' end='"' oneline contained contains=journeyEscape,@Spell
syntax region journeyBlockLabel start='"""' skip='\\.' end='"""' contained contains=journeyEscape,@Spell

" Values.
syntax match journeyFrom '\<from\>\ze\s\+\k'
syntax match journeyNumber '\%(\k\|\.\)\@1<![+-]\?\d\+\%(\.\d\+\)\?%\?\%(\k\|\.\)\@!'
syntax match journeyNumber '\k\@1<!\d\+\%(s\|min\|h\|d\|w\)\>'
syntax match journeyNumber '\k\@1<!\d\{4}-\d\d-\d\d\>'
syntax match journeyNumber '\%(\k\|\.\)\@1<![+-]\?\d\+\%(\.\d\+\)\?\.\.[+-]\?\d\+\%(\.\d\+\)\?\%(\k\)\@!'
syntax match journeyHandle '@\k[[:keyword:]./]*'
syntax region journeyText start='"' skip='\\.' end='"' oneline contains=journeyEscape,@Spell
syntax region journeyBlockText start='"""' skip='\\.' end='"""' contains=journeyEscape,@Spell
syntax match journeyEscape '\\\%(["\\nt]\|u{\x\{1,6}}\)' contained

syntax match journeyComment '//.*' contains=journeyTodo,@Spell
syntax match journeyDocumentation '////\@!.*' contains=@Spell
syntax keyword journeyTodo TODO FIXME XXX contained

" A text over several lines begins at most so far above.
syntax sync minlines=200

highlight default link journeyKeyword Keyword
highlight default link journeyName Type
highlight default link journeyLabel String
highlight default link journeyBlockLabel String
highlight default link journeyKey Identifier
highlight default link journeyQualifier Special
highlight default link journeyColon Delimiter
highlight default link journeyFrom Statement
highlight default link journeyNumber Number
highlight default link journeyHandle Tag
highlight default link journeyText String
highlight default link journeyBlockText String
highlight default link journeyEscape SpecialChar
highlight default link journeyComment Comment
highlight default link journeyDocumentation SpecialComment
highlight default link journeyTodo Todo

let b:current_syntax = 'journey'
let &cpo = s:cpo
unlet s:cpo
