# Customer journeys as text: colours, comments, indentation.
#
# A brace that stands alone in an expression is written \x7B or \x7D, or it would open or close a block of this file.

hook global BufCreate .*[.]journey %{
    set-option buffer filetype journey
}

hook global WinSetOption filetype=journey %{
    require-module journey
    set-option buffer comment_line '//'
    set-option buffer indentwidth 2
    hook -group journey-indent window InsertChar \n journey-indent-on-new-line
    hook -group journey-indent window InsertChar \x7D journey-indent-on-closing
    hook -once -always window WinSetOption filetype=.* %{ remove-hooks window journey-.+ }
}

hook -group journey-highlight global WinSetOption filetype=journey %{
    add-highlighter window/journey ref journey
    hook -once -always window WinSetOption filetype=.* %{ remove-highlighter window/journey }
}

provide-module journey %§

# Written by `cargo xtask generate` from here on: keywords
declare-option -hidden str journey_keywords 'actor|channel|gain|journey|metric|opportunity|pain|persona|source|stage|touchpoint'
# The end of what is written.

# Written by `cargo xtask generate` from here on: values
declare-option -hidden str journey_values 'always|analytics|approved|as-is|assumed|assumption|backstage|ces|critical|csat|custom|digital|doing|done|down|draft|dropped|frontstage|high|human|idea|inferred|interview|low|medium|none|nps|observation|observed|often|ours|partner|person|physical|planned|primary|rare|retired|review|secondary|shared|sometimes|support|survey|system|team|ticket|to-be|up|workshop'
# The end of what is written.

add-highlighter shared/journey regions
add-highlighter shared/journey/code default-region group
add-highlighter shared/journey/block region '"""' (?<!\\)(?:\\\\)*""" fill string
# A text ends on its line, also where its closing quote is missing.
add-highlighter shared/journey/text region '"' (?<!\\)(?:\\\\)*["\n] fill string
add-highlighter shared/journey/documentation region '///(?!/)' '$' fill documentation
add-highlighter shared/journey/comment region '//' '$' fill comment

add-highlighter shared/journey/code/ regex '[\w-]+(?:\.[\w-]+)*' 0:variable
add-highlighter shared/journey/code/ regex '(?<![\w.-])[-+]?\d+(?:\.\d+)?(?:\.\.[-+]?\d+(?:\.\d+)?)?(?:%|(?:min|s|h|d|w)\b)?' 0:value
add-highlighter shared/journey/code/ regex '\b\d{4}-\d{1,2}-\d{1,2}\b' 0:value
add-highlighter shared/journey/code/ regex '@[\w-]+' 0:meta
add-highlighter shared/journey/code/ regex '\bfrom\b' 0:keyword
add-highlighter shared/journey/code/ regex "(?<![\w-])(?:%opt{journey_values})(?![\w-])" 0:value
# stage pay "Pay" {
add-highlighter shared/journey/code/ regex "(?:^|[{};])\h*(%opt{journey_keywords})(?![\w:-])(?:\h+([\w-]+))?" 1:keyword 2:function
# emotion sam: -1, and `persona : sam`, which is no declaration
add-highlighter shared/journey/code/ regex '(?:^|[{};])\h*([\w-]+)(?:\h+([\w.-]+))?\h*:' 1:attribute 2:variable

define-command -hidden journey-indent-on-new-line %{
    evaluate-commands -draft -itersel %{
        # As deep as the line before, without the spaces that it ends in; a comment goes on.
        try %{ execute-keys -draft <semicolon> K <a-&> }
        try %{ execute-keys -draft k x s \h+$ <ret> d }
        try %{ execute-keys -draft k x <a-k> ^\h*///(?!/) <ret> j <a-h> glh i /// <space> }
        # Deeper behind a brace, and behind a comma.
        try %{ execute-keys -draft k x <a-k> \x7B\h*(?://[^\n]*)?$ <ret> j <a-gt> }
        try %{ execute-keys -draft k x <a-k> :[^\n]*,\h*$ <ret> j <a-gt> }
        # A closing brace that was pushed down goes back.
        try %{ execute-keys -draft x <a-k> ^\h*\x7D <ret> <a-lt> }
    }
}

define-command -hidden journey-indent-on-closing %{
    # Alone on its line, it stands below the line of its partner.
    try %{ execute-keys -draft -itersel <a-h> <a-k> ^\h+\x7D$ <ret> h m <a-S> 1 <a-&> }
}

§
