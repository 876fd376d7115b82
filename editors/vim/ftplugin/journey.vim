" Customer journeys as text: comments, `:make`, folding by braces.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal commentstring=//\ %s comments=:///,:// formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2

" `:make` checks the file; `:cnext` and `:cprevious` go from finding to finding, `:copen` lists them.
setlocal makeprg=journey\ check\ --color\ never\ %:S
let &l:errorformat = '%Eerror[%.%#]: %m,%Wwarning[%.%#]: %m,%Iinfo[%.%#]: %m,%Nhint[%.%#]: %m,%C %#--> %f:%l:%c,%-G%.%#'

let b:undo_ftplugin = 'setlocal commentstring< comments< formatoptions< expandtab< shiftwidth< softtabstop< makeprg< errorformat<'
