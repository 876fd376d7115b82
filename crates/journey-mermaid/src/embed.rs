//! Diagrams in pages of documentation: finds where a Markdown or MDX page wants one, and makes the page that has them.
//!
//! A page asks with a pair of markers, which are comments and stay in the page:
//!
//! ```text
//! <!-- journey:begin src="checkout.journey#checkout" view="map" -->
//! <!-- journey:end -->
//! ```
//!
//! In MDX they are written `{/* journey:begin ... */}`. A fence of the language `journey`, with the same attributes
//! behind it, asks too, and is replaced itself; that is for tools that build a site, not for pages that are kept.
//!
//! ```
//! use journey_mermaid::embed::{Page, Scope};
//! use journey_mermaid::Flavour;
//!
//! let text = "<!-- journey:begin src=\"shop.journey\" -->\n<!-- journey:end -->\n";
//! let page = Page::read(text, Flavour::Markdown, Scope::Markers);
//! let filled = page.fill(|wanted| Ok(format!("The diagram of {}.\n", wanted.get("src").unwrap_or_default())));
//! assert_eq!(
//!     filled.unwrap().text,
//!     "<!-- journey:begin src=\"shop.journey\" -->\n\nThe diagram of shop.journey.\n\n<!-- journey:end -->\n",
//! );
//! ```
//!
//! All outside of the markers stays byte for byte, and filling a page again changes nothing.

mod attributes;
mod blocks;
mod fill;
mod hidden;
mod line;
mod marker;
mod mistake;
mod page;
#[cfg(test)]
mod property_test;
#[cfg(test)]
mod view_test;
mod wanted;

pub use fill::Filled;
pub use mistake::{Mistake, Reason};
pub use page::{Page, Scope};
pub use wanted::Wanted;
