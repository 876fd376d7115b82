project = "Journeys"
exclude_patterns = ["_build"]
extensions = ["journey_sphinx", "myst_parser"]
html_static_path = ["_static"]
mermaid_use_local = "mermaid/mermaid.esm.min.mjs"  # from jsdelivr.net otherwise
