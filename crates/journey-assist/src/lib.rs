//! The built-in plugin `assist`: completions, hovers, code lenses and inlay hints, one file each.
