//! Who may ask: nobody without the token, no page of another site, nobody who came under another name.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::token::Token;

/// What every answer says. Nothing is kept, nothing leaves the machine, and nothing but our own files runs.
const HEADERS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // The address has the token in it.
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// What decides who may ask.
#[derive(Debug)]
pub(crate) struct Guard {
    token: Token,
    /// The names under which this server is reached: by any other, a site lets its own name lead here.
    hosts: [String; 2],
}

impl Guard {
    pub(crate) fn new(token: Token, port: u16) -> Self {
        // Browsers leave the port of the scheme out.
        let with_port = |name: &str| if port == 80 { name.to_owned() } else { format!("{name}:{port}") };
        Self { token, hosts: [with_port("127.0.0.1"), with_port("localhost")] }
    }

    /// Why a request is refused.
    fn refusal(&self, method: &Method, path: &str, headers: &HeaderMap) -> Option<&'static str> {
        let is_own = |host: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
        let host = only(headers, &header::HOST);
        if !host.is_some_and(is_own) {
            return Some("The preview answers under 127.0.0.1 and localhost only.");
        }
        let first = path.strip_prefix('/').unwrap_or(path).split('/').next().unwrap_or_default();
        if !self.token.is(first) {
            return Some(
                "This address is not that of the preview that runs now. Take the one that `journey preview` printed last.",
            );
        }
        if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") && method != Method::GET {
            return Some("Pages of other sites may ask nothing here.");
        }
        // Programs have no origin; every page has one when it changes something.
        if let Some(origin) = headers.get(header::ORIGIN) {
            let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
            if !origin.is_some_and(is_own) {
                return Some("Pages of other sites may ask nothing here.");
            }
        }
        None
    }
}

/// Refuses whoever may not ask, and sets what every answer says.
pub(crate) async fn guard(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let refusal = guard.refusal(request.method(), request.uri().path(), request.headers());
    let mut response = match refusal {
        Some(why) => (StatusCode::FORBIDDEN, why).into_response(),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The value of a header that stands there once.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next().filter(|_| values.next().is_none())?;
    value.to_str().ok()
}
