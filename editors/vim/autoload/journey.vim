" Customer journeys as text: what the language knows, for the colours and the indentation.

" Written by `cargo xtask generate` from here on: keywords
let journey#keywords = '\%(actor\|channel\|gain\|journey\|metric\|opportunity\|pain\|persona\|source\|stage\|touchpoint\)'
" The end of what is written.

" Written by `cargo xtask generate` from here on: values
let journey#values = '\%(always\|analytics\|approved\|as-is\|assumed\|assumption\|backstage\|ces\|critical\|csat\|custom\|digital\|doing\|done\|down\|draft\|dropped\|frontstage\|high\|human\|idea\|inferred\|interview\|low\|medium\|none\|nps\|observation\|observed\|often\|ours\|partner\|person\|physical\|planned\|primary\|rare\|retired\|review\|secondary\|shared\|sometimes\|support\|survey\|system\|team\|ticket\|to-be\|up\|workshop\)'
" The end of what is written.
