//! What a person does with a keyboard and nothing else.

use fantoccini::{
    actions::{InputSource as _, KeyAction, KeyActions},
    key::Key,
};

use crate::harness::Browser;

/// What has the focus, in words, and how its outline is drawn.
const FOCUS: &str = "
    let inner = document.activeElement;
    while (inner && inner.contentDocument) inner = inner.contentDocument.activeElement;
    const style = inner.ownerDocument.defaultView.getComputedStyle(inner);
    const words = inner.innerText || inner.id || inner.title || inner.tagName;
    return [words.trim(), inner.matches(':focus-visible'), style.outlineStyle, parseFloat(style.outlineWidth)];
";

impl Browser {
    /// Types a text where the focus is.
    pub(crate) async fn press(&self, text: &str) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in text.chars() {
            keys = keys
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        let pressed = self.client.perform_actions(keys).await;
        pressed.expect("keys can be pressed");
    }

    pub(crate) async fn enter(&self) {
        self.press(&Key::Enter.to_string()).await;
    }

    /// Presses Tab until this has the focus, and returns all that had it on the way.
    pub(crate) async fn tab_to(&self, wanted: &str) -> Vec<String> {
        let mut way = Vec::new();
        while way.last().is_none_or(|last| last != wanted) {
            assert!(way.len() < 20, "Tab does not come to {wanted}: {way:?}");
            self.press(&Key::Tab.to_string()).await;
            way.push(self.focus().await);
        }
        way
    }

    /// What has the focus. It can be seen that it has.
    pub(crate) async fn focus(&self) -> String {
        let focus = self.run(FOCUS).await;
        let words = focus[0].as_str().unwrap_or_default().to_owned();
        let is_seen = focus[1] == true && focus[2] != "none" && focus[3].as_f64() >= Some(1.0);
        assert!(is_seen, "the focus cannot be seen: {focus}");
        words
    }
}
