" Journey: colours for Vim, and for Neovim where its tree-sitter parser is not installed.
if exists('b:current_syntax')
  finish
endif
let s:cpo = &cpo
set cpo&vim

syntax case match
syntax iskeyword @,48-57,_,192-255,-

" What the language knows.
" Written by `cargo xtask generate` from here on: keywords
let s:keywords = '\%(actor\|channel\|gain\|journey\|metric\|opportunity\|pain\|persona\|source\|stage\|touchpoint\)'
" The end of what is written.
" Written by `cargo xtask generate` from here on: values
let s:values = '\%(always\|analytics\|approved\|as-is\|assumed\|assumption\|backstage\|ces\|critical\|csat\|custom\|digital\|doing\|done\|down\|draft\|dropped\|frontstage\|high\|human\|idea\|inferred\|interview\|low\|medium\|none\|nps\|observation\|observed\|often\|ours\|partner\|person\|physical\|planned\|primary\|rare\|retired\|review\|secondary\|shared\|sometimes\|support\|survey\|system\|team\|ticket\|to-be\|up\|workshop\)'
" The end of what is written.

" Bare words in values: names, unless something below knows better.
syntax match journeyReference '\h\%(\k\|\.\)*'
execute "syntax match journeyValue '\\<" . s:values . "\\>'"

" What stands at the start of a statement: of a line, or behind a brace or a semicolon.
syntax match journeyKey '\%(^\%uFEFF\?\|[{};]\)\s*\zs\k\+\ze\%(\s\+[[:keyword:].]\+\)\?\s*:' nextgroup=journeyQualifier,journeyColon skipwhite
syntax match journeyQualifier '[[:keyword:].]\+\ze\s*:' contained nextgroup=journeyColon skipwhite
syntax match journeyColon ':' contained
execute 'syntax match journeyKeyword ' . string('\%(^\%uFEFF\?\|[{};]\)\s*\zs\<' . s:keywords . '\>\ze\s*\%(\s[^ \t:]\|["{]\|$\)\%([^:"{]*:\)\@!') . ' nextgroup=journeyName,journeyLabel,journeyBlockLabel skipwhite'
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
highlight default link journeyLabel Title
highlight default link journeyBlockLabel Title
highlight default link journeyKey Identifier
highlight default link journeyQualifier Special
highlight default link journeyColon Delimiter
highlight default link journeyReference Special
highlight default link journeyValue Constant
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
