//! The one place that calls `merman`: its limits, its measure of text, and its failures as [`PictureError`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, SvgEnvironment, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity, TextStyle,
};
use merman::{
    AsciiRequest, Engine, MermaidConfig, OperationControl, ParseOptions, RenderError, RenderOutput, RenderRequest,
    RenderSemanticModel, RenderTarget, Renderer, SvgRequest,
};

use crate::kind::kind_of;
use crate::{PictureError, can_draw, entity, font};

/// Bytes of Mermaid that are drawn. Mermaid itself refuses more than 50,000 characters.
const LIMIT: usize = 500_000;

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    // What a diagram may not set, as Mermaid has it. The renderer's own list has `themeCSS` too, where our themes say
    // what is behind the diagram.
    let site = MermaidConfig::from_value(serde_json::json!({
        "secure": ["secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering", "maxEdges"],
        "maxTextSize": LIMIT,
        "maxEdges": 10_000,
    }));
    Renderer::new().with_engine(Engine::new().with_site_config(site))
});

static ENVIRONMENT: LazyLock<SvgEnvironment> = LazyLock::new(|| {
    let identity = MeasurementProfileId::new("journey.widest-sans")
        .and_then(|id| TextMeasurementProfileIdentity::new(id, "1"))
        .expect("the name is one that merman allows");
    let measurer = DeterministicTextMeasurer::default().with_width_callback(measure);
    let profile = TextMeasurementProfile::new(identity, measurer);
    SvgEnvironment::deterministic().with_text_measurement_policy(TextMeasurementPolicy::uniform(profile))
});

fn measure(text: &str, style: &TextStyle) -> f64 {
    let bold = style.font_weight.as_deref().is_some_and(is_bold);
    font::width(&entity::decode(text), style.font_size, bold)
}

/// Whether a weight as CSS writes it is bold.
pub(crate) fn is_bold(weight: &str) -> bool {
    weight.trim().starts_with("bold") || weight.trim().parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// Stops drawings whose pictures nobody waits for any more. Clones stop the same ones.
#[derive(Clone, Debug, Default)]
pub struct Stop(OperationControl);

impl Stop {
    /// Tells them to stop: soon they end with an error.
    pub fn stop(&self) {
        self.0.cancel();
    }

    /// Tells them to stop when what it gives is dropped: together with whoever waits for the picture.
    #[must_use = "dropped at once, it stops the drawings at once"]
    pub fn when_dropped(&self) -> StopsWhenDropped {
        StopsWhenDropped(self.clone())
    }

    /// Whether they were told to.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.is_cancelled()
    }
}

/// Stops drawings when it goes; [`Stop::when_dropped`] makes it.
#[derive(Debug)]
pub struct StopsWhenDropped(Stop);

impl Drop for StopsWhenDropped {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// The SVG that the renderer makes, with ids that start with `id`.
pub(crate) fn draw_svg(mermaid: &str, id: &str, stop: &Stop) -> Result<String, PictureError> {
    let request = SvgRequest {
        environment: ENVIRONMENT.clone(),
        options: SvgRenderOptions { diagram_id: Some(id.to_owned()), ..SvgRenderOptions::default() },
        ..SvgRequest::default()
    };
    match draw(mermaid, RenderTarget::Svg(request), stop)? {
        RenderOutput::Svg(Some(output)) => Ok(output.into_parts().0),
        _ => Err(PictureError::NoDiagram),
    }
}

/// The colour that a diagram's theme says is behind it (`themeVariables.background`), if it says one.
pub(crate) fn ground(mermaid: &str) -> Option<String> {
    let metadata = RENDERER.engine().parse_metadata_sync(mermaid).ok()?;
    let colour = metadata.config.get_str("themeVariables.background")?;
    let plain = colour.trim_start_matches('#').chars().all(|char| char.is_ascii_alphanumeric());
    (plain && colour != "transparent").then(|| colour.to_owned())
}

/// The drawing that the renderer makes of characters.
pub(crate) fn draw_characters(mermaid: &str, request: AsciiRequest) -> Result<String, PictureError> {
    match draw(mermaid, RenderTarget::Ascii(request), &Stop::default())? {
        RenderOutput::Ascii(Some(output)) => Ok(output.text),
        _ => Err(PictureError::NoDiagram),
    }
}

/// What `read` makes of the parsed diagram.
pub(crate) fn with_model<T>(
    mermaid: &str,
    read: impl FnOnce(&RenderSemanticModel) -> Result<T, PictureError>,
) -> Result<T, PictureError> {
    admit(mermaid)?;
    guarded(|| {
        let hidden = entity::stand_ins(mermaid);
        let parsed = RENDERER.engine().parse_diagram_for_render_model_sync(&hidden, ParseOptions::strict());
        match parsed.map_err(|error| failed(error.into()))? {
            Some(parsed) => read(parsed.model()),
            None => Err(PictureError::NoDiagram),
        }
    })
}

fn draw(mermaid: &str, target: RenderTarget, stop: &Stop) -> Result<RenderOutput, PictureError> {
    admit(mermaid)?;
    let hidden = entity::stand_ins(mermaid);
    let request = RenderRequest::new(&hidden, target, stop.0.child());
    match guarded(|| RENDERER.render(request).map_err(failed)) {
        Err(_) if stop.is_stopped() => Err(PictureError::Stopped),
        drawn => drawn,
    }
}

/// Refuses what is not drawn here before the renderer sees it.
fn admit(mermaid: &str) -> Result<(), PictureError> {
    let kind = kind_of(mermaid).ok_or(PictureError::NoDiagram)?;
    if !can_draw(kind) {
        return Err(PictureError::UnknownKind { kind: kind.to_owned() });
    }
    if mermaid.len() > LIMIT {
        return Err(PictureError::TooLarge);
    }
    Ok(())
}

/// A panic in the renderer is its mistake, not the end of the program.
fn guarded<T>(work: impl FnOnce() -> Result<T, PictureError>) -> Result<T, PictureError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(PictureError::Defect))
}

fn failed(error: RenderError) -> PictureError {
    match error {
        RenderError::NoDiagram => PictureError::NoDiagram,
        RenderError::ResourceLimitExceeded(_) => PictureError::TooLarge,
        error => PictureError::Rejected(error.to_string()),
    }
}
