; Pairs that belong together, as Zed and Helix's rainbow brackets read them.

("{" @open "}" @close)
(text "\"" @open "\"" @close)
(block_text "\"\"\"" @open "\"\"\"" @close)
