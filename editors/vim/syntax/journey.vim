" Customer journeys as text: colours.
if exists('b:current_syntax')
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,-,192-255

" What stands in values, and in the lines that go on with them.
syntax match journeyReference '\h\%(\k\|\.\)*'
syntax match journeyFrom '\<from\>'
syntax match journeyNumber '\%(^\|[:, \t]\)\@1<=[-+]\?\d\+\%(\.\d\+\)\?\%(\.\.[-+]\?\d\+\%(\.\d\+\)\?\)\?\%(%\|\%(min\|s\|h\|d\|w\)\>\)\?'
execute 'syntax match journeyValue ' . string('\<' . journey#values . '\>')
syntax match journeyDate '\<\d\{4}-\d\{1,2}-\d\{1,2}\>'
syntax match journeyHandle '@\k\+'

" stage pay "Pay" {
execute 'syntax match journeyHead ' . string('\%(^\|[{};]\)\@1<=\s*' . journey#keywords . '\>\%(\s\+\h\k*\)\?\ze\s*\%(["{]\|//\|$\)') . ' contains=journeyName,journeyKeyword nextgroup=journeyLabel skipwhite'
syntax match journeyKeyword contained '\%(^\|[{};]\)\@1<=\s*\zs\h\k*'
syntax match journeyName contained '\%(\k\s\+\)\@<=\h\k*'

" emotion sam: -1
syntax match journeyProperty '\%(^\|[{};]\)\@1<=\s*\h\k*\%(\s\+\h[[:keyword:].]*\)\?\s*:' contains=journeyQualifier,journeyKey
syntax match journeyQualifier contained '\%(\k\s\+\)\@<=\h[[:keyword:].]*'
syntax match journeyKey contained '^\s*\zs\h\k*\|[{};]\@1<=\s*\zs\h\k*'

" A text ends on its line; between triple quotes it goes on.
syntax region journeyText oneline start='"' skip='\\.' end='"' contains=@Spell
syntax region journeyLabel contained oneline start='"' skip='\\.' end='"' contains=@Spell
syntax region journeyBlockText start='"""' skip='\\.' end='"""' contains=@Spell

syntax match journeyComment '//.*' contains=@Spell
syntax match journeyDocumentation '///\%([^/].*\)\?$' contains=@Spell

" A declaration at the start of a line ends whatever is open.
syntax sync match journeyTop grouphere NONE '^\%(persona\|channel\|actor\|source\|metric\|journey\)\s\+\k\+\s*["{]'
syntax sync minlines=100 maxlines=1000

highlight default link journeyKeyword Keyword
highlight default link journeyName Identifier
highlight default link journeyLabel Title
highlight default link journeyKey Type
highlight default link journeyQualifier Identifier
highlight default link journeyReference Identifier
highlight default link journeyValue Constant
highlight default link journeyNumber Number
highlight default link journeyDate Number
highlight default link journeyHandle Special
highlight default link journeyFrom Keyword
highlight default link journeyText String
highlight default link journeyBlockText String
highlight default link journeyComment Comment
highlight default link journeyDocumentation SpecialComment

let b:current_syntax = 'journey'
